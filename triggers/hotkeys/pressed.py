"""Which chord a stream of key presses and releases completes. Values only: no listener, no thread."""

from __future__ import annotations

from collections.abc import Collection

from triggers.hotkeys.chord import Chord
from triggers.hotkeys.keys import MODIFIERS

_FORGET_AFTER = 10.0
"""Seconds without any key, after which modifiers still thought to be down are not. A locked screen swallows
releases, and a modifier wrongly believed to be down fires wrong chords."""


class PressedKeys:
    """Follows what is down. A chord is complete when its key goes down with exactly its modifiers."""

    def __init__(self) -> None:
        self._down: set[str] = set()
        self._last = float("-inf")

    def press(self, name: str, at: float, chords: Collection[Chord]) -> Chord | None:
        """Key ``name`` goes down at ``at`` (seconds); the chord it completes, if any.

        A key that is down already only repeats itself, and completes nothing.
        """
        if at - self._last > _FORGET_AFTER:
            self._down.clear()
        self._last = at
        repeats = name in self._down
        self._down.add(name)
        if repeats or name in MODIFIERS:
            return None
        completed = Chord(frozenset(self._down & MODIFIERS.keys()), name)
        return completed if completed in chords else None

    def release(self, name: str, at: float) -> None:
        """Key ``name`` goes up."""
        self._last = at
        self._down.discard(name)
        if name in MODIFIERS:
            # The release of a sign may be told under another name once its modifier is up.
            self._down &= MODIFIERS.keys()
