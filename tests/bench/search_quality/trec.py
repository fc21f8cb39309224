"""The public collection Vaswani (NPL) in TREC form: documents, queries and judged answers."""

from __future__ import annotations

import re
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from pathlib import Path
from statistics import fmean

from content.cards.model import Card, CardKind, Prose
from tests.bench.search_quality.corpus import unpacked
from tests.bench.search_quality.engines import Engine
from tests.bench.search_quality.metrics import FIRST_SCREEN, TOP, average_precision, first_right

DEPTH = 100
_DOCUMENT = re.compile(r"<DOC>\s*<DOCNO>\s*(\S+?)\s*</DOCNO>(.*?)</DOC>", re.DOTALL)
_QUERY = re.compile(r"<top>\s*<num>\s*(\S+?)\s*</num>\s*<title>(.*?)</title>", re.DOTALL)


@dataclass(frozen=True, slots=True)
class Collection:
    """``queries`` by number, and for each the ids of the cards that answer it."""

    cards: tuple[Card, ...]
    queries: dict[str, str]
    relevant: dict[str, frozenset[str]]


def read_collection(archive: Path) -> Collection:
    """The collection in ``archive``."""
    with unpacked(archive) as folder:
        texts = {file.name: file.read_text(encoding="utf-8") for file in folder.rglob("*") if file.is_file()}
    cards = documents(texts["doc-text.trec"])
    queries = {
        number: " ".join(text.lower().split()) for number, text in _QUERY.findall(texts["query-text.trec"])
    }
    return Collection(cards, queries, judgements(texts["qrels"]))


def documents(text: str) -> tuple[Card, ...]:
    """Each document as a note; it has no title of its own, so its first words would count twice in one."""
    return tuple(
        Card(f"vaswani/{number}", "", CardKind.NOTE, (Prose(plain, plain),), "vaswani", "Vaswani", "", Path())
        for number, plain in ((number, " ".join(body.split())) for number, body in _DOCUMENT.findall(text))
    )


def judgements(qrels: str) -> dict[str, frozenset[str]]:
    """The relevant cards by the query's number."""
    found: dict[str, set[str]] = {}
    for line in qrels.splitlines():
        number, _, document, relevance = line.split()
        if int(relevance) > 0:
            found.setdefault(number, set()).add(f"vaswani/{document}")
    return {number: frozenset(ids) for number, ids in found.items()}


def measure(collection: Collection, engine: Callable[[Sequence[Card], int], Engine]) -> dict[str, float]:
    """MAP at 100, MRR at 10 and the share of queries with a right card among the first five."""
    search = engine(collection.cards, DEPTH)
    rankings = [
        ([card for card, _ in search(text)], collection.relevant.get(number, frozenset()))
        for number, text in collection.queries.items()
    ]
    ranks = [first_right(cards[:TOP], relevant) for cards, relevant in rankings]
    return {
        "map": fmean(average_precision(cards, relevant) for cards, relevant in rankings),
        "mrr": fmean(1 / rank if rank else 0.0 for rank in ranks),
        "recall": fmean(float(1 <= rank <= FIRST_SCREEN) for rank in ranks),
    }
