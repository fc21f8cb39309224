"""What a window of Windows shows beyond its title: a dialog's labels, the focused control's role and name.

Reads classic controls by their window classes; the dialogs that new programs draw themselves would need UI
Automation, which comes later. The text of edit controls is never asked for, of password fields nothing.
"""

from __future__ import annotations

from functools import partial

from triggers.beyond import ALL, Beyond
from triggers.context import Detail, WindowInfo
from triggers.detail.base import Deliver, DetailUnavailableError, Lost
from triggers.detail.win32_reader import Reader
from triggers.loop import Loop
from triggers.selection import NotHereError
from triggers.win32_thread import MessageThread


class Win32Detail:
    """Watches the window it was told of, in a thread of its own, which alone ever waits for that program."""

    name = "win32"

    def __init__(self, loop: Loop) -> None:
        self._loop = loop
        self._deliver: Deliver | None = None
        self._reader = Reader(self._hand_over)
        self._thread = MessageThread("sidecue-detail", self._reader)

    def start(self, deliver: Deliver, lost: Lost) -> None:  # noqa: ARG002 # nothing here can be lost
        """As in DetailSource."""
        try:
            self._thread.start()
        except NotHereError as problem:
            raise DetailUnavailableError(problem.reason, problem.remedy) from problem
        self._deliver = deliver

    def look_at(self, window: WindowInfo | None, wanted: Beyond = ALL) -> None:
        """As in DetailSource."""
        if self._deliver is not None:
            self._thread.post(partial(self._reader.look_at, window, wanted))

    def close(self) -> None:
        """As in DetailSource."""
        self._deliver = None
        self._thread.close()

    def _hand_over(self, detail: Detail) -> None:
        self._loop.call_threadsafe(partial(self._tell, detail))

    def _tell(self, detail: Detail) -> None:
        if self._deliver is not None:
            self._deliver(detail)
