"""Before and after a day: what changed, how sure that is, or that there is too little to say. Pure.

A day is the one on which a card got a new version, a training was held, a bundle came. What else changed on
that day cannot be told apart from it.
"""

from __future__ import annotations

import statistics
from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass
from datetime import date

from content.events.event import Happening
from content.insights.stats import Estimate, Measured, TooFew, by_days, newcombe
from content.insights.visits import History
from content.insights.weeks import NOTHING

LEAST_EACH = 20
"""Observations needed on each side of the day."""
LEAST_DAYS = 8
"""Days with observations needed on each side: those of one day are alike, so that days are what is drawn."""

_Days = list[list[float]]


@dataclass(frozen=True, slots=True)
class Comparison:
    """``before`` and ``after`` are shares from 0 to 1 or, where ``in_seconds``, medians; None if unknown."""

    name: str
    in_seconds: bool
    before: float | None
    after: float | None
    change: Measured

    @property
    def is_clear(self) -> bool:
        """Whether there is a change that chance does not explain."""
        return isinstance(self.change, Estimate) and not self.change.low <= 0 <= self.change.high


def compare(history: History, day: date, card: str = "") -> tuple[Comparison, ...]:
    """What was before ``day`` and what is from it on, of ``card`` or of all cards."""
    visits = [visit for visit in history.all_visits() if card in ("", visit.card)]
    helped = [visit for visit in visits if visit.to_help is not None]
    observed = {
        "Visits with a lookup": [(it.day, float(it.looked_up is not None)) for it in visits],
        "Cues that were sent away": [(it.day, float(it.sent_away)) for it in visits if it.cued],
        "Cards completed, of visits with help": [(it.day, float(it.completed)) for it in helped],
    }
    if not card:
        observed["Searches that found nothing"] = [
            (one.at.date(), float(one.detail.get("found") == NOTHING))
            for one in history.events
            if one.what is Happening.SEARCHED
        ]
    times = [(it.day, it.to_help or 0.0) for it in helped]
    return (
        _compared("From the context to help", times, day, in_seconds=True),
        *(_compared(name, values, day, in_seconds=False) for name, values in observed.items()),
    )


def _compared(
    name: str, observed: Sequence[tuple[date, float]], day: date, *, in_seconds: bool
) -> Comparison:
    before = _per_day(it for it in observed if it[0] < day)
    after = _per_day(it for it in observed if it[0] >= day)
    fewest, days = min(len(_flat(before)), len(_flat(after))), min(len(before), len(after))
    if fewest < LEAST_EACH:
        too_few = TooFew(fewest, LEAST_EACH, "observations on each side of the day")
        return Comparison(name, in_seconds, None, None, too_few)
    if days < LEAST_DAYS:
        too_few = TooFew(days, LEAST_DAYS, "days on each side of the day")
        return Comparison(name, in_seconds, None, None, too_few)
    statistic: Callable[[Sequence[float]], float] = statistics.median if in_seconds else statistics.fmean
    first, second = statistic(_flat(before)), statistic(_flat(after))
    low, high = by_days(before, after, statistic)
    if not in_seconds:
        # Drawing days sees that a day is alike, but not that 0 of 20 proves no 0 %: the wider one counts.
        exact_low, exact_high = _exact(_flat(before), _flat(after))
        low, high = min(low, exact_low), max(high, exact_high)
    return Comparison(name, in_seconds, first, second, Estimate(second - first, low, high, len(observed)))


def _exact(before: list[float], after: list[float]) -> tuple[float, float]:
    return newcombe(int(sum(before)), len(before), int(sum(after)), len(after))


def _per_day(observed: Iterable[tuple[date, float]]) -> _Days:
    days: dict[date, list[float]] = {}
    for day, value in observed:
        days.setdefault(day, []).append(value)
    return list(days.values())


def _flat(days: _Days) -> list[float]:
    return [value for day in days for value in day]
