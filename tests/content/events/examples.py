"""Events for tests, made from a few words each, and logs of them. Not for the app."""

from __future__ import annotations

import itertools
from contextlib import closing
from datetime import datetime
from pathlib import Path

from content.events.event import Event, Happening
from content.events.store import EventStore
from tests.content.memory.examples import MORNING

_numbers = itertools.count()


def event(
    what: Happening = Happening.OPENED, card: str = "desk/pay", at: datetime = MORNING, **detail: str | int
) -> Event:
    """An event with an id of its own; ``detail`` may say ``from_`` for "from"."""
    said = {name.rstrip("_"): value for name, value in detail.items()}
    return Event(f"00000000-0000-4000-8000-{next(_numbers):012}", at, what, card, said)


def ids(file: Path) -> list[str]:
    with closing(EventStore(file, read_only=True)) as store:
        return [one.id for one in store.read()]


def fill(file: Path, *events: Event) -> None:
    with closing(EventStore(file)) as store:
        store.append(events)
