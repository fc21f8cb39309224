"""What a person will probably need next, from the order of their own past. Pure; silent unless it is proven.

A first-order Markov chain over cards, with smoothing and decay. Each step is predicted before it is learned,
by the chain and by "most frequent" alike; suggestions come only while the chain has been right where the
other was wrong too often for chance. Why so simple a model: decision 30.
"""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Collection, Iterable
from datetime import datetime, timedelta
from heapq import nsmallest
from math import comb

PAUSE = timedelta(hours=4)
"""After that long without a card, what comes next begins anew."""
LEAST_STEPS = 50
"""Steps below which nothing is claimed."""
CHANCE = 100
"""One in so many chains that are no better than "most frequent" may look as good, at most."""

_HALF_LIFE = timedelta(days=30)
_SMOOTHING = 1.0  # transitions' worth of belief in what is frequent whatever came before
_MOST_HALVES = 60.0  # between two weights: beyond that a clock was wrong, and floats have their limits
_BEGIN = ""  # what comes before the first card after a pause


class Forecast:
    """Takes steps in their order; times carry a zone. Takes time linear in the number of cards a step."""

    def __init__(self, steps: Iterable[tuple[str, datetime]] = ()) -> None:
        self._follows: defaultdict[str, dict[str, float]] = defaultdict(dict)
        self._weights: defaultdict[str, float] = defaultdict(float)
        self._whole = 0.0
        self._counts: Counter[str] = Counter()
        self._first: datetime | None = None
        self._last: tuple[str, datetime] | None = None
        self.steps = 0
        self.wins = 0
        """Steps on which only the chain was right."""
        self.losses = 0
        """Steps on which only "most frequent" was right."""
        for card, at in steps:
            self.add(card, at)

    def add(self, card: str, at: datetime) -> None:
        """The person came to ``card``: judge both predictions, then learn. The same card again is no step."""
        before = self._present(at)
        if card == before:
            self._last = (card, at)
            return
        if self._counts:
            ours, theirs = self._likely(before, 1, at), self._frequent(before)
            self.steps += 1
            self.wins += ours == [card] != theirs
            self.losses += theirs == [card] != ours
        weight = self._weight(at)
        follows = self._follows[before]
        follows[card] = follows.get(card, 0.0) + weight
        self._weights[card] += weight
        self._whole += weight
        self._counts[card] += 1
        self._last = (card, at)

    @property
    def is_proven(self) -> bool:
        """Whether the chain has beaten "most frequent" on this person's own past (a one-sided sign test)."""
        differing = self.wins + self.losses
        if self.steps < LEAST_STEPS or self.wins <= self.losses:
            return False
        as_good: int = sum(comb(differing, right) for right in range(self.wins, differing + 1))
        everything: int = 2**differing  # numbers of a hundred digits, and exact
        return as_good * CHANCE <= everything

    def next(self, now: datetime, most: int, but: Collection[str] = ()) -> list[str]:
        """The likeliest cards to come, likeliest first, without ``but``; none while nothing is proven."""
        if not self.is_proven:
            return []
        before = self._present(now)
        return [card for card in self._likely(before, most + len(but), now) if card not in but][:most]

    def _present(self, at: datetime) -> str:
        return self._last[0] if self._last is not None and abs(at - self._last[1]) <= PAUSE else _BEGIN

    def _likely(self, before: str, most: int, now: datetime) -> list[str]:
        """By how often each card followed, and a little by how frequent it is; ties in the order of ids.

        Among the cards that never followed, frequency decides alone: only so many of them are looked at.
        """
        nobody: dict[str, float] = {}
        follows = self._follows.get(before, nobody)
        belief = _SMOOTHING * self._weight(now) / self._whole if self._whole else 0.0
        others = (card for card in self._weights if card not in follows and card != before)
        frequent = nsmallest(most, others, key=lambda card: (-self._weights[card], card))
        return nsmallest(
            most,
            [*follows, *frequent],
            key=lambda card: (-follows.get(card, 0.0) - belief * self._weights[card], card),
        )

    def _frequent(self, before: str) -> list[str]:
        others = [card for card in self._counts if card != before]
        return [min(others, key=lambda card: (-self._counts[card], card))] if others else []

    def _weight(self, at: datetime) -> float:
        """What a step at that time counts, twice as much each half-life: the past decays beside it."""
        self._first = self._first or at
        return float(2 ** max(-_MOST_HALVES, min((at - self._first) / _HALF_LIFE, _MOST_HALVES)))
