"""Hands on what a desktop's script or extension tells, and why when it tells nothing. Reads none of it.

For KWin and GNOME Shell alike; what they tell is read in told.py.
"""

from __future__ import annotations

import time

from triggers.loop import Handle, Loop
from triggers.sources.base import Deliver, SourceState, Unavailable
from triggers.sources.debounce import Debounce

PATIENCE = 4.0
"""Seconds for a first word; it needs a few milliseconds. Less than the supervisor's, who knows no reasons."""


class Telling:
    """Between a source and its consumer. ``silent`` is why nothing is told, unless a reason is known."""

    def __init__(self, loop: Loop, deliver: Deliver, silent: Unavailable, patience: float) -> None:
        self._loop, self._silent, self._patience = loop, silent, patience
        self._debounce = Debounce(loop, deliver)
        self._waiting: Handle | None = None
        self.trouble = silent  # why there is no word yet, as far as it is known

    def await_word(self) -> None:
        """If nothing is told in time, that is told, with the ``trouble`` that is known by then."""
        self._forget_waiting()
        self.trouble = self._silent
        self._waiting = self._loop.call_later(self._patience, lambda: self.tell(self.trouble))

    def tell(self, state: SourceState, at: float | None = None) -> None:
        """This is what was waited for, or why it does not come."""
        self._forget_waiting()
        self._debounce.offer(state, time.monotonic() if at is None else at)

    def close(self, lost: str = "") -> None:
        """Nothing more is told; at last, if given, why the desktop was ``lost``."""
        self._forget_waiting()
        self._debounce.close(Unavailable(lost, "Log in again.") if lost else None, time.monotonic())

    def _forget_waiting(self) -> None:
        if self._waiting is not None:
            self._waiting.cancel()
            self._waiting = None
