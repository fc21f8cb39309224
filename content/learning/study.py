"""What happened with a card, as evidence of how well it is known. Pure; FSRS does the sums.

Opening a card is how a checklist is worked with, so it says little by itself: a checklist or guide is
judged when it is completed, by its pace. Searching for a card, or opening one that has nothing to complete,
says that it was not remembered. What behaviour says counts once a day; what the person says counts always.
"""

from __future__ import annotations

from dataclasses import replace
from datetime import UTC, datetime, timedelta

from content.learning.knowledge import LONGEST, MASTERED, Knowledge, Rating

QUICK = 0.5
"""The share of the expected time within which a card is completed from memory, not by reading it."""
READ = timedelta(seconds=10)
"""A text that stood open for that long was read; a checklist or guide shows by itself that it is used."""
LEFT_OPEN = timedelta(minutes=30)
"""Longer than that, the card stood open while something else was done: its pace says nothing."""


def completed(
    known: Knowledge | None, now: datetime, took: timedelta | None, expected: timedelta
) -> Knowledge:
    """A checklist or guide was worked through in ``took``, None where that is not known."""
    if known is not None and _is_settled_today(known, now):
        return known
    return rated(known, _pace(took, expected) if known is not None else Rating.GOOD, now)


def looked_up(known: Knowledge | None, now: datetime) -> Knowledge:
    """The card was searched for, or a card without anything to complete was opened.

    The first time is how it is learned; after that it had been forgotten.
    """
    if known is not None and _is_settled_today(known, now):
        return known
    return rated(known, Rating.AGAIN if known is not None else Rating.GOOD, now)


def read_again(known: Knowledge | None, now: datetime) -> Knowledge:
    """A card that was brought back without a question was opened: refreshed, which proves nothing lost."""
    return rated(known, Rating.HARD, now)


def said_known(known: Knowledge | None, now: datetime) -> Knowledge:
    """The person said that they know the card: it is taken as known at once."""
    learned = rated(known, Rating.EASY, now)
    return replace(learned, stability=max(learned.stability, MASTERED))


def rated(known: Knowledge | None, rating: Rating, now: datetime) -> Knowledge:
    """What is known after remembering it so well at ``now``, which carries a zone."""
    from fsrs import Card, Scheduler, State  # 2.6 MB, and only for those who learn something
    from fsrs import Rating as Grade

    if known is not None and not known.holds(now):
        known = None
    at = now.astimezone(UTC)
    card = Card(card_id=0, due=at)
    if known is not None:
        # A clock that was put back must not make the time since then negative.
        last = min(known.since.astimezone(UTC), at)
        card = Card(0, State.Review, None, known.stability, known.difficulty, at, last)
    # Its steps of minutes are for sitting down to learn; here the next occurrence comes when it comes.
    scheduler = Scheduler(learning_steps=(), relearning_steps=(), enable_fuzzing=False)
    after, _ = scheduler.review_card(card, Grade[rating.name.capitalize()], at)
    if after.stability is None or after.difficulty is None:
        raise AssertionError("FSRS gives a reviewed card both")
    return Knowledge(min(after.stability, LONGEST), after.difficulty, now)


def _pace(took: timedelta | None, expected: timedelta) -> Rating:
    if took is None or not timedelta(0) <= took <= LEFT_OPEN:
        return Rating.GOOD
    return Rating.GOOD if took <= expected * QUICK else Rating.HARD


def _is_settled_today(known: Knowledge, now: datetime) -> bool:
    return known.since.astimezone(now.tzinfo).date() == now.date()
