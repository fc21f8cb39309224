"""An event as an xAPI statement, and whether two statements say the same. Pure: not for keeping or sending.

Only what the vocabulary names gets into a statement: a detail that somebody adds to events stays here.
"""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import UTC, datetime
from typing import Any
from urllib.parse import quote
from uuid import UUID

from content.events.event import Event, Happening
from content.xapi.errors import XapiError
from content.xapi.vocabulary import (
    BUNDLE_TYPE,
    CARD_TYPE,
    CONTEXT_EXTENSIONS,
    LIBRARY,
    LIBRARY_TYPE,
    PLATFORM,
    PROFILE,
    PROFILE_TYPE,
    RESULT_EXTENSIONS,
    VERBS,
)

Json = dict[str, Any]

_WORD = re.compile(r"[a-z][a-z-]{0,29}")
_LONGEST = 366 * 86_400
"""Seconds: nobody was at a card for longer, and servers read no durations of any length."""
_MOST = 10**9  # of anything counted; also keeps out what is no number
_REPORT = "please report this"


@dataclass(frozen=True, slots=True)
class Actor:
    """Who did it, by a pseudonym: ``name`` on the service ``home_page``, which is an address."""

    home_page: str
    name: str


def statement(event: Event, actor: Actor) -> Json:
    """``event`` in xAPI 1.0.3. Raises XapiError for an event without a UUID or a time zone."""
    verb = VERBS[event.what]
    made: Json = {
        "id": _id(event),
        "actor": {
            "objectType": "Agent",
            "account": {"homePage": actor.home_page, "name": actor.name},
        },
        "verb": {"id": verb.id, "display": {"en": verb.display}},
        "object": _object(event.card),
        "context": _context(event),
        "timestamp": _timestamp(event),
    }
    if result := _result(event):
        made["result"] = result
    return made


def say_the_same(ours: Mapping[str, Any], theirs: Mapping[str, Any]) -> bool:
    """Whether a server's statement ``theirs`` is ``ours``, whatever servers add or word anew."""
    try:
        return _meaning(ours) == _meaning(theirs)
    except (KeyError, TypeError, ValueError, AttributeError, OverflowError):
        return False  # it is no statement of ours


def _id(event: Event) -> str:
    try:
        return str(UUID(event.id))
    except ValueError:
        raise XapiError("has an id that is no UUID", f"event {event.id[:40]!r}", _REPORT) from None


def _timestamp(event: Event) -> str:
    """In UTC, so that it does not tell where somebody is."""
    try:
        if event.at.utcoffset() is None:
            raise XapiError("has a time without a zone", f"event {event.id}", _REPORT)
        return event.at.astimezone(UTC).isoformat(timespec="milliseconds").replace("+00:00", "Z")
    except OverflowError:
        raise XapiError("has a time that no calendar has in UTC", f"event {event.id}", _REPORT) from None


def _object(card: str) -> Json:
    if not card:
        return _activity(LIBRARY, LIBRARY_TYPE)
    return _activity(f"sidecue:{quote(card, '/', errors='replace')}", CARD_TYPE)


def _activity(name: str, kind: str) -> Json:
    return {"objectType": "Activity", "id": name, "definition": {"type": kind}}


def _context(event: Event) -> Json:
    activities: Json = {"category": [_activity(PROFILE, PROFILE_TYPE)]}
    bundle, slash, _ = event.card.partition("/")
    if bundle and slash:
        activities["parent"] = [_activity(f"sidecue:{quote(bundle, errors='replace')}", BUNDLE_TYPE)]
    made: Json = {"platform": PLATFORM, "contextActivities": activities}
    if extensions := _extensions(event, CONTEXT_EXTENSIONS):
        made["extensions"] = extensions
    return made


def _result(event: Event) -> Json:
    made: Json = {}
    match event.what:
        case Happening.COMPLETED:
            made["completion"] = True
            if duration := _duration(event.detail.get("seconds")):
                made["duration"] = duration
        case Happening.RECALLED if "rating" in event.detail:
            made["success"] = event.detail["rating"] != "again"
        case Happening.ACKNOWLEDGED if "how" in event.detail:
            made["completion"] = event.detail["how"] == "done"
        case Happening.SEARCHED if "found" in event.detail:
            made["success"] = event.detail["found"] == "opened"
    if extensions := _extensions(event, RESULT_EXTENSIONS):
        made["extensions"] = extensions
    return made


def _extensions(event: Event, names: Mapping[str, str]) -> Json:
    """The details called ``names``. A value that is neither a number nor one plain word is left out."""
    return {
        iri: event.detail[name]
        for name, iri in names.items()
        if name in event.detail and _is_plain(event.detail[name])
    }


def _is_plain(value: object) -> bool:
    if isinstance(value, str):
        return _WORD.fullmatch(value) is not None
    return isinstance(value, int | float) and not isinstance(value, bool) and abs(value) <= _MOST


def _duration(seconds: object) -> str:
    """ISO 8601 to a hundredth of a second, "" for what is no duration."""
    if not isinstance(seconds, int | float) or not 0 <= seconds <= _LONGEST:
        return ""
    return f"PT{f'{seconds:.2f}'.rstrip('0').rstrip('.')}S"


def _meaning(said: Mapping[str, Any]) -> tuple[object, ...]:
    account = said["actor"]["account"]
    result = {name: value for name, value in said.get("result", {}).items() if name != "duration"}
    return (
        UUID(said["id"]),
        (account["homePage"], account["name"]),
        said["verb"]["id"],
        said["object"]["id"],
        datetime.fromisoformat(said["timestamp"]),
        result,
        said.get("context", {}).get("extensions", {}),
    )
