"""In which order the person came to their cards. Not for what is likely: see learning/next.py."""

from __future__ import annotations

from collections.abc import Callable
from datetime import UTC, datetime

from content.memory.rows import Rows
from content.memory.schema import OrderRow

KEPT = 400  # steps; two or three busy weeks

_KEY = "order"


class Order:
    """One row for all steps, each as two numbers: as rows of their own they would weigh ten times as much."""

    def __init__(self, rows: Rows[OrderRow], now: Callable[[], datetime]) -> None:
        self._rows, self._now = rows, now

    def came_to(self, card: str) -> None:
        """The person came to ``card`` now; the same card again is no step."""
        steps = self.all()
        if steps and steps[-1][0] == card:
            return
        self._put([*steps, (card, self._now())][-KEPT:])

    def all(self) -> list[tuple[str, datetime]]:
        """The steps kept, oldest first, with their times in UTC."""
        row = self._rows.get(_KEY)
        if row is None:
            return []
        cards = row["cards"]
        return [
            (cards[at], datetime.fromtimestamp(seconds, UTC))
            for at, seconds in zip(row["steps"], row["at"], strict=False)
            if 0 <= at < len(cards) and 0 <= seconds < _END
        ]

    def clear(self) -> None:
        """Forget them all."""
        self._rows.remove([_KEY])

    def _put(self, steps: list[tuple[str, datetime]]) -> None:
        cards = list(dict.fromkeys(card for card, _ in steps))
        places = {card: at for at, card in enumerate(cards)}
        self._rows.put(
            _KEY,
            {
                "cards": cards,
                "steps": [places[card] for card, _ in steps],
                "at": [int(at.timestamp()) for _, at in steps],
            },
        )


_END = int(datetime(9000, 1, 1, tzinfo=UTC).timestamp())  # beyond that a file was not written by us
