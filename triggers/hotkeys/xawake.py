"""Waits in the loop for the X server's word, so that nobody waits for one that hangs. Asks nothing else."""

from __future__ import annotations

import os
import socket
from collections.abc import Callable
from contextlib import suppress

from triggers.context import current_os
from triggers.loop import Handle, Loop
from triggers.xguests import dismiss, expected


def when_known(loop: Loop, go_on: Callable[[], None]) -> Handle:
    """Call ``go_on`` later, when the display has answered or had its time to: then nobody waits for it."""
    display = os.environ.get("DISPLAY")
    if display and current_os() == "linux":
        with suppress(OSError):  # nobody else may wait at its door, or no more files may be opened
            if (guest := expected(display)) is not None:
                return _Visit(loop, display, *guest, go_on)
    return loop.call_later(0.0, go_on)


class _Visit:
    """A guest on the way. It can be called off."""

    def __init__(
        self, loop: Loop, display: str, guest: socket.socket, patience: float, go_on: Callable[[], None]
    ) -> None:
        self._display, self._guest, self._go_on = display, guest, go_on
        self._watch = loop.watch(guest.fileno(), self._end)
        self._timer = loop.call_later(max(0.0, patience), self._end)

    def cancel(self) -> None:
        self._watch.cancel()
        self._timer.cancel()
        self._guest.close()

    def _end(self) -> None:
        self.cancel()
        dismiss(self._display)  # or a server that works would have it for ever
        self._go_on()
