"""What the events of a person say about each week, and about searches. Pure; cards: cards.py."""

from __future__ import annotations

from collections import Counter
from dataclasses import dataclass
from datetime import date, timedelta

from content.events.event import Happening
from content.insights.stats import Measured, share
from content.insights.visits import History

_MOST = 53
NOTHING = "nothing"


@dataclass(frozen=True, slots=True)
class Week:
    """Counts of a week; ``monday`` is its first day, ``found`` are searches that led to something."""

    monday: date
    visits: int = 0
    lookups: int = 0
    sent_away: int = 0
    completed: int = 0
    found: int = 0
    not_found: int = 0


def weeks(history: History) -> tuple[Week, ...]:
    """The weeks from the first to the last with events, the empty ones between them too; 53 at most."""
    counts: dict[date, Counter[str]] = {}
    for visit in history.all_visits():
        of_week = counts.setdefault(_monday(visit.day), Counter())
        of_week["visits"] += 1
        of_week["sent_away"] += visit.sent_away
    for one in history.events:
        of_week = counts.setdefault(_monday(one.at.date()), Counter())
        of_week["lookups"] += one.what is Happening.OPENED
        of_week["completed"] += one.what is Happening.COMPLETED
        if one.what is Happening.SEARCHED:
            of_week["not_found" if one.detail.get("found") == NOTHING else "found"] += 1
    if not counts:
        return ()
    last = max(counts)
    # A clock that stood at 1970 must not make three thousand weeks.
    first = max(min(counts), last - timedelta(weeks=_MOST - 1))
    mondays = [first + timedelta(weeks=week) for week in range((last - first).days // 7 + 1)]
    return tuple(Week(monday, **counts.get(monday, Counter())) for monday in mondays)


def searches(history: History) -> Measured:
    """The share of searches that found nothing."""
    ended = [one.detail.get("found") for one in history.events if one.what is Happening.SEARCHED]
    return share(ended.count(NOTHING), len(ended), "searches")


def _monday(day: date) -> date:
    return day - timedelta(days=day.weekday())
