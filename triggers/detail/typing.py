"""When a person types in one place, where the focus stays. Knows that a caret moved, not what was typed."""

from __future__ import annotations

from collections.abc import Callable

from triggers.loop import Handle, Loop

MOVES = 12
"""Moves of the caret, with no other control taking the focus, that are typing."""

SHORTEST, LONGEST = 1.0, 10.0
"""Seconds for which nobody listens then; twice as long each time, while the person stays there.

Listening costs programs for each letter. A form's field is left after a few words, a letter's text is not.
"""


class Typing:
    """``goes_on`` while nobody should listen; ``changed`` hears when that begins and when it is over.

    At rest nothing is scheduled: after a pause it is the next letters that tell whether it goes on.
    """

    def __init__(self, loop: Loop, changed: Callable[[], None]) -> None:
        self._loop, self._changed = loop, changed
        self._moves = 0
        self._length = SHORTEST
        self._ending: Handle | None = None

    @property
    def goes_on(self) -> bool:
        """Whether the person has just been typing."""
        return self._ending is not None

    def moved(self) -> None:
        """The caret moved."""
        self._moves += 1
        if self._moves >= MOVES and self._ending is None:
            self._ending = self._loop.call_later(self._length, self._end)
            self._length = min(2 * self._length, LONGEST)
            self._changed()

    def elsewhere(self) -> None:
        """The person is at another control, or in another window."""
        self._moves, self._length = 0, SHORTEST
        if self._ending is not None:
            self._ending.cancel()
            self._end()

    def _end(self) -> None:
        self._ending, self._moves = None, 0
        self._changed()
