"""The card that was brought back: whether its question stands, and what it costs of the day's three minutes.

One at most. Which card it is, content/learning/reviews.py decides; what was learned, lessons.py. No Qt.
"""

from __future__ import annotations

from collections.abc import Collection
from datetime import datetime, timedelta

from content.attention.ledger import BLINK
from content.learning.reviews import GAP, ONE_AT_LEAST, has_room, rest_of
from content.memory.memory import Memory


class Review:
    """``card`` is "" while there is none. Reading goes on to be counted after the question was answered."""

    def __init__(self, memory: Memory) -> None:
        self._memory = memory
        self.card = ""
        self.asks = False
        self._at: datetime | None = None  # when the last one began
        self._before: datetime | None = None  # and the one before it
        self._is_counted = True
        self._reads = ""  # the card whose time in the panel counts
        self._since: datetime | None = None  # since when the panel shows it
        self._took = timedelta()
        self._charged = 0.0

    def may_begin(self) -> bool:
        """Whether another one may begin now: not so soon after the last, and not if the day is spent."""
        is_soon = self._at is not None and abs(self._memory.now() - self._at) < GAP
        return not is_soon and has_room(self._memory.learned.spent() + self._due())

    def begin(self, card: str, *, asks: bool, in_panel: bool) -> None:
        """``card`` is on the screen, brought back."""
        self.shows("")
        now = self._memory.now()
        self.card = self._reads = card
        self.asks = asks
        self._before, self._at, self._is_counted = self._at, now, False
        self._took, self._charged = timedelta(), 0.0
        self._since = now if in_panel else None

    def settle(self, offered: Collection[str]) -> None:
        """The windows have changed: what was there for a blink only has been no review."""
        if self._is_counted or self._at is None:
            return
        if self._memory.now() - self._at >= BLINK:
            self._count()
        elif self.card not in offered:
            self.card = self._reads = ""
            self.asks, self._is_counted = False, True
            self._at, self._since = self._before, None

    def end(self) -> None:
        """It was answered, or its visit is over. What is read now still counts."""
        self._count()
        self.card, self.asks = "", False

    def shows(self, card: str) -> None:
        """The panel shows ``card`` from now on, "" for nothing: count what was read until now."""
        self._took = self._read()
        self._since = self._memory.now() if card and card == self._reads else None
        seconds = rest_of(self._took) - self._charged
        if seconds > 0 and self._is_counted:
            self._charged += seconds
            self._memory.learned.spend(seconds)

    def _count(self) -> None:
        if not self._is_counted:
            self._is_counted = True
            self._memory.learned.brought_back(self.card)
            self._memory.learned.spend(ONE_AT_LEAST)

    def _due(self) -> float:
        """The seconds that are not charged yet."""
        return rest_of(self._read()) - self._charged + (0.0 if self._is_counted else ONE_AT_LEAST)

    def _read(self) -> timedelta:
        now = self._memory.now()
        return self._took + (max(now - self._since, timedelta()) if self._since is not None else timedelta())
