"""`sidecue find`: search the library from a terminal, with the same results as the palette."""

from __future__ import annotations

import argparse
import json
import unicodedata
from contextlib import closing
from datetime import date
from typing import Any

from content.library.fts5 import Fts5Index
from content.library.library import Library
from content.library.search import Asker, Found
from overlay.asker import asker_of
from overlay.cli.asked import lines
from overlay.cli.bundles import chosen_library, memory_of, status_with
from overlay.cli.context import named
from overlay.cli.exits import PROBLEMS
from overlay.cli.meaning import searcher
from overlay.cli.named import look_for
from overlay.cli.written import refuse_many, written_for
from triggers.context import current_os

_TO_JOIN = "\u200c\u200d"  # Persian and Indic words, and emoji, are spelt with them
_SAID = 80  # characters of a query that are said again


def find(arguments: argparse.Namespace) -> int:
    """Print the best cards for one query, or for each line of standard input when the query is "-"."""
    if status := look_for(arguments.bundle) or refuse_many(arguments):
        return status
    library = chosen_library(arguments, arguments.os or current_os())
    asker = _asker(arguments, library)
    index = Fts5Index(library.cards.values(), synonyms=library.synonyms)
    search = searcher(arguments, library, index, asker)
    try:
        if arguments.text == "-":
            for line in lines():
                query = line.rstrip("\r\n")
                found = search(query)
                print(json.dumps(_as_json(query, found, library), ensure_ascii=False), flush=True)
            return status_with(arguments, library)
        found = search(arguments.text)
    finally:
        index.close()
    written = written_for(arguments, found, library)
    if arguments.json:
        answer = _as_json(arguments.text, found, library) | written.data
        print(json.dumps(answer, indent=2, ensure_ascii=False))
    else:
        print(written.above + _as_text(arguments.text, found, library))
    return status_with(arguments, library) if found.hits and not written.failed else PROBLEMS


def _asker(arguments: argparse.Namespace, library: Library) -> Asker:
    """The person of the profile in the window described; with --bundle it is anyone."""
    context = named(arguments)
    favoured = [offer.card for offer in library.offers(context)] if context else []
    app = context.app if context else ""
    if arguments.bundle:
        return Asker(favoured, app, today=date.today())
    with closing(memory_of(arguments)) as memory:
        return asker_of(memory, favoured, app)


def _as_json(query: str, found: Found, library: Library) -> dict[str, Any]:
    notes = {"read_as": found.read_as, "nearest": found.nearest}
    return {
        "query": query,
        **{name: note for name, note in notes.items() if note},
        "results": [
            {
                "card": hit.card,
                "title": library.cards[hit.card].title,
                "kind": library.cards[hit.card].kind.value,
                "score": hit.score,
                "parts": dict(hit.parts),
                "answer": hit.answer,
            }
            for hit in found.hits
        ],
    }


def _as_text(query: str, found: Found, library: Library) -> str:
    if not found.hits:
        return f'Nothing found for "{_shortened(query)}". Try fewer or other words.'
    text = []
    if found.nearest:
        text.append(f'Nothing says just "{_shortened(query)}". The nearest:')
    elif found.read_as:
        text.append(f'Read as "{found.read_as}".')
    for hit in found.hits:
        card = library.cards[hit.card]
        minutes = f", {card.minutes:g} min" if card.minutes else ""
        text.append(f"{_seen(card.title)}  ({card.kind.value}{minutes}; {card.id})")
        if hit.answer:
            text.append(f"    {_seen(hit.answer)}")
    return "\n".join(text)


def _shortened(query: str) -> str:
    return _seen(query if len(query) <= _SAID else f"{query[: _SAID - 1]}…")


def _seen(text: str) -> str:
    """``text`` without what could steer a terminal or turn its words around."""
    return "".join(
        char for char in text if char in _TO_JOIN or not unicodedata.category(char).startswith("C")
    )
