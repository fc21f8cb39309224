"""What a person may share of their events: counts per card, without a time of day. Made, written and read.

The form is described in docs/insights.md. Cards of the bundles that are private are never in it: the name of
a note is what somebody typed.
"""

from __future__ import annotations

import json
from collections import Counter
from collections.abc import Collection, Iterable
from dataclasses import asdict, dataclass, field
from datetime import date
from pathlib import Path
from typing import Any

from content.events.event import Event, Happening
from content.insights.cards import after_help
from content.insights.visits import History, Visit, history_of
from content.insights.weeks import NOTHING
from content.problems import ContentError, Problem
from content.text_file import read_text

FORMAT, VERSION = "sidecue-shared-insights", 1
_LARGEST = 5_000_000  # bytes; of ten thousand cards it is two
_MOST = 1_000_000_000
PRIVATE = ("my-notes",)


@dataclass(frozen=True, slots=True)
class CardCounts:
    """Of one card; ``early`` and ``late`` lookups are those in as many ``halves`` of the visits each."""

    visits: int = 0
    visits_with_lookup: int = 0
    visits_with_help: int = 0
    lookups: int = 0
    completed: int = 0
    cued: int = 0
    sent_away: int = 0
    after_help: int = 0
    again: int = 0
    halves: int = 0
    early: int = 0
    late: int = 0
    rated: int = 0
    rated_helpful: int = 0


@dataclass(frozen=True, slots=True)
class Shared:
    """What one person shared. ``person`` is random, and the same in all files of a profile."""

    person: str
    first: date
    last: date
    days: int
    searches: int = 0
    searches_without_result: int = 0
    cards: dict[str, CardCounts] = field(default_factory=dict)


def shared(events: Iterable[Event], person: str, only: Collection[str] = ()) -> Shared | None:
    """What is shared of ``events``, of the bundles ``only`` or all but private ones; None without events."""
    history = history_of(events)
    if not history.events:
        return None
    days = {one.at.date() for one in history.events}
    cards = {*history.visits, *(one.card for one in history.events if one.card)}
    ended = [one.detail.get("found") for one in history.events if one.what is Happening.SEARCHED]
    return Shared(
        person,
        min(days),
        max(days),
        len(days),
        len(ended),
        ended.count(NOTHING),
        {card: _counts(history, card) for card in sorted(cards) if _may_be_shared(card, only)},
    )


def write(one: Shared) -> bytes:
    """``one`` as JSON that people can read."""
    data = {"format": FORMAT, "version": VERSION, **asdict(one)}
    data |= {"first": one.first.isoformat(), "last": one.last.isoformat()}
    return json.dumps(data, ensure_ascii=False, indent=1).encode() + b"\n"


def read(file: Path) -> Shared:
    """The shared insights in ``file``. Raises ContentError: what is wrong, in which field, what to do."""
    try:
        data = json.loads(read_text(file, str(file), _LARGEST))
    except (ValueError, RecursionError):
        raise _wrong(file, "", "is not JSON") from None
    if not isinstance(data, dict) or data.get("format") != FORMAT:
        raise _wrong(file, "format", f'is not "{FORMAT}"')
    if data.get("version") != VERSION:
        raise _wrong(file, "version", f"is not {VERSION}", "update Sidecue, which a newer one wrote this for")
    counts = {name: _count(file, data, name) for name in ("days", "searches", "searches_without_result")}
    person = data.get("person")
    if not isinstance(person, str) or not 16 <= len(person) <= 64 or not person.isalnum():
        raise _wrong(file, "person", "is not a pseudonym")
    first, last = (_day(file, data, name) for name in ("first", "last"))
    cards = data.get("cards")
    if not isinstance(cards, dict):
        raise _wrong(file, "cards", "is not an object")
    return Shared(
        person, first, last, **counts, cards={card: _card(file, card, cards[card]) for card in cards}
    )


def _may_be_shared(card: str, only: Collection[str]) -> bool:
    bundle = card.partition("/")[0]
    return bundle not in PRIVATE and (not only or bundle in only)


def _counts(history: History, card: str) -> CardCounts:
    visits = history.visits.get(card, [])
    half = len(visits) // 2
    following, of_card = after_help(visits), [one for one in history.events if one.card == card]
    happened = Counter(one.what for one in of_card)
    helpful = sum(one.what is Happening.RATED and one.detail.get("rating") == "helpful" for one in of_card)
    return CardCounts(
        visits=len(visits),
        visits_with_lookup=_looked_up(visits),
        visits_with_help=sum(it.to_help is not None for it in visits),
        lookups=happened[Happening.OPENED],
        completed=sum(it.completed for it in visits if it.to_help is not None),
        cued=sum(it.cued for it in visits),
        sent_away=sum(it.sent_away for it in visits),
        after_help=len(following),
        again=_looked_up(following),
        halves=half,
        early=_looked_up(visits[:half]),
        late=_looked_up(visits[len(visits) - half :]),
        rated=happened[Happening.RATED],
        rated_helpful=helpful,
    )


def _looked_up(visits: Iterable[Visit]) -> int:
    return sum(it.looked_up is not None for it in visits)


def _card(file: Path, card: str, data: Any) -> CardCounts:
    if not card.isprintable():
        raise _wrong(file, "cards", "has a card whose id cannot be printed")
    if not isinstance(data, dict):
        raise _wrong(file, f"cards.{card}", "is not an object")
    names = CardCounts.__slots__
    return CardCounts(**{name: _count(file, data, name, f"cards.{card}.") for name in names})


def _count(file: Path, data: dict[str, Any], name: str, where: str = "") -> int:
    value = data.get(name, 0)
    if isinstance(value, bool) or not isinstance(value, int) or not 0 <= value <= _MOST:
        raise _wrong(file, f"{where}{name}", "is not a count")
    return value


def _day(file: Path, data: dict[str, Any], name: str) -> date:
    try:
        return date.fromisoformat(data[name])
    except (KeyError, TypeError, ValueError):
        raise _wrong(file, name, "is not a date") from None


def _wrong(file: Path, field_name: str, message: str, remedy: str = "") -> ContentError:
    remedy = remedy or "ask for a new file, made by `sidecue insights --share`"
    return ContentError([Problem(str(file), 0, field_name, message, remedy, name="wrong-share")])
