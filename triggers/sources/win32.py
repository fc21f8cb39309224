"""The window source for Windows: hooks tell of the active window, of its title and of the focus.

A look once a second covers what no hook told. What windows say is in triggers/win32_windows.py, why there
is a thread in triggers/win32_thread.py, when a change is handed on in debounce.py.
"""

from __future__ import annotations

from functools import partial

from triggers.loop import Loop
from triggers.selection import NotHereError
from triggers.sources.base import Deliver, SourceState, SourceUnavailableError
from triggers.sources.debounce import Debounce
from triggers.sources.win32_eyes import Eyes
from triggers.win32_thread import MessageThread
from triggers.win32_windows import activate_window

INTERVAL = 1.0
"""Seconds between two looks without an event: the safety net, one wake-up each."""


class Win32Source:
    """Watches the foreground window. ``interval`` is that of the safety net, in seconds."""

    name = "win32"

    def __init__(self, loop: Loop, own_pid: int, interval: float = INTERVAL) -> None:
        self._loop = loop
        self._debounce: Debounce | None = None
        self._thread = MessageThread("sidecue-win32", Eyes(own_pid, interval, self._hand_over))

    def start(self, deliver: Deliver) -> None:
        """As in WindowSource; returns when the hooks are set, which takes a few milliseconds."""
        self._debounce = Debounce(self._loop, deliver)
        try:
            self._thread.start()
        except NotHereError as problem:
            self.close()
            raise SourceUnavailableError(problem.reason, problem.remedy) from problem

    def activate(self, window_id: int) -> None:
        """As in WindowSource; happens soon, in the thread, because a program that hangs can delay it."""
        self._thread.post(partial(activate_window, window_id))

    def close(self) -> None:
        """As in WindowSource."""
        if self._debounce is not None:
            self._debounce.close()
            self._debounce = None
        self._thread.close()

    def _hand_over(self, state: SourceState, at: float) -> None:
        self._loop.call_threadsafe(partial(self._offer, state, at))

    def _offer(self, state: SourceState, at: float) -> None:
        if self._debounce is not None:
            self._debounce.offer(state, at)
