"""The person's pauses: begin, end, and what happens when one is over. Silence itself is up to ``decide``."""

from __future__ import annotations

from collections.abc import Callable
from datetime import datetime

from content.memory.memory import Memory
from overlay.until import until
from triggers.loop import Handle, Loop

LENGTHS = ("15min", "hour", "tomorrow")

# Timers count time awake only: after a night of sleep the end is looked at again.
_LONGEST_WAIT = 600.0


class Pauses:
    """``changed`` is called whenever a pause begins or ends."""

    def __init__(
        self, memory: Memory, loop: Loop, now: Callable[[], datetime], changed: Callable[[], None]
    ) -> None:
        self._memory, self._loop, self._now, self._changed = memory, loop, now, changed
        self._end: Handle | None = None
        self._watch()

    def pause(self, length: str) -> None:
        """Stay silent for "15min", an "hour" or until "tomorrow"."""
        self._memory.pause(until(length, self._now()))
        self._watch()
        self._changed()

    def resume(self) -> None:
        """End the pause; harmless without one."""
        self._memory.pause(None)
        self._watch()
        self._changed()

    def close(self) -> None:
        if self._end is not None:
            self._end.cancel()
            self._end = None

    def _watch(self) -> None:
        self.close()
        if (end := self._memory.paused_until()) is not None:
            left = max(0.0, (end - self._now()).total_seconds()) + 0.1
            self._end = self._loop.call_later(min(left, _LONGEST_WAIT), self._look)

    def _look(self) -> None:
        self._end = None
        self._watch()
        if self._end is None:
            self._changed()
