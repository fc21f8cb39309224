"""Events and people as the tests of xAPI know them, and every event that there can be. Not for servers."""

from __future__ import annotations

import uuid
from datetime import UTC, datetime, timedelta, timezone

from hypothesis import strategies as st

from content.events.event import Event, Happening
from content.xapi.statement import Actor

NOW = datetime(2026, 5, 4, 9, 30, tzinfo=UTC)
ADA = Actor("https://example.org/people", "8f14e45fceea167a5a36dedd4bea2543")

WORDS = {
    "loudness": ("badge", "tab", "panel"),
    "from": ("tab", "palette", "key", "link", "panel", "suggestion"),
    "wish": ("not-here", "not-today", "never"),
    "rating": ("again", "hard", "good", "easy", "helpful", "unhelpful", "outdated"),
    "how": ("done", "declined"),
    "found": ("opened", "left", "nothing"),
}


def event(what: Happening = Happening.OPENED, card: str = "desk/undo", **detail: str | float) -> Event:
    """Something that happened at ``NOW``, with an id of its own."""
    return Event(str(uuid.uuid4()), NOW, what, card, detail)


def numbered(number: int) -> tuple[int, Event]:
    """A row of an event log, always the same one for a number."""
    at = NOW + timedelta(seconds=number)
    return number, Event(str(uuid.UUID(int=number)), at, Happening.OPENED, "desk/undo", {"from": "tab"})


def _details() -> st.SearchStrategy[dict[str, str | int | float]]:
    known: dict[str, st.SearchStrategy[str | int | float]] = {
        name: st.sampled_from(words) for name, words in WORDS.items()
    }
    numbers: dict[str, st.SearchStrategy[str | int | float]] = {
        "seconds": st.floats() | st.integers(),
        "letters": st.integers(0, 200),
    }
    anything = st.text(max_size=40) | st.floats() | st.integers()
    names = st.sampled_from([*WORDS, *numbers, "title", "typed"]) | st.text(max_size=9)
    return st.fixed_dictionaries({}, optional=known | numbers) | st.dictionaries(names, anything, max_size=4)


EVENTS = st.builds(
    Event,
    st.uuids().map(str),
    st.datetimes(
        datetime(2, 1, 1),
        datetime(9998, 12, 31),
        timezones=st.integers(-840, 840).map(lambda minutes: timezone(timedelta(minutes=minutes))),
    ),
    st.sampled_from(Happening),
    st.sampled_from(["", "desk/undo", "a-b/c d/é", "x"]) | st.text(max_size=40),
    _details(),
)
