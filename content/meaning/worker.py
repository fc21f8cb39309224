"""The process that answers queries by meaning for the app, which would else hold its memory all day.

It is asked in JSON, one question a line, and answers each in a line of its own, until its input ends. Queries
are neither kept nor told to anybody. What asks it is overlay/meaning.py.
"""

from __future__ import annotations

import json
from collections.abc import Callable, Iterable
from pathlib import Path
from typing import Any, BinaryIO

from content.meaning.encoder import Encoder, NoEncoder, find_encoder
from content.meaning.index import Near
from content.meaning.meanings import Meanings, vectors_of

Json = dict[str, Any]


def serve(
    asked: Iterable[bytes], answer: BinaryIO, find: Callable[[], Encoder | NoEncoder] = find_encoder
) -> None:
    """Answer every line of ``asked``. Raises ValueError for one that is no question."""
    meanings: Meanings | NoEncoder = NoEncoder("no bundle was named yet", "")
    encoder: Encoder | NoEncoder | None = None
    for line in asked:
        question = json.loads(line)
        if "bundles" in question:
            encoder = encoder or find()
            paths = [Path(path) for path in question["bundles"]]
            meanings = encoder if isinstance(encoder, NoEncoder) else Meanings(encoder, vectors_of(paths))
            said = _ready(meanings)
        else:
            said = _nearest(question, meanings)
        answer.write(json.dumps(said).encode() + b"\n")
        answer.flush()


def bundles_question(paths: Iterable[Path]) -> bytes:
    """What ``serve`` is asked first: to use the vectors of these bundles."""
    return json.dumps({"bundles": [str(path) for path in paths]}).encode() + b"\n"


def query_question(number: int, query: str, count: int) -> bytes:
    """What ``serve`` is asked then: which ``count`` cards are nearest to ``query``."""
    return json.dumps({"number": number, "query": query, "count": count}).encode() + b"\n"


def near_of(said: Json) -> list[Near]:
    """The cards in an answer to ``query_question``. Raises ValueError when it is none."""
    try:
        return [Near(str(card), float(similarity), int(place)) for card, similarity, place in said["nearest"]]
    except (KeyError, TypeError) as error:
        raise ValueError("is no answer to a query") from error


def _ready(meanings: Meanings | NoEncoder) -> Json:
    if isinstance(meanings, NoEncoder):
        return {"cards": 0, "reason": meanings.reason, "remedy": meanings.remedy}
    return {"cards": meanings.cards, "reason": "", "remedy": ""}


def _nearest(question: Json, meanings: Meanings | NoEncoder) -> Json:
    try:
        number, query, count = int(question["number"]), str(question["query"]), int(question["count"])
    except (KeyError, TypeError) as error:
        raise ValueError("is no question") from error
    near = [] if isinstance(meanings, NoEncoder) else meanings.nearest(query, count)
    return {"number": number, "nearest": near}
