"""Walks through past searches with Up and Down, as a shell does. Not for keeping them: see content/memory."""

from __future__ import annotations

from collections.abc import Sequence


class Recall:
    """``current`` is the search that was recalled last, "" while none is; latest first."""

    def __init__(self, queries: Sequence[str] = ()) -> None:
        self._queries = tuple(queries)
        self._at = -1

    @property
    def current(self) -> str:
        """The search walked to."""
        return self._queries[self._at] if self._at >= 0 else ""

    def start(self) -> bool:
        """Begin with the latest; False if there is none."""
        self._at = 0 if self._queries else -1
        return bool(self._queries)

    def walk(self, steps: int) -> None:
        """Go ``steps`` back in time (negative: towards now); stops at the oldest, and before the latest."""
        self._at = max(-1, min(len(self._queries) - 1, self._at + steps))

    def told(self) -> str:
        """Where the walk is: "Past search 2 of 5"."""
        return f"Past search {self._at + 1} of {len(self._queries)}" if self._at >= 0 else ""
