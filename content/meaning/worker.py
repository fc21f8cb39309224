"""The process that answers queries by meaning for the app, which would else hold its memory all day.

It is asked in JSON, one question a line, and answers each in a line of its own, until its input ends. Queries
are neither kept nor told to anybody. What asks it is overlay/meaning.py.
"""

from __future__ import annotations

import json
from collections.abc import Callable, Iterable
from pathlib import Path
from typing import BinaryIO

from content.meaning.encoder import Encoder, NoEncoder, find_encoder
from content.meaning.meanings import Meanings, vectors_of
from content.meaning.questions import Json


def serve(
    asked: Iterable[bytes], answer: BinaryIO, find: Callable[[], Encoder | NoEncoder] = find_encoder
) -> None:
    """Answer every line of ``asked``. Raises ValueError for one that is no question."""
    meanings: Meanings | NoEncoder = NoEncoder("no bundle was named yet", "")
    encoder: Encoder | NoEncoder | None = None
    for line in asked:
        question = _understood(line)
        if "bundles" in question:
            encoder = encoder or find()
            paths = [Path(str(path)) for path in question["bundles"]]
            meanings = encoder if isinstance(encoder, NoEncoder) else Meanings(encoder, vectors_of(paths))
            said = _ready(meanings)
        else:
            said = _nearest(question, meanings)
        answer.write(json.dumps(said).encode() + b"\n")
        answer.flush()


def _understood(line: bytes) -> Json:
    question = json.loads(line)
    if not isinstance(question, dict) or not isinstance(question.get("bundles", []), list):
        raise ValueError("is no question")  # noqa: TRY004 - the type of what came from outside is a value
    return question


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
