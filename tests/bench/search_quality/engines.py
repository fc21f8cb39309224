"""Our engine behind the one function the benches know. Whoever changes how it is called changes this file."""

from __future__ import annotations

from collections.abc import Callable, Sequence

from content.cards.model import Card
from content.library.fts5 import Fts5Index

Engine = Callable[[str], list[tuple[str, str]]]  # query → card ids and answers, best first

HAS_MODEL = False
NO_MODEL = "The engine has no embedding model yet: --model is ignored."


def ours(cards: Sequence[Card], limit: int = 10, *, model: bool = False) -> Engine:
    """The engine over ``cards``; ``model`` adds the embedding model, where HAS_MODEL says there is one."""
    if model and not HAS_MODEL:
        raise ValueError(NO_MODEL)
    index = Fts5Index(cards)
    return lambda query: [(hit.card, hit.answer) for hit in index.search(query, limit).hits]
