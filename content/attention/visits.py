"""When a visit to a card's context begins and ends, and what happened during it. Reads no clock."""

from __future__ import annotations

from collections.abc import Collection
from datetime import datetime, timedelta
from enum import Enum, auto

# Looking something up in another window and coming back is one visit: a panel that was closed must not
# return after each dialog or glance at the mail.
AWAY = timedelta(minutes=10)


class Mark(Enum):
    """What can happen to a card during a visit."""

    DISMISSED = auto()
    OPENED = auto()
    MISSED = auto()
    USED = auto()
    CUED = auto()


class Visits:
    """A card's visit begins when its rule holds, and lasts until it has not held for ``AWAY``.

    What happened to a card outside of its visits, in the palette, is kept as long.
    """

    def __init__(self) -> None:
        self._last_seen: dict[str, datetime] = {}  # of all that is marked or visited
        self._visited: set[str] = set()
        self._marks: dict[Mark, set[str]] = {mark: set() for mark in Mark}
        self._offered: frozenset[str] = frozenset()

    @property
    def dismissed(self) -> frozenset[str]:
        """The cards that were closed during their present visit."""
        return self.marked(Mark.DISMISSED)

    def marked(self, mark: Mark) -> frozenset[str]:
        """The cards to which that happened during their present visit."""
        return frozenset(self._marks[mark])

    def see(self, offered: Collection[str], now: datetime, required: Collection[str] = ()) -> frozenset[str]:
        """The rules of these cards hold from ``now`` on; returns those whose visit begins.

        That a ``required`` one was closed before, where nothing was asked of anybody, does not count in it.
        """
        # Until this moment the rules of the last call held, however long ago that was.
        self._last_seen.update(dict.fromkeys(self._offered, now))
        self._offered = frozenset(offered)
        for card, seen in list(self._last_seen.items()):
            # A clock that jumped back must not keep a card away for ever.
            if not timedelta(0) <= now - seen <= AWAY:
                del self._last_seen[card]
                self._visited.discard(card)
                for cards in self._marks.values():
                    cards.discard(card)
        begun = frozenset(card for card in offered if card not in self._visited)
        self._marks[Mark.DISMISSED] -= begun.intersection(required)
        self._visited |= begun
        self._last_seen.update(dict.fromkeys(offered, now))
        return begun

    def mark(self, mark: Mark, card: str, now: datetime) -> None:
        """That happened to ``card``."""
        self._last_seen[card] = now
        self._marks[mark].add(card)

    def dismiss(self, card: str, now: datetime) -> None:
        """The person closed ``card``."""
        self.mark(Mark.DISMISSED, card, now)
        self._marks[Mark.USED].discard(card)

    def recall(self, card: str) -> None:
        """The person asked for ``card`` again."""
        self._marks[Mark.DISMISSED].discard(card)
