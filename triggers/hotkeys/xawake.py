"""Waits in the loop for the X server's word, so that nobody waits for one that hangs. Asks nothing else."""

from __future__ import annotations

import os
import socket
import time
from collections.abc import Callable
from contextlib import suppress

from triggers.context import current_os
from triggers.loop import Handle, Loop
from triggers.xguests import answered, send_ahead, waiting_at


def when_known(loop: Loop, go_on: Callable[[], None]) -> Handle:
    """Call ``go_on`` later, when the display has answered or had its time to: then nobody waits for it."""
    display = os.environ.get("DISPLAY")
    if display and current_os() == "linux":
        _dismiss(display)
        with suppress(OSError):  # nobody else may wait at its door, or no more files may be opened
            send_ahead(display)
            if (guest := waiting_at(display)) is not None:
                return _Visit(loop, display, *guest, go_on)
    return loop.call_later(0.0, go_on)


def _dismiss(display: str) -> None:
    """Let the guest leave if it has heard something."""
    if waiting_at(display) is not None:
        with suppress(TimeoutError):
            answered(display, 0.0).close()


class _Visit:
    """A guest that is waited for. It can be called off."""

    def __init__(
        self, loop: Loop, display: str, guest: socket.socket, until: float, go_on: Callable[[], None]
    ) -> None:
        self._display, self._go_on = display, go_on
        self._guest = guest.dup()  # whoever knocks meanwhile may let the other one go
        self._watch = loop.watch(self._guest.fileno(), self._end)
        self._timer = loop.call_later(max(0.0, until - time.monotonic()), self._end)

    def cancel(self) -> None:
        self._watch.cancel()
        self._timer.cancel()
        self._guest.close()

    def _end(self) -> None:
        self.cancel()
        _dismiss(self._display)  # or a server that works would have it for ever
        self._go_on()
