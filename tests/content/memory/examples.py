"""A clock that tests set, and cards with words in them that must never reach the disk."""

from __future__ import annotations

from datetime import datetime, timedelta, timezone
from pathlib import Path

from content.cards.model import Card, CardKind, Item, Prose, Reset, Step

SECRET = "Lieferantenkonto"
MORNING = datetime(2026, 5, 4, 9, 0, tzinfo=timezone(timedelta(hours=2)))


class Clock:
    """Stands still until it is moved."""

    def __init__(self, now: datetime = MORNING) -> None:
        self.now = now

    def __call__(self) -> datetime:
        return self.now

    def move(self, **by: float) -> None:
        self.now += timedelta(**by)


def card(name: str = "pay", reset: Reset = Reset.DAILY) -> Card:
    """A card with three items and three steps, all of whose texts contain SECRET."""
    items = [Item(f"k{number}", f"{SECRET} {number}", f"{SECRET} {number}") for number in (1, 2, 3)]
    steps = [Step(number, f"{SECRET} {number}", f"{SECRET} {number}") for number in (1, 2, 3)]
    return Card(
        id=f"desk/{name}",
        title=f"{SECRET} title",
        kind=CardKind.CHECKLIST,
        parts=(Prose(SECRET), *items, *steps),
        bundle="desk",
        bundle_title=f"{SECRET} bundle",
        file="cards/pay.md",
        root=Path("desk"),
        keywords=(SECRET,),
        reset=reset,
    )
