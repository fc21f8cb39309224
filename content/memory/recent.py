"""Which cards the person opened, how often and in what order. Not for ranking by it."""

from __future__ import annotations

from collections.abc import Callable
from datetime import UTC, datetime

from content.memory.rows import Rows
from content.memory.schema import RecentRow

KEPT = 500  # cards; whoever opens more than that finds them by searching


class Recent:
    """Ordered by a counter instead of the clock, which may jump."""

    def __init__(self, rows: Rows[RecentRow], now: Callable[[], datetime]) -> None:
        self._rows, self._now = rows, now

    def opened(self, card: str) -> None:
        """The person opened ``card`` now."""
        known = self._rows.all()
        row = self._rows.get(card)
        order = 1 + max((other["order"] for _, other in known), default=0)
        count = 1 + (row["count"] if row else 0)
        self._rows.put(card, {"count": count, "order": order, "last": self._now().astimezone(UTC)})
        if row is None and len(known) >= KEPT:
            self._rows.remove([min(known, key=lambda entry: entry[1]["order"])[0]])

    def cards(self, limit: int) -> tuple[str, ...]:
        """The cards opened last, latest first."""
        latest_first = sorted(self._rows.all(), key=lambda entry: -entry[1]["order"])
        return tuple(card for card, _ in latest_first[:limit])

    def count(self, card: str) -> int:
        """How often ``card`` was opened."""
        row = self._rows.get(card)
        return row["count"] if row else 0

    def clear(self) -> None:
        """Forget it all."""
        self._rows.remove([card for card, _ in self._rows.all()])
