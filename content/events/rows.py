"""Events as rows of the log and as the JSON of an export, and back. Not for the file: store.py."""

from __future__ import annotations

import json
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta, timezone
from typing import Any

from content.events.event import Event, Happening

Row = tuple[str, int, int, str, str, str]
"""id, milliseconds since 1970 (UTC), minutes that the person's clock was east of UTC, what, card, detail."""

_EPOCH = datetime(1970, 1, 1, tzinfo=UTC)
_KNOWN = {happening.value: happening for happening in Happening}


@dataclass(frozen=True, slots=True)
class Kept:
    """One event as it stands in the log, its ``what`` perhaps one that only a newer Sidecue knows.

    ``number`` counts in the order in which things happened, also when the clock was put back.
    """

    number: int
    id: str
    at: datetime
    what: str
    card: str
    detail: Mapping[str, str | int | float]

    @property
    def event(self) -> Event | None:
        """The same as an event; None when this version does not know what happened."""
        known = _KNOWN.get(self.what)
        return Event(self.id, self.at, known, self.card, self.detail) if known else None


def row_of(event: Event) -> Row:
    """``event`` as the log keeps it; its time is cut to milliseconds."""
    offset = event.at.utcoffset() or timedelta(0)
    detail = json.dumps(dict(event.detail), ensure_ascii=False, separators=(",", ":"))
    return (
        event.id,
        (event.at - _EPOCH) // timedelta(milliseconds=1),
        offset // timedelta(minutes=1),
        event.what.value,
        event.card,
        detail,
    )


def kept(number: int, row: Row) -> Kept:
    """The event in ``row``. Raises ValueError when it is none."""
    found, at, zone, what, card, detail = row
    said = json.loads(detail)
    if not isinstance(said, dict):
        raise ValueError("detail is not an object")  # noqa: TRY004 - a value of the file, not of a caller
    try:
        time = time_of(at).astimezone(timezone(timedelta(minutes=zone)))
    except OverflowError as error:
        raise ValueError("no such time") from error
    return Kept(number, found, time, what, card, said)


def as_json(one: Kept) -> dict[str, Any]:
    """``one`` as an export and `sidecue events list --json` have it."""
    return {
        "number": one.number,
        "id": one.id,
        "at": one.at.isoformat(timespec="milliseconds"),
        "what": one.what,
        "card": one.card,
        "detail": dict(one.detail),
    }


def milliseconds(time: datetime) -> int:
    """``time`` as the log counts it."""
    return (time - _EPOCH) // timedelta(milliseconds=1)


def time_of(at: int) -> datetime:
    """The time, in UTC, that ``milliseconds`` made ``at`` of. Raises OverflowError beyond the year 9999."""
    return _EPOCH + timedelta(milliseconds=at)
