"""Which cards are quiet because they are known, and which one is brought back now. Pure; not for loudness.

Nothing is ever due in a list of its own: a card comes back where its context comes up, one at a time, and for
at most three minutes a day.
"""

from __future__ import annotations

from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta

from content.learning.knowledge import Knowledge

A_DAY = 180
"""Seconds of a day that reviews may take together."""
ONE_AT_MOST = 60
"""Seconds that one review counts at most: longer than that, the person is doing something else."""
ONE_AT_LEAST = 20
"""Seconds that a review counts from the moment it is offered."""
GAP = timedelta(minutes=10)
"""Between one review and the next."""


@dataclass(frozen=True, slots=True)
class Plan:
    """``cards`` in the order to offer them in, those that are ``quiet``, and the one brought ``back``."""

    cards: tuple[str, ...]
    quiet: frozenset[str] = frozenset()
    back: str = ""


def has_room(spent: float) -> bool:
    """Whether another review fits into a day of which ``spent`` seconds are gone."""
    return spent + ONE_AT_MOST <= A_DAY


def rest_of(took: timedelta) -> float:
    """The seconds that a review costs beyond what it counted when it was offered."""
    return min(max(took.total_seconds(), ONE_AT_LEAST), ONE_AT_MOST) - ONE_AT_LEAST


def plan(
    cards: Sequence[str],
    known: Mapping[str, Knowledge],
    may_ask: Collection[str],
    now: datetime,
    *,
    back: str = "",
    may_begin: bool = True,
) -> Plan:
    """How to offer ``cards``, most relevant first, to somebody with that knowledge.

    Known cards go behind the others and are quiet. The first card that is not quiet for sure is brought back
    if its knowledge fades; one behind a card that is new to the person waits for its next occurrence. Cards
    outside ``may_ask`` have no question, and come back only once they were mastered. ``back`` is the review
    that has begun already; ``may_begin`` says whether another one may.
    """
    quiet = {card for card in cards if card in known and known[card].is_mastered(now)}
    if back not in cards:
        back = _first_fading(cards, known, may_ask, quiet, now) if may_begin else ""
    quiet.discard(back)
    loud = [card for card in cards if card not in quiet]
    return Plan((*loud, *(card for card in cards if card in quiet)), frozenset(quiet), back)


def _first_fading(
    cards: Sequence[str],
    known: Mapping[str, Knowledge],
    may_ask: Collection[str],
    quiet: Collection[str],
    now: datetime,
) -> str:
    for card in cards:
        if card in known and known[card].is_fading(now) and (card in may_ask or card in quiet):
            return card
        if card not in quiet:
            return ""
    return ""
