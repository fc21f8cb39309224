"""Events for tests, made from a few words each. Not for the app."""

from __future__ import annotations

import itertools
from datetime import datetime

from content.events.event import Event, Happening
from tests.content.memory.examples import MORNING

_numbers = itertools.count()


def event(
    what: Happening = Happening.OPENED, card: str = "desk/pay", at: datetime = MORNING, **detail: str | int
) -> Event:
    """An event with an id of its own; ``detail`` may say ``from_`` for "from"."""
    said = {name.rstrip("_"): value for name, value in detail.items()}
    return Event(f"00000000-0000-4000-8000-{next(_numbers):012}", at, what, card, said)
