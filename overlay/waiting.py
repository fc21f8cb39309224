"""Looks again, more and more seldom, while a cue waits for its moment. No timer while nothing waits."""

from __future__ import annotations

from collections.abc import Callable

from triggers.loop import Handle, Loop

_FIRST, _GROWTH, _LONGEST = 0.25, 1.4, 20.0  # seconds: soon after a word is typed, seldom over lunch


class Waiting:
    """``look`` decides anew, which turns the waiting on or off again; without a loop nothing is looked at."""

    def __init__(self, loop: Loop | None, look: Callable[[], None]) -> None:
        self._loop, self._look = loop, look
        self._pause = _FIRST
        self._next: Handle | None = None

    def start_over(self) -> None:
        """Something happened: look soon again."""
        self._pause = _FIRST

    def turn(self, *, on: bool) -> None:
        """A cue waits, or none does."""
        self.close()
        if not on:
            self.start_over()
        elif self._loop is not None:
            self._next = self._loop.call_later(self._pause, self._due)
            self._pause = min(_LONGEST, self._pause * _GROWTH)

    def close(self) -> None:
        """Look no more; may be called twice."""
        if self._next is not None:
            self._next.cancel()
            self._next = None

    def _due(self) -> None:
        self._next = None
        self._look()
