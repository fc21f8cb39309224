"""What is worth asking by meaning, and how the process that answers is asked; the app holds no more of it."""

from __future__ import annotations

import json
from collections.abc import Iterable
from pathlib import Path
from typing import Any

from content.files.base import PACKED_ENDING
from content.meaning.index import Near

Json = dict[str, Any]

FEWEST_WORDS = 2
"""One word alone means too many things: the library's own words and synonyms read it better."""


def is_asked(query: str) -> bool:
    """Whether the meaning of ``query`` is worth asking for."""
    return len([word for word in query.split() if any(map(str.isalnum, word))]) >= FEWEST_WORDS


def carriers(paths: Iterable[Path]) -> list[Path]:
    """Those of ``paths`` that may carry vectors. A folder is under work: every save would outdate its."""
    return [path for path in paths if path.suffix.lower() == PACKED_ENDING and path.is_file()]


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
