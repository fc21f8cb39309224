"""The search index on SQLite's FTS5, in memory. Not for judging queries by meaning or mending their typos.

Two tables over the same cards: ``words`` holds the words as they are written and answers prefixes, ``stems``
holds their stems and answers questions. One table cannot do both: stemming turns "university" into "univers",
which the half-typed "universi" does not begin. How the score is made: docs/decisions/0008-search-index.md.
"""

from __future__ import annotations

import heapq
import math
import sqlite3
from collections.abc import Iterable, Sequence

from content.cards.model import Card
from content.library.answer import best_answer
from content.library.apps import apps_of
from content.library.passages import Passage, passages
from content.library.search import Hit
from content.library.words import fold, initials, spaced, terms

# Columns with the weight of a word found there.
_WORDS = {"title": 10, "keywords": 8, "headings": 4, "steps": 2, "body": 1, "apps": 4, "initials": 2}
_STEMS = {"title": 10, "keywords": 8, "headings": 4, "steps": 2, "body": 1}

# What each part of the score adds: the present context goes before everything, a card with every word of the
# query before one with some of them, and the title before the text. Text scores are brought below 1.
_HERE, _ALL_WORDS, _TITLE = 10.0, 1.0, 1.0
_HALF = 10.0  # the bm25 that counts as 0.5
_NOISE = 1 / 3  # of the best text score: a card with less and without all words shares only "how" and "the"

_SHORTEST_INITIALS = 3  # two letters would find half the library


class Fts5Index:
    """Implements SearchIndex; made from ``cards`` at once and never changed."""

    def __init__(self, cards: Iterable[Card]) -> None:
        self._cards = sorted(cards, key=lambda card: (fold(card.title), card.id))
        self._number = {card.id: number for number, card in enumerate(self._cards)}
        self._titles = [spaced(card.title) for card in self._cards]
        self._passages = [passages(card) for card in self._cards]
        self._database = sqlite3.connect(":memory:", isolation_level=None)
        _create(self._database, "words", _WORDS, "unicode61 remove_diacritics 2")
        _create(self._database, "stems", _STEMS, "porter unicode61 remove_diacritics 2")
        self._database.execute("CREATE VIRTUAL TABLE vocabulary USING fts5vocab(words, row)")
        self._fill()

    def search(self, query: str, limit: int, favoured: Sequence[str]) -> list[Hit]:
        """See SearchIndex."""
        asked = terms(query)
        here = [self._number[card] for card in favoured if card in self._number]
        if not asked:
            return [self._hit(number, {"here": _HERE}, {}) for number in dict.fromkeys(here)][: max(0, limit)]
        found = self._text_scores(asked)
        for number, parts in found.items():
            if title := _title_fit(asked, self._titles[number]):
                parts["title"] = _TITLE * title
        for number in here:
            if number in found:
                found[number]["here"] = _HERE
        scores = [(-sum(parts.values()), number) for number, parts in found.items()]
        best = [number for _, number in heapq.nsmallest(limit, scores)]
        weights = {term: self._rarity(term) for term in asked}
        return [self._hit(number, found[number], weights) for number in best]

    def close(self) -> None:
        """Release the index; may be called twice."""
        self._database.close()

    def _fill(self) -> None:
        self._database.execute("BEGIN")
        for number, card in enumerate(self._cards):
            row = _columns(card, self._passages[number])
            for table, columns in (("words", _WORDS), ("stems", _STEMS)):
                marks = ", ".join("?" * (len(columns) + 1))
                names = ", ".join(columns)
                self._database.execute(
                    f"INSERT INTO {table}(rowid, {names}) VALUES ({marks})",  # noqa: S608 - constants above
                    (number, *(row[column] for column in columns)),
                )
        self._database.execute("COMMIT")

    def _text_scores(self, asked: list[str]) -> dict[int, dict[str, float]]:
        found: dict[int, dict[str, float]] = {}
        for number, score in self._match("words", _WORDS, " AND ".join(map(_prefix, asked))):
            found[number] = {"words": _ALL_WORDS + _of_one(score)}
        some = self._match("stems", _STEMS, _any_stem(asked))
        enough = _NOISE * max((score for _, score in some), default=0.0)
        for number, score in some:
            if number in found or score >= enough:
                found.setdefault(number, {})["stems"] = _of_one(score)
        return found

    def _match(self, table: str, columns: dict[str, int], expression: str) -> list[tuple[int, float]]:
        weights = ", ".join(map(str, columns.values()))
        rows = self._database.execute(
            f"SELECT rowid, -bm25({table}, {weights}) FROM {table} WHERE {table} MATCH ?",  # noqa: S608 - constants
            (expression,),
        )
        return rows.fetchall()

    def _rarity(self, term: str) -> float:
        """How much a word says, by the share of cards it occurs in; a half-typed word counts as rare."""
        row = self._database.execute("SELECT doc FROM vocabulary WHERE term = ?", (term,)).fetchone()
        return math.log(1 + len(self._cards) / (row[0] if row else 1))

    def _hit(self, number: int, parts: dict[str, float], weights: dict[str, float]) -> Hit:
        answer = best_answer(self._passages[number], weights)
        return Hit(self._cards[number].id, sum(parts.values()), parts, answer)


def _create(database: sqlite3.Connection, table: str, columns: dict[str, int], tokenizer: str) -> None:
    prefix = ", prefix='1 2 3'" if table == "words" else ""
    names = ", ".join(columns)
    database.execute(
        f"CREATE VIRTUAL TABLE {table} USING fts5({names}, content='', tokenize='{tokenizer}'{prefix})"
    )


def _columns(card: Card, parts: Sequence[Passage]) -> dict[str, str]:
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


def _prefix(term: str) -> str:
    return f'"{term}"*' if len(term) >= _SHORTEST_INITIALS else f'- initials : "{term}"*'


def _any_stem(asked: Sequence[str]) -> str:
    return " OR ".join(f'"{term}"' for term in asked) + "*"  # the last word may be half typed


def _of_one(score: float) -> float:
    return score / (score + _HALF)


def _title_fit(asked: Sequence[str], title: str) -> float:
    """1 for the title itself, less for its beginning, and least for words that begin some of its words."""
    query = f" {' '.join(asked)}"
    if title.startswith(query):
        return 1.0 if len(title) == len(query) + 1 else 0.8
    return 0.5 if all(f" {term}" in title for term in asked) else 0.0
