"""Brings a search index up to the cards of a library, indexing those that changed. Not for searching."""

from __future__ import annotations

import zlib
from collections.abc import Collection, Iterable, Sequence
from itertools import chain

from content.cards.compact import CompactParts
from content.cards.model import Card
from content.library.answer import Line
from content.library.apps import apps_of
from content.library.everyday_words import KNOWN, function_words
from content.library.passages import Passage, passages
from content.library.stems import stems_of
from content.library.tables import COLUMNS, Row, Tables
from content.library.words import initials, words
from content.share import Share, at_once

_CLEAR = 3  # small words of a language that a text must have to be taken for it

NO_LANGUAGE = "en"
"""What a card is taken to be written in that does not say."""


def bring_up(tables: Tables, cards: Collection[Card], share: Share = at_once) -> int:
    """Make ``tables`` those of ``cards``; the number of cards that had to be indexed or taken out.

    Raises NoRoomError when they have to be made anew.
    """
    before = tables.fingerprints()
    kept = {card.id for card in cards if before.get(card.id) == _fingerprint(card)}
    fresh = [card for card in cards if card.id not in kept]
    gone = before.keys() - kept
    if gone or fresh:
        tables.replace(gone, list(chain.from_iterable(share(_rows_of, fresh))), stems_of)
    return len(fresh) + len(gone)


def _rows_of(cards: Sequence[Card]) -> list[Row]:
    return [row_of(card) for card in cards]


def _fingerprint(card: Card) -> int:
    """A number that changes with whatever ``row_of`` reads, and costs a fiftieth of it."""
    said = "\0".join([card.title, card.language, *card.keywords, "", *apps_of(card.when), ""])
    return zlib.crc32(said.encode("utf-8", "surrogatepass") + CompactParts.of(card.parts).data)


def row_of(card: Card) -> Row:
    """What is indexed of ``card``: for each passage one line, in the column of its kind."""
    title = words(card.title)
    lines: dict[str, list[str]] = {
        "title": [card.title],
        "keywords": [" ".join(card.keywords)],
        "apps": list(apps_of(card.when)),
        "initials": [initials(title)],
    }
    for at, passage in enumerate(passages(card)):
        lines.setdefault(column_of(at, passage), []).append(passage.text)
    values = tuple(_words_of(lines.get(column, [])) for column in COLUMNS)
    return Row(card.id, _fingerprint(card), values[0], _language(card, values), values)


def _language(card: Card, values: Sequence[str]) -> str:
    """The language that the words of ``card`` are in, by the small words between them.

    A bundle of many languages that names only one is common, and stems of the wrong one find nothing.
    """
    stated = card.language.partition("-")[0] or NO_LANGUAGE
    said = [word for value in values for word in value.split()]
    counts = {language: sum(map(function_words(language).__contains__, said)) for language in KNOWN}
    likeliest = max(KNOWN, key=lambda language: (counts[language], language == stated))
    clear = counts[likeliest] >= _CLEAR and counts[likeliest] > 2 * counts.get(stated, 0)
    return likeliest if clear and stated in KNOWN else stated


def column_of(at: int, passage: Passage) -> str:
    """Where the words of a card's passage number ``at`` are indexed."""
    if passage.kind == "paragraph":
        return "body" if at else "opening"
    return "headings" if passage.kind == "heading" else "steps"


def lines_of(card: Card, values: Sequence[str]) -> tuple[Line, ...]:
    """The passages of ``card`` with their words, which are in the ``values`` of its row already."""
    columns = {column: iter(value.split("\n")) for column, value in zip(COLUMNS, values, strict=True)}
    lines: list[Line] = []
    headings: dict[str, list[str]] = {}
    for at, passage in enumerate(passages(card)):
        found = next(columns[column_of(at, passage)], "").split()
        if passage.kind == "heading":
            headings[passage.text] = found
        lines.append(Line(passage, found, headings.get(passage.heading, ())))
    return tuple(lines)


def _words_of(texts: Iterable[str]) -> str:
    return "\n".join(" ".join(words(text)) for text in texts)
