"""Remembers which cards were sent away during this visit to their context. Pure: the time is handed in."""

from __future__ import annotations

from collections.abc import Collection
from datetime import datetime, timedelta

# Looking something up in another window and coming back is one visit; a panel that was closed must not
# return after each dialog or glance at the mail.
AWAY = timedelta(minutes=10)


class Visits:
    """A dismissal holds until the card's rule has not held for ``AWAY``."""

    def __init__(self) -> None:
        self._last_seen: dict[str, datetime] = {}

    def dismiss(self, card: str, now: datetime) -> None:
        """The person closed ``card``."""
        self._last_seen[card] = now

    def recall(self, card: str) -> None:
        """The person asked for ``card`` again."""
        self._last_seen.pop(card, None)

    def dismissed(self, offered: Collection[str], now: datetime) -> frozenset[str]:
        """The cards still sent away, given the cards whose rules hold at ``now``."""
        for card, seen in list(self._last_seen.items()):
            # A clock that jumped back must not keep a card away for ever.
            if not timedelta(0) <= now - seen <= AWAY:
                del self._last_seen[card]
            elif card in offered:
                self._last_seen[card] = now
        return frozenset(self._last_seen)
