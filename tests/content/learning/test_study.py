"""What a person does becomes what they know: by FSRS, once a day, and never against their own word."""

from __future__ import annotations

import subprocess
import sys
from datetime import UTC, datetime, timedelta, timezone

import pytest
from fsrs import Card, Scheduler
from fsrs import Rating as Grade
from hypothesis import given
from hypothesis import strategies as st

from content.learning.knowledge import LONGEST, MASTERED, Knowledge, Rating
from content.learning.study import completed, looked_up, rated, read_again, said_known

START = datetime(2026, 5, 4, 9, tzinfo=timezone(timedelta(hours=2)))
DAY = timedelta(days=1)
TWO_MINUTES = timedelta(minutes=2)
gaps = st.lists(st.tuples(st.integers(1, 40), st.sampled_from(Rating)), min_size=1, max_size=6)


@given(gaps)
def test_ratings_change_a_card_as_the_package_changes_it(history: list[tuple[int, Rating]]) -> None:
    scheduler = Scheduler(learning_steps=(), relearning_steps=(), enable_fuzzing=False)
    card, known, now = Card(card_id=0), None, START
    for days, rating in history:
        now += timedelta(days=days)
        card, _ = scheduler.review_card(card, Grade[rating.name.capitalize()], now.astimezone(UTC))
        known = rated(known, rating, now)
        if card.stability is not None and card.stability > LONGEST:
            card.stability = LONGEST
    assert known is not None
    assert (known.stability, known.difficulty) == pytest.approx((card.stability, card.difficulty))


@given(
    st.lists(st.tuples(st.floats(-800, 800), st.sampled_from(Rating)), min_size=1, max_size=8),
)
def test_whatever_the_clock_does_the_numbers_stay_in_bounds(history: list[tuple[float, Rating]]) -> None:
    known = None
    for days, rating in history:
        known = rated(known, rating, START + timedelta(days=days))
        assert 0.001 <= known.stability <= LONGEST
        assert 1 <= known.difficulty <= 10


def test_quick_completions_on_three_days_apart_are_mastery_and_two_are_not() -> None:
    first = completed(None, START, timedelta(minutes=1), TWO_MINUTES)
    second = completed(first, START + 2 * DAY, timedelta(seconds=20), TWO_MINUTES)
    assert not second.is_mastered(START + 2 * DAY)

    third = completed(second, START + 10 * DAY, timedelta(seconds=20), TWO_MINUTES)
    assert third.is_mastered(START + 10 * DAY)


def test_reading_along_takes_longer_to_master_than_doing_it_from_memory() -> None:
    first = completed(None, START, None, TWO_MINUTES)
    second = completed(first, START + DAY, timedelta(minutes=3), TWO_MINUTES)
    slow = completed(second, START + 8 * DAY, timedelta(minutes=3), TWO_MINUTES)
    quick = completed(second, START + 8 * DAY, timedelta(seconds=50), TWO_MINUTES)

    assert slow.stability < MASTERED < quick.stability
    assert slow.difficulty > quick.difficulty


def test_a_card_that_stood_open_over_lunch_tells_no_pace() -> None:
    first = completed(None, START, None, TWO_MINUTES)

    assert completed(first, START + DAY, timedelta(hours=1), TWO_MINUTES) == completed(
        first, START + DAY, None, TWO_MINUTES
    )


def test_behaviour_counts_once_a_day() -> None:
    first = looked_up(None, START)

    assert looked_up(first, START + timedelta(hours=3)) == first
    assert completed(first, START + timedelta(hours=3), None, TWO_MINUTES) == first
    assert looked_up(first, START + DAY) != first


def test_what_is_looked_up_again_was_forgotten() -> None:
    known = said_known(None, START)
    again = looked_up(known, START + 2 * DAY)

    assert known.is_mastered(START + 2 * DAY)
    assert not again.is_mastered(START + 2 * DAY)


def test_a_card_that_was_read_when_it_came_back_is_refreshed() -> None:
    known = said_known(None, START)

    assert read_again(known, START + 9 * DAY).stability > known.stability


@given(gaps)
def test_who_says_they_know_it_is_believed(history: list[tuple[int, Rating]]) -> None:
    known: Knowledge | None = None
    now = START
    for days, _ in history:
        now += timedelta(days=days)
        known = rated(known, Rating.AGAIN, now)

    assert said_known(known, now).is_mastered(now)


def test_what_was_learned_before_a_wrong_clock_was_mended_starts_afresh() -> None:
    wrong = rated(None, Rating.EASY, START + 400 * DAY)

    assert rated(wrong, Rating.GOOD, START) == rated(None, Rating.GOOD, START)


def test_the_package_is_loaded_with_the_first_evidence_only() -> None:
    script = (
        "import sys; import content.memory.memory, content.learning.study, content.learning.reviews;"
        "sys.exit('fsrs' in sys.modules or 'numpy' in sys.modules or 'torch' in sys.modules)"
    )
    assert subprocess.run([sys.executable, "-c", script], check=False, timeout=60).returncode == 0


def test_not_even_then_does_it_load_anything_big() -> None:
    script = (
        "import sys; from datetime import *; from content.learning.study import rated;"
        "from content.learning.knowledge import Rating; rated(None, Rating.GOOD, datetime.now(timezone.utc));"
        "sys.exit(any(big in sys.modules for big in ('numpy', 'torch', 'pandas', 'fsrs.optimizer')))"
    )
    assert subprocess.run([sys.executable, "-c", script], check=False, timeout=60).returncode == 0
