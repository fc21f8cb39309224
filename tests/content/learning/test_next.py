"""Suggestions come where the past has an order and never where it has none, judged before it is learned."""

from __future__ import annotations

import random
import time
from datetime import UTC, datetime, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from content.learning.next import LEAST_STEPS, PAUSE, Forecast

START = datetime(2026, 5, 4, 9, tzinfo=UTC)
CARDS = [f"desk/{name}" for name in "abcdefgh"]
Steps = list[tuple[str, datetime]]


def timed(cards: list[str], every: timedelta = timedelta(minutes=20)) -> Steps:
    return [(card, START + every * at) for at, card in enumerate(cards)]


def ordered(seed: int, length: int = 400, follows: float = 0.6) -> list[str]:
    """Somebody whose tasks mostly follow each other in a ring."""
    chance, at, made = random.Random(seed), 0, [CARDS[0]]
    for _ in range(length - 1):
        at = (at + 1) % len(CARDS) if chance.random() < follows else chance.randrange(len(CARDS))
        made.append(CARDS[at])
    return made


def unordered(seed: int, length: int = 400) -> list[str]:
    """Somebody whose tasks come as they come, some more often than others."""
    chance = random.Random(seed)
    return chance.choices(CARDS, weights=[30, 20, 15, 12, 9, 7, 5, 2], k=length)


@pytest.mark.parametrize("seed", range(10))
def test_an_order_is_found_and_beats_the_most_frequent(seed: int) -> None:
    steps = timed(ordered(seed))
    forecast = Forecast(steps)
    last, now = steps[-1]

    assert forecast.is_proven
    assert forecast.wins > 2 * forecast.losses
    assert forecast.next(now, 1) == [CARDS[(CARDS.index(last) + 1) % len(CARDS)]]


@pytest.mark.parametrize("seed", range(30))
def test_without_an_order_it_stays_off(seed: int) -> None:
    steps = timed(unordered(seed))
    forecast = Forecast(steps)

    assert not forecast.is_proven
    assert forecast.next(steps[-1][1], 3) == []


def test_it_stays_off_until_there_is_enough_of_the_past() -> None:
    ring = timed(CARDS * 20)
    proven = [at for at in range(len(ring)) if Forecast(ring[:at]).is_proven]

    assert proven[0] >= LEAST_STEPS
    assert proven == list(range(proven[0], len(ring)))


def test_a_step_is_predicted_before_it_is_learned() -> None:
    pairs = [(one, other) for one in CARDS for other in CARDS if one != other]
    random.Random(1).shuffle(pairs)
    each_once = [card for pair in pairs for card in pair]
    forecast = Forecast(timed(each_once))

    assert not forecast.is_proven  # looking at its own answers, it would have been right every time


def test_the_prediction_of_what_is_to_come_changes_nothing_that_was_judged() -> None:
    steps = timed(ordered(3))
    silent, asked = Forecast(steps), Forecast()
    for card, at in steps:
        asked.next(at, 3)
        asked.add(card, at)

    assert (asked.wins, asked.losses, asked.steps) == (silent.wins, silent.losses, silent.steps)


def test_a_habit_that_changed_is_followed() -> None:
    every = timedelta(hours=1)
    old, new = CARDS * 20, list(reversed(CARDS)) * 20
    steps = timed(old, every)
    later = steps[-1][1] + timedelta(days=60)
    steps += [(card, later + every * at) for at, card in enumerate(new)]
    forecast = Forecast(steps)
    last, now = steps[-1]

    assert forecast.next(now, 1) == [CARDS[CARDS.index(last) - 1]]


def test_after_a_pause_it_knows_how_days_begin() -> None:
    day = [*CARDS[:4], CARDS[2]]
    steps = [
        (card, START + timedelta(days=days, minutes=20 * at))
        for days in range(60)
        for at, card in enumerate(day)
    ]
    forecast = Forecast(steps)

    assert forecast.next(steps[-1][1] + PAUSE * 2, 1) == [day[0]]


def test_cards_that_are_not_wanted_make_room_for_the_next() -> None:
    steps = timed(CARDS * 30)
    forecast, now = Forecast(steps), steps[-1][1]

    first, second = forecast.next(now, 2)
    assert forecast.next(now, 1, {first}) == [second]


@given(st.lists(st.tuples(st.sampled_from(CARDS), st.floats(-1e5, 1e5)), max_size=60))
def test_whatever_the_clock_does_it_counts_on(history: list[tuple[str, float]]) -> None:
    forecast = Forecast((card, START + timedelta(days=days)) for card, days in history)

    assert 0 <= forecast.wins + forecast.losses <= forecast.steps <= len(history)
    assert len(forecast.next(START, 3)) <= 3


def test_learning_all_that_is_kept_takes_no_frame_per_step() -> None:
    cards = [f"desk/{number}" for number in range(100)]
    steps = timed(random.Random(1).choices(cards, k=400))
    began = time.perf_counter()
    Forecast(steps)

    assert time.perf_counter() - began < 400 * 0.016
