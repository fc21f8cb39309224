from __future__ import annotations

import math
import random
import statistics

import pytest
from hypothesis import given
from hypothesis import strategies as st

from content.insights.stats import Estimate, TooFew, by_days, median, newcombe, share, wilson

_shares = st.integers(1, 500).flatmap(lambda whole: st.tuples(st.integers(0, whole), st.just(whole)))


@given(_shares)
def test_the_interval_of_a_share_holds_it_and_stays_a_share(counts: tuple[int, int]) -> None:
    low, high = wilson(*counts)
    assert 0 <= low <= counts[0] / counts[1] <= high <= 1
    assert low < high


@given(_shares, _shares)
def test_the_interval_of_a_difference_holds_it_and_turns_with_it(
    early: tuple[int, int], late: tuple[int, int]
) -> None:
    low, high = newcombe(*early, *late)
    assert low <= late[0] / late[1] - early[0] / early[1] <= high
    turned_low, turned_high = newcombe(*late, *early)
    assert turned_low == pytest.approx(-high)
    assert turned_high == pytest.approx(-low)


def test_wilson_and_newcombe_give_the_values_that_are_published() -> None:
    """Newcombe 1998, tables I and II: 81 of 263, 0 of 20; 56 of 70 against 48 of 80."""
    assert wilson(81, 263) == pytest.approx((0.2553, 0.3662), abs=1e-4)
    assert wilson(0, 20) == pytest.approx((0.0, 0.1611), abs=1e-4)
    assert newcombe(48, 80, 56, 70) == pytest.approx((0.0524, 0.3339), abs=1e-4)


@pytest.mark.parametrize(("count", "rank"), [(10, 1), (20, 5), (50, 17), (100, 39)])
def test_the_interval_of_a_median_has_the_ranks_of_the_tables(count: int, rank: int) -> None:
    """Conover's table: of 10 values the second and the ninth, of 100 the 40th and the 61st."""
    found = median([float(value) for value in range(count)], "values")
    assert isinstance(found, Estimate)
    assert (found.low, found.high) == (rank, count - 1 - rank)


def test_too_little_says_how_much_is_needed() -> None:
    assert share(3, 9, "visits") == TooFew(9, 10, "visits")
    assert median([1.0] * 9, "visits") == TooFew(9, 10, "visits")
    assert isinstance(share(0, 10, "visits"), Estimate)


@pytest.mark.parametrize("rate", [0.05, 0.3, 0.5])
def test_a_share_lies_in_its_interval_as_often_as_promised(rate: float) -> None:
    chance = random.Random(4)
    held = 0
    for _ in range(2000):
        part = sum(chance.random() < rate for _ in range(30))
        low, high = wilson(part, 30)
        held += low <= rate <= high
    assert held / 2000 > 0.92


def test_a_median_lies_in_its_interval_as_often_as_promised() -> None:
    chance = random.Random(5)
    held = 0
    for _ in range(2000):
        found = median([chance.lognormvariate(2, 1) for _ in range(15)], "values")
        assert isinstance(found, Estimate)
        held += found.low <= math.exp(2) <= found.high
    assert held / 2000 > 0.94


def test_drawing_days_holds_the_truth_also_where_days_are_alike() -> None:
    """Eight days a side, three observations each, all of a day moved together: the least that is compared."""
    chance = random.Random(6)

    def days() -> list[list[float]]:
        return [
            [mood + chance.gauss(0, 1) for _ in range(3)] for mood in (chance.gauss(10, 2) for _ in range(8))
        ]

    held = 0
    for seed in range(150):
        low, high = by_days(days(), days(), statistics.fmean, seed)
        held += low <= 0 <= high
    assert held / 150 > 0.85  # a bootstrap of eight is a little too sure; docs/insights.md says so


def test_the_same_input_gives_the_same_interval() -> None:
    before, after = [[1.0, 2.0], [4.0], [8.0, 3.0]], [[2.0], [9.0, 1.0]]
    assert by_days(before, after, statistics.fmean) == by_days(before, after, statistics.fmean)
