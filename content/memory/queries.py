"""The searches that led the person to a card, kept only where they turned that on. Not for searching."""

from __future__ import annotations

from content.memory.rows import Rows
from content.memory.schema import QueryRow

KEPT = 50


class Queries:
    """Ordered by a counter instead of the clock; the same words in other case or spacing are one query."""

    def __init__(self, rows: Rows[QueryRow]) -> None:
        self._rows = rows

    def add(self, query: str) -> None:
        """The person opened a card with ``query``, which becomes the latest."""
        words = " ".join(query.split())
        if not words:
            return
        known = self._rows.all()
        order = 1 + max((row["order"] for _, row in known), default=0)
        self._rows.put(words.casefold(), {"query": words, "order": order})
        oldest_first = sorted(self._rows.all(), key=lambda entry: entry[1]["order"])
        self._rows.remove([key for key, _ in oldest_first[:-KEPT]])

    def all(self) -> tuple[str, ...]:
        """The searches, latest first."""
        latest_first = sorted(self._rows.all(), key=lambda entry: -entry[1]["order"])
        return tuple(row["query"] for _, row in latest_first)

    def clear(self) -> None:
        """Forget them all."""
        self._rows.remove([key for key, _ in self._rows.all()])
