"""When a visit to a card's context begins and ends, and what was sent away during it. Reads no clock."""

from __future__ import annotations

from collections.abc import Collection
from datetime import datetime, timedelta

# Looking something up in another window and coming back is one visit: a panel that was closed must not
# return after each dialog or glance at the mail.
AWAY = timedelta(minutes=10)


class Visits:
    """A card's visit lasts until its rule has not held for ``AWAY``."""

    def __init__(self) -> None:
        self._last_seen: dict[str, datetime] = {}
        self._dismissed: set[str] = set()
        self._offered: frozenset[str] = frozenset()

    @property
    def dismissed(self) -> frozenset[str]:
        """The cards that were closed during their present visit."""
        return frozenset(self._dismissed)

    def see(self, offered: Collection[str], now: datetime) -> frozenset[str]:
        """The rules of these cards hold from ``now`` on; returns those whose visit begins."""
        # Until this moment the rules of the last call held, however long ago that was.
        self._last_seen.update(dict.fromkeys(self._offered, now))
        self._offered = frozenset(offered)
        for card, seen in list(self._last_seen.items()):
            # A clock that jumped back must not keep a card away for ever.
            if not timedelta(0) <= now - seen <= AWAY:
                del self._last_seen[card]
                self._dismissed.discard(card)
        begun = frozenset(card for card in offered if card not in self._last_seen)
        self._last_seen.update(dict.fromkeys(offered, now))
        return begun

    def dismiss(self, card: str, now: datetime) -> None:
        """The person closed ``card``."""
        self._last_seen[card] = now
        self._dismissed.add(card)

    def recall(self, card: str) -> None:
        """The person asked for ``card`` again."""
        self._dismissed.discard(card)
