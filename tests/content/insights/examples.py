"""Working weeks of one person, as events. Not for the app."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import datetime, timedelta

from content.events.event import Event, Happening
from tests.content.events.examples import event
from tests.content.memory.examples import MORNING


def visit(at: datetime, card: str = "desk/pay", looked_up: float | None = None) -> Iterator[Event]:
    """A visit in which the card spoke as a tab and, after ``looked_up`` seconds, was opened."""
    yield event(Happening.VISITED, card, at)
    yield event(Happening.CUED, card, at, loudness="tab")
    if looked_up is not None:
        yield event(Happening.OPENED, card, at + timedelta(seconds=looked_up), from_="tab")


def working_days(
    days: int, lookups: int, begin: datetime = MORNING, card: str = "desk/pay", after: float = 10.0
) -> list[Event]:
    """Four visits a day; in the first ``lookups`` of them the card is looked up."""
    return [
        one
        for day in range(days)
        for hour in range(4)
        for one in visit(
            begin + timedelta(days=day, hours=hour), card, after + day % 3 if hour < lookups else None
        )
    ]
