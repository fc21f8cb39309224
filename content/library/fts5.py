"""The search index on SQLite's FTS5, in memory. Not for judging queries by meaning or mending their typos.

How a score is made, and why this engine: docs/decisions/0008-search-index.md.
"""

from __future__ import annotations

import heapq
import math
from collections.abc import Iterable, Sequence
from functools import lru_cache
from itertools import islice

from content.cards.model import Card
from content.library.answer import best_answer
from content.library.apps import apps_of
from content.library.fts5_tables import Fts5Tables, Row
from content.library.passages import Passage, passages
from content.library.search import NOBODY, Asker, Found, Hit
from content.library.words import fold, initials, spaced, terms

# What each part of the score adds: the present context goes before everything, a card with every word of the
# query before one with some of them, and the title before the text. Text scores are brought below 1.
_HERE, _ALL_WORDS, _TITLE = 10.0, 1.0, 1.0
_HALF = 10.0  # the bm25 that counts as 0.5
_NOISE = 1 / 3  # of the best text score: a card with less and without all words is found by chance

_KEPT = 1_000  # cards whose passages are kept: those found by one letter after another are much the same

# A word in more cards than both of these ("how", "the") finds a card only together with all the others.
_COMMON_CARDS, _COMMON_SHARE = 8, 1 / 3


class Fts5Index:
    """Implements SearchIndex; made from ``cards`` at once and never changed."""

    def __init__(self, cards: Iterable[Card], packed: bytes | None = None) -> None:
        """``packed`` is what an index over the same cards gave; without it the index is built."""
        self._cards = sorted(cards, key=lambda card: (fold(card.title), card.id))
        self._number = {card.id: number for number, card in enumerate(self._cards)}
        self._common = max(_COMMON_CARDS, _COMMON_SHARE * len(self._cards))
        # Worked out when first asked for: a start from the cache would otherwise wait for all of them.
        self._title = lru_cache(maxsize=None)(lambda number: spaced(self._cards[number].title))
        self._passages = lru_cache(maxsize=_KEPT)(lambda number: passages(self._cards[number]))
        rows = (_row(card, passages(card)) for card in self._cards)
        self._tables = Fts5Tables(rows) if packed is None else Fts5Tables.unpacked(packed)

    def packed(self) -> bytes:
        """The index as bytes, without the cards."""
        return self._tables.packed()

    def search(self, query: str, limit: int, asker: Asker = NOBODY) -> Found:
        """See SearchIndex."""
        asked = terms(query)
        here = [self._number[card] for card in asker.favoured if card in self._number]
        if not asked:
            hits = (self._hit(number, {"here": _HERE}, {}) for number in dict.fromkeys(here))
            return Found(tuple(islice(hits, max(0, limit))))
        found = self._text_scores(asked)
        for number, parts in found.items():
            if title := _title_fit(asked, self._title(number)):
                parts["title"] = _TITLE * title
        for number in here:
            if number in found:
                found[number]["here"] = _HERE
        scores = [(-sum(parts.values()), number) for number, parts in found.items()]
        weights = {term: self._rarity(term) for term in asked}
        best = heapq.nsmallest(limit, scores)
        return Found(tuple(self._hit(number, found[number], weights) for _, number in best))

    def close(self) -> None:
        """Release the index; may be called twice."""
        self._tables.close()

    def _text_scores(self, asked: Sequence[str]) -> dict[int, dict[str, float]]:
        found: dict[int, dict[str, float]] = {}
        for number, score in self._tables.with_every_word(asked):
            found[number] = {"words": _ALL_WORDS + _of_one(score)}
        telling = [term for term in asked if self._tables.rows_with(term) <= self._common]
        some = self._tables.with_some_stem(telling) if telling else []
        enough = _NOISE * max((score for _, score in some), default=0.0)
        for number, score in some:
            if number in found or score >= enough:
                found.setdefault(number, {})["stems"] = _of_one(score)
        return found

    def _rarity(self, term: str) -> float:
        """How much a word says, by the share of cards it occurs in; a half-typed word counts as rare."""
        return math.log(1 + len(self._cards) / max(1, self._tables.rows_with(term)))

    def _hit(self, number: int, parts: dict[str, float], weights: dict[str, float]) -> Hit:
        answer = best_answer(self._passages(number), weights)
        return Hit(self._cards[number].id, sum(parts.values()), parts, answer)


def _row(card: Card, parts: Sequence[Passage]) -> Row:
    def text_of(*kinds: str) -> str:
        return fold("\n".join(part.text for part in parts if part.kind in kinds))

    return {
        "title": fold(card.title),
        "keywords": fold(" ".join(card.keywords)),
        "headings": text_of("heading"),
        "steps": text_of("step", "item"),
        "body": text_of("paragraph"),
        "apps": fold(" ".join(apps_of(card.when))),
        "initials": initials(card.title),
    }


def _of_one(score: float) -> float:
    return score / (score + _HALF)


def _title_fit(asked: Sequence[str], title: str) -> float:
    """1 for the title itself, less for its beginning, and least for words that begin some of its words."""
    query = f" {' '.join(asked)}"
    if title.startswith(query):
        return 1.0 if len(title) == len(query) + 1 else 0.8
    return 0.5 if all(f" {term}" in title for term in asked) else 0.0
