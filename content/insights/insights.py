"""Everything that a report for one person says, put together. Not for showing it: see overlay/insights."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import date, timedelta

from content.cards.model import Card
from content.events.event import Event
from content.insights.cards import CardInsight, Overdue, Unused, never_used, of_cards, overdue
from content.insights.compare import Comparison, compare
from content.insights.stats import Measured, TooFew
from content.insights.visits import history_of
from content.insights.weeks import Week, searches, weeks

_OLDEST = timedelta(days=1000)  # more than any retention
_AHEAD = timedelta(days=1)  # an event may come from another zone


@dataclass(frozen=True, slots=True)
class Insights:
    """``first`` and ``last`` are the days of the earliest and latest event, None where nothing happened.

    ``backwards`` is how often the clock was put back, ``misdated`` how many events are left out because no
    clock that was right can have dated them. ``change_day`` is what ``comparisons`` are about, if asked for.
    """

    first: date | None
    last: date | None
    days: int
    events: int
    backwards: int
    misdated: int
    weeks: tuple[Week, ...]
    cards: tuple[CardInsight, ...]
    unused: tuple[Unused, ...] | TooFew
    overdue: tuple[Overdue, ...]
    searches: Measured
    change_day: date | None = None
    change_card: str = ""
    comparisons: tuple[Comparison, ...] = ()


def insights(
    events: Iterable[Event],
    cards: Mapping[str, Card],
    today: date,
    change_day: date | None = None,
    change_card: str = "",
) -> Insights:
    """What ``events``, in their order, say about ``cards``."""
    given = tuple(events)
    history = history_of(one for one in given if today - _OLDEST <= one.at.date() <= today + _AHEAD)
    days = {one.at.date() for one in history.events}
    return Insights(
        first=min(days, default=None),
        last=max(days, default=None),
        days=len(days),
        events=len(history.events),
        backwards=history.backwards,
        misdated=len(given) - len(history.events),
        weeks=weeks(history),
        cards=of_cards(history, cards),
        unused=never_used(history, cards),
        overdue=overdue(history, cards, today),
        searches=searches(history),
        change_day=change_day,
        change_card=change_card,
        comparisons=compare(history, change_day, change_card) if change_day else (),
    )
