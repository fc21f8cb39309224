"""What the person looked for and did not find, written down because they asked for it. Never by itself."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from datetime import UTC, datetime

from content.memory.rows import Rows
from content.memory.schema import MissingRow

KEPT = 200  # entries; the oldest goes first
_LONGEST = 200  # letters of one


@dataclass(frozen=True, slots=True)
class Missing:
    """One thing that no card says, in the person's words: how often it was noted, and when."""

    query: str
    count: int
    first: datetime
    last: datetime


class MissingList:
    """The list of a person, oldest first; the same words in other case or spacing are one entry."""

    def __init__(self, rows: Rows[MissingRow], now: Callable[[], datetime]) -> None:
        self._rows, self._now = rows, now

    def note(self, query: str) -> None:
        """Write ``query`` down, or count it once more; a query without words is not noted."""
        words = " ".join(query.split())[:_LONGEST]
        if not words:
            return
        now = self._now().astimezone(UTC)
        row = self._rows.get(_key(words))
        first, count = (row["first"], row["count"]) if row else (now, 0)
        self._rows.put(_key(words), {"query": words, "count": count + 1, "first": first, "last": now})
        rows = self._rows.all()
        if len(rows) > KEPT:
            self._rows.remove([min(rows, key=lambda entry: entry[1]["last"])[0]])

    def all(self) -> tuple[Missing, ...]:
        """All that was noted."""
        return tuple(
            Missing(row["query"], row["count"], row["first"], row["last"]) for _, row in self._rows.all()
        )

    def remove(self, query: str) -> None:
        """Take one out; harmless if it is not there."""
        self._rows.remove([_key(query)])


def _key(query: str) -> str:
    return " ".join(query.casefold().split())
