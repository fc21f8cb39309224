"""The curve is FSRS's, and a card is known, fades and is forgotten where the numbers say so."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta

import pytest
from fsrs import Card, Scheduler, State
from hypothesis import given
from hypothesis import strategies as st

from content.learning.knowledge import FORGOTTEN, MASTERED, RETENTION, Knowledge, days_until

START = datetime(2026, 5, 4, 9, tzinfo=UTC)
stabilities = st.floats(0.01, 365)


@given(stabilities, st.integers(0, 4000))
def test_the_curve_is_that_of_fsrs(stability: float, days: int) -> None:
    then = START + timedelta(days=days)
    card = Card(0, State.Review, None, stability, 5.0, START, START)

    expected = Scheduler().get_card_retrievability(card, then)

    assert Knowledge(stability, 5.0, START).retrievability(then) == pytest.approx(expected)


@given(stabilities, st.floats(0.05, 0.99))
def test_the_days_until_a_chance_are_the_curve_read_backwards(stability: float, chance: float) -> None:
    days = min(days_until(chance, stability), 1e6)

    assert Knowledge(stability, 5.0, START).retrievability(START + timedelta(days=days)) == pytest.approx(
        max(chance, Knowledge(stability, 5.0, START).retrievability(START + timedelta(days=1e6))), rel=1e-6
    )


def test_at_its_stability_the_chance_is_the_desired_one() -> None:
    assert days_until(RETENTION, 12.0) == pytest.approx(12.0)


@pytest.mark.parametrize(
    ("stability", "days", "mastered", "fading"),
    [
        (MASTERED, 0, True, False),
        (MASTERED, MASTERED - 0.1, True, False),
        (MASTERED, MASTERED + 0.1, True, True),
        (MASTERED, days_until(FORGOTTEN, MASTERED) + 0.1, False, True),
        (MASTERED - 0.1, 0, False, False),
        (2.3, 3, False, True),
    ],
)
def test_known_then_fading_then_forgotten(
    stability: float, days: float, mastered: bool, fading: bool
) -> None:
    known = Knowledge(stability, 5.0, START)
    then = START + timedelta(days=days)

    assert (known.is_mastered(then), known.is_fading(then)) == (mastered, fading)


def test_it_is_brought_back_once_until_something_is_learned() -> None:
    then = START + timedelta(days=MASTERED + 3)

    assert Knowledge(MASTERED, 5.0, START).is_fading(then)
    assert not Knowledge(MASTERED, 5.0, START, asked=then).is_fading(then + timedelta(days=1))


def test_what_was_learned_in_a_future_that_has_not_come_counts_for_nothing() -> None:
    known = Knowledge(300.0, 5.0, START + timedelta(days=400))

    assert not known.is_mastered(START)
    assert not known.is_fading(START)


def test_a_clock_that_was_put_back_an_hour_forgets_nothing() -> None:
    known = Knowledge(MASTERED, 5.0, START)

    assert known.retrievability(START - timedelta(hours=1)) == 1.0
    assert known.is_mastered(START - timedelta(hours=1))
