"""Reads visits out of events: a context came up, and what the person then did with its card. Pure.

A visit takes what happens with its card until the next visit to it, for half an hour at most: later openings
are lookups of their own. What runs backwards in time, after a clock was put back, belongs to no visit.
"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass, field
from datetime import date, datetime, timedelta

from content.events.event import Event, Happening

LONGEST = timedelta(minutes=30)


@dataclass(slots=True)
class Visit:
    """One visit to the context of a card.

    ``shown`` is after how many seconds the card stood open by itself, ``looked_up`` after how many the person
    opened it, None if never; ``cued`` whether it spoke at all, ``sent_away`` whether it was closed or not
    wanted although nobody had opened it.
    """

    card: str
    at: datetime
    shown: float | None = None
    looked_up: float | None = None
    cued: bool = False
    sent_away: bool = False
    completed: bool = False

    @property
    def day(self) -> date:
        """The day on the person's calendar."""
        return self.at.date()

    @property
    def to_help(self) -> float | None:
        """Seconds until help stood there, however it came; None if it did not."""
        came = [seconds for seconds in (self.shown, self.looked_up) if seconds is not None]
        return min(came, default=None)


@dataclass(slots=True)
class History:
    """All events, and those of visits by visit; ``backwards`` counts how often the clock was put back."""

    events: tuple[Event, ...] = ()
    visits: dict[str, list[Visit]] = field(default_factory=dict)
    lookups: dict[str, list[datetime]] = field(default_factory=dict)
    backwards: int = 0

    def all_visits(self) -> list[Visit]:
        """The visits to all cards."""
        return [visit for visits in self.visits.values() for visit in visits]


def history_of(events: Iterable[Event]) -> History:
    """``events``, in the order in which they happened, as visits."""
    made = History(tuple(events))
    latest: datetime | None = None
    for event in made.events:
        made.backwards += latest is not None and event.at < latest
        latest = event.at
        if event.what is Happening.VISITED:
            made.visits.setdefault(event.card, []).append(Visit(event.card, event.at))
        elif event.card:
            if event.what is Happening.OPENED:
                made.lookups.setdefault(event.card, []).append(event.at)
            _take(made, event)
    return made


def _take(made: History, event: Event) -> None:
    visits = made.visits.get(event.card)
    if not visits or not timedelta(0) <= event.at - visits[-1].at <= LONGEST:
        return
    visit, seconds = visits[-1], (event.at - visits[-1].at).total_seconds()
    if event.what is Happening.CUED:
        visit.cued = True
        if event.detail.get("loudness") == "panel" and visit.shown is None:
            visit.shown = seconds
    elif event.what is Happening.OPENED:
        visit.looked_up = seconds if visit.looked_up is None else visit.looked_up
    elif event.what is Happening.COMPLETED:
        visit.completed = True
    elif event.what in (Happening.DISMISSED, Happening.WISHED):
        visit.sent_away |= visit.cued and visit.looked_up is None
