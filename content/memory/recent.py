"""Which cards the person opened, how often and in what order. How much that says is ``use``."""

from __future__ import annotations

from collections.abc import Callable
from datetime import UTC, datetime, timedelta

from content.memory.rows import Rows
from content.memory.schema import RecentRow

KEPT = 500  # cards; whoever opens more than that finds them by searching

_HALVED_IN = timedelta(days=14)
_MUCH = 3  # openings today that count as 0.5


def use(count: int, since: timedelta) -> float:
    """How much a card is used that was opened ``count`` times, last so long ago: from 0 towards 1.

    A clock that was put back makes nothing count more than today.
    """
    worth: float = count * 0.5 ** max(0.0, since / _HALVED_IN)
    return worth / (worth + _MUCH)


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

    def uses(self) -> dict[str, float]:
        """For each card how much and how lately it was opened, from 0 to 1."""
        now = self._now()
        return {card: use(row["count"], now - row["last"]) for card, row in self._rows.all()}

    def clear(self) -> None:
        """Forget it all."""
        self._rows.remove([card for card, _ in self._rows.all()])
