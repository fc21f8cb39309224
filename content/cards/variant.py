"""A card once more in another language: what its file leaves out is the card's. Not for finding the files.

A variant keeps the card's id and audience. Its ticks are the card's too, as long as both have as many items:
they are told apart by their place then, because their words differ.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace
from typing import Any

from content.cards.compact import CompactParts
from content.cards.model import Card, Item, Part
from content.cards.reader import Home, Reading, examine, only_on
from content.problems import Problem, Severity

# The fields that a variant may leave to the card. A title and a video are handed to the reader, which judges
# cards by them.
_LEFT_TO_THE_CARD = (
    "keywords",
    "minutes",
    "priority",
    "required",
    "valid",
    "reset",
    "loudness",
    "review_by",
    "owner",
    "recall",
    "learn_more",
)
_RULE = {"when", "not_when"}


def examine_variant(name: str, language: str, card: Card, home: Home) -> Reading:
    """Read the file ``name``, which is ``card`` in ``language``, and report all about it."""
    reading = examine(name, home, _handed(card))
    if reading.card is None:
        return reading
    shown = home.files.shown(name)
    found = [*reading.problems, *_differences(reading, language, card, shown)]
    return Reading(_translated(reading.card, reading.stated, language, card), tuple(found), reading.stated)


def _handed(card: Card) -> dict[str, object]:
    video = {"url": card.video.url, "length": card.video.length} if card.video else None
    return {"title": card.title, **({"video": video} if video else {})}


def _translated(own: Card, stated: frozenset[str], language: str, card: Card) -> Card:
    values: dict[str, Any] = {name: getattr(card, name) for name in _LEFT_TO_THE_CARD if name not in stated}
    values |= {"roles": card.roles, "os": card.os, "languages": card.languages}
    if stated & _RULE:
        values["when"] = only_on(card.os, own.when)
    else:
        values |= {"when": card.when, "when_line": card.when_line, "when_file": card.when_file or card.file}
    return replace(
        own, id=card.id, language=language, parts=CompactParts.of(tuple(_parts(own, card))), **values
    )


def _parts(own: Card, card: Card) -> Iterator[Part]:
    keys = [item.key for item in card.items]
    same = len(own.items) == len(keys)
    for part in own.parts:
        yield replace(part, key=keys.pop(0)) if same and isinstance(part, Item) else part


def _differences(reading: Reading, language: str, card: Card, shown: str) -> Iterator[Problem]:
    own = reading.card
    if own is None:
        return
    if "audience" in reading.stated:
        message, remedy = "is that of the card in all its languages", f"write it in {card.file}"
        yield _problem(shown, "audience", message, remedy, "variant-field")
    if "language" in reading.stated and own.language.lower() != language.lower():
        message = f'"{own.language}" is not the language in the file\'s name, {language}'
        yield _problem(shown, "language", message, "delete the line, or rename the file", "variant-field")
    if own.kind is not card.kind:
        message = f"is a {own.kind.value}, and {card.file} is a {card.kind.value}"
        yield _problem(shown, "", message, "write both alike", "variant-kind")
    elif len(own.items) != len(card.items):
        message = f"has {len(own.items)} items, and {card.file} has {len(card.items)}"
        yield _problem(shown, "", message, "bring both up to date; ticks are kept apart", "variant-items")


def _problem(shown: str, field: str, message: str, remedy: str, name: str) -> Problem:
    return Problem(shown, 1, field, message, remedy, Severity.WARNING, name)
