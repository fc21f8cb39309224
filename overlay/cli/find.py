"""`sidecue find`: search the library from a terminal, with the same results as the palette."""

from __future__ import annotations

import argparse
import json
from collections.abc import Sequence
from typing import Any

from content.library.fts5 import Fts5Index
from content.library.library import Library
from content.library.search import Asker, Hit
from overlay.cli.asked import lines
from overlay.cli.bundles import chosen_library, status_with
from overlay.cli.context import named
from overlay.cli.exits import PROBLEMS
from overlay.cli.named import look_for
from triggers.context import current_os


def find(arguments: argparse.Namespace) -> int:
    """Print the best cards for one query, or for each line of standard input when the query is "-"."""
    if status := look_for(arguments.bundle):
        return status
    library = chosen_library(arguments, arguments.os or current_os())
    context = named(arguments)
    asker = Asker(favoured=[offer.card for offer in library.offers(context)] if context else [])
    index = Fts5Index(library.cards.values())
    try:
        if arguments.text == "-":
            for line in lines():
                query = line.rstrip("\r\n")
                hits = index.search(query, arguments.limit, asker).hits
                print(json.dumps(_as_json(query, hits, library), ensure_ascii=False), flush=True)
            return status_with(arguments, library)
        hits = index.search(arguments.text, arguments.limit, asker).hits
    finally:
        index.close()
    if arguments.json:
        print(json.dumps(_as_json(arguments.text, hits, library), indent=2, ensure_ascii=False))
    else:
        print(_as_text(arguments.text, hits, library))
    return status_with(arguments, library) if hits else PROBLEMS


def _as_json(query: str, hits: Sequence[Hit], library: Library) -> dict[str, Any]:
    return {
        "query": query,
        "results": [
            {
                "card": hit.card,
                "title": library.cards[hit.card].title,
                "kind": library.cards[hit.card].kind.value,
                "score": hit.score,
                "parts": dict(hit.parts),
                "answer": hit.answer,
            }
            for hit in hits
        ],
    }


def _as_text(query: str, hits: Sequence[Hit], library: Library) -> str:
    if not hits:
        return f'Nothing found for "{query}". Try fewer or other words.'
    text = []
    for hit in hits:
        card = library.cards[hit.card]
        minutes = f", {card.minutes:g} min" if card.minutes else ""
        text.append(f"{card.title}  ({card.kind.value}{minutes}; {card.id})")
        if hit.answer:
            text.append(f"    {hit.answer}")
    return "\n".join(text)
