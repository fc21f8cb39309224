"""Numbers with their uncertainty, and the refusal to give one from too little. Knows nothing of cards.

All intervals hold 95 %. Sources: Wilson 1927 for a share; Newcombe 1998, method 10, for the difference of two
shares; order statistics (Conover, Practical Nonparametric Statistics, 3.2) for a median, which is exact;
Efron's percentile bootstrap, by days, for differences before and after. Checked against simulation in
tests/content/insights/test_stats.py.
"""

from __future__ import annotations

import math
import random
import statistics
from collections.abc import Callable, Sequence
from dataclasses import dataclass

_Z = 1.959964  # of the normal distribution, for 95 %
_DRAWS = 1000
LEAST = 10
"""Observations below which a share or a median is not given: its interval would span most of what can be."""


@dataclass(frozen=True, slots=True)
class Estimate:
    """A value with its interval, from ``count`` observations."""

    value: float
    low: float
    high: float
    count: int


@dataclass(frozen=True, slots=True)
class TooFew:
    """Nothing can be said yet: ``needs`` of ``what`` (a plural) are needed and ``has`` are there."""

    has: int
    needs: int
    what: str


Measured = Estimate | TooFew


def share(part: int, whole: int, what: str, least: int = LEAST) -> Measured:
    """``part`` of ``whole`` from 0 to 1, with Wilson's interval."""
    if whole < least:
        return TooFew(whole, least, what)
    low, high = wilson(part, whole)
    return Estimate(part / whole, low, high, whole)


def median(values: Sequence[float], what: str, least: int = LEAST) -> Measured:
    """The median of ``values`` with its exact interval; ``least`` is 6 or more."""
    if len(values) < least:
        return TooFew(len(values), least, what)
    ordered = sorted(values)
    cut = _lowest_rank(len(ordered))
    return Estimate(statistics.median(ordered), ordered[cut], ordered[-1 - cut], len(ordered))


def wilson(part: float, whole: int) -> tuple[float, float]:
    """The interval of a share; ``whole`` is at least 1. Too wide, never too narrow, for means of shares."""
    rate, square = part / whole, _Z * _Z
    centre = rate + square / (2 * whole)
    spread = _Z * math.sqrt(rate * (1 - rate) / whole + square / (4 * whole * whole))
    scale = 1 + square / whole
    # Rounding must not put 0 of 7 a little above 0.
    low = 0.0 if part == 0 else (centre - spread) / scale
    return low, 1.0 if part == whole else (centre + spread) / scale


def newcombe(part: float, whole: int, later_part: float, later_whole: int) -> tuple[float, float]:
    """The interval of how much larger the later share is than the first; both wholes are at least 1."""
    first, later = part / whole, later_part / later_whole
    low, high = wilson(part, whole)
    later_low, later_high = wilson(later_part, later_whole)
    change = later - first
    return (
        change - math.hypot(later - later_low, high - first),
        change + math.hypot(later_high - later, first - low),
    )


def by_days(
    before: Sequence[Sequence[float]],
    after: Sequence[Sequence[float]],
    statistic: Callable[[Sequence[float]], float],
    seed: int = 20,
) -> tuple[float, float]:
    """The interval of ``statistic`` after minus before, drawing whole days: those within one are alike.

    Each inner sequence holds the observations of a day, one at least. The same input gives the same interval.
    """
    chance = random.Random(seed)  # noqa: S311 - a draw, not a secret
    drawn = sorted(statistic(_draw(after, chance)) - statistic(_draw(before, chance)) for _ in range(_DRAWS))
    cut = round(0.025 * _DRAWS)
    return drawn[cut], drawn[-1 - cut]


def _draw(days: Sequence[Sequence[float]], chance: random.Random) -> list[float]:
    return [value for day in chance.choices(days, k=len(days)) for value in day]


def _lowest_rank(count: int) -> int:
    """How many values may lie below the interval of a median, and as many above; ``count`` is 6 or more."""
    total, rank = 0.0, 0
    for below in range(count // 2):
        total += math.comb(count, below) / 2**count
        if total > 0.025:
            break
        rank = below
    return rank
