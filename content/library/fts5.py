"""The search index on SQLite's FTS5: finds the cards, weighs them up, says which passage answers.

Reading the query is in query.py, all weights in ranking.py, SQL in tables.py. Why this engine:
docs/decisions/0008-search-index.md.
"""

from __future__ import annotations

import heapq
import math
import sqlite3
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field
from functools import lru_cache
from itertools import islice

from content.cards.model import Card
from content.library.answer import Meanings, best_answer, says
from content.library.everyday_words import group_of
from content.library.indexing import NO_LANGUAGE, bring_up, lines_of
from content.library.query import QueryReader, Term
from content.library.ranking import (
    COLUMN,
    FITS_HERE,
    LITTLE,
    NEAR_ENOUGH,
    NOISE,
    OF_PHRASE,
    SURE,
    TITLE_BEGUN,
    TITLE_IN_PART,
    TITLE_STARTS,
    WEIGHTS,
    WORD_STARTS,
)
from content.library.search import NOBODY, Asker, Found, Hit
from content.library.stored_index import IndexLostError
from content.library.tables import COLUMNS, Tables
from content.library.words import words

# What comes of bytes that are not what they were: SQLite may notice, or give NULLs and numbers for words.
_DAMAGE = (sqlite3.Error, UnicodeError, AttributeError, KeyError, TypeError)
_WIDE = 1_500  # cards; of a word in more than that only titles and keywords are looked at
_LOOKED_AT = 24  # cards whose text is looked at as a whole
_KEPT = 500  # cards whose passages are kept: those found by one letter after another are much the same
_MOST_LANGUAGES = 4
_INITIALS = 8  # letters; nobody remembers more
_TEXT = ("title", "opening", "headings", "steps", "body")


@dataclass(slots=True)
class _Candidates:
    """The cards that a query may mean, by number: how much each says of what was asked, from 0 to 1."""

    text: dict[int, float] = field(default_factory=dict)
    sure: dict[int, int] = field(default_factory=dict)  # how many telling terms it has without guessing


class _Cards(dict[int, Card]):
    """Cards by number; one that is not there stands in a damaged index."""

    def __missing__(self, number: object) -> Card:
        raise sqlite3.DatabaseError(f"there is no card {number!r}")


class Fts5Index:
    """Implements SearchIndex; made from ``cards`` at once and never changed."""

    def __init__(
        self, cards: Iterable[Card], tables: Tables | None = None, synonyms: Iterable[str] = ()
    ) -> None:
        """``tables`` are those of the same cards, else IndexLostError; without them they are made, in memory.

        ``synonyms`` are those of the bundles, each a line of what means the same, with commas between.
        """
        self._cards = {card.id: card for card in cards}
        self._tables = tables or Tables()
        if tables is None:
            bring_up(self._tables, self._cards.values())
        try:
            self._number = self._tables.numbers()
            self._card = _Cards((number, self._cards[card]) for card, number in self._number.items())
            languages = self._tables.languages()[:_MOST_LANGUAGES] or [NO_LANGUAGE]
            self._reader = QueryReader(self._tables, languages, map(group_of, synonyms))
        except _DAMAGE as error:
            self._tables.close()
            raise IndexLostError(f"the search index is not that of these cards: {error}") from error
        self._texts = lru_cache(_KEPT)(self._tables.texts)
        self._lines = lru_cache(_KEPT)(lambda number: lines_of(self._card[number], self._texts(number)))

    def search(self, query: str, limit: int, asker: Asker = NOBODY) -> Found:
        """See SearchIndex."""
        try:
            return self._found(query, limit, asker)
        except _DAMAGE as error:
            raise IndexLostError(f"the search index cannot be read: {error}") from error

    def _found(self, query: str, limit: int, asker: Asker) -> Found:
        limit = max(0, limit)
        here = [self._number[card] for card in dict.fromkeys(asker.favoured) if card in self._number]
        read = self._reader.read(query)
        if not read:
            empty = _Asked([], [])
            hits = (self._hit(number, {"here": WEIGHTS.here}, empty) for number in here)
            return Found(tuple(islice(hits, limit)))
        found = self._candidates(read)
        nearest = max(found.text.values(), default=0.0) < NEAR_ENOUGH
        if nearest:
            self._reader.loosely(read)
            found = self._candidates(read)
        mended = any(term.mended for term in read) and bool(found.text)
        return Found(
            tuple(self._ranked(found, _Asked(read, self._rarity(read)), limit, here, asker)),
            nearest=nearest and bool(found.text),
            read_as=" ".join(term.mended or term.text for term in read) if mended else "",
        )

    def close(self) -> None:
        """Release the index; may be called twice."""
        self._tables.close()

    def _candidates(self, read: Sequence[Term]) -> _Candidates:
        found = _Candidates()
        telling = [term for term in read if term.telling]
        rarity = self._rarity(telling)
        whole = sum(rarity)
        for term, share in zip(telling, rarity, strict=True):
            places, sure = self._places_of(term)
            for number, merit in places.items():
                found.text[number] = found.text.get(number, 0.0) + merit * share / whole
            for number in sure:
                found.sure[number] = found.sure.get(number, 0) + 1
        self._add_common(telling, found)
        for number in self._tables.titled(" ".join(term.text for term in read), _LOOKED_AT):
            found.text[number] = max(found.text.get(number, 0.0), COLUMN["title"])
            found.sure[number] = len(telling)
        least = NOISE * max(found.text.values(), default=0.0)
        found.text = {number: text for number, text in found.text.items() if text >= least}
        return found

    def _places_of(self, term: Term) -> tuple[dict[int, float], set[int]]:
        """The cards that say ``term``, each from 0 to 1, and those among them that do so without a guess."""
        places: dict[int, float] = {}
        sure: set[int] = set()
        budget = 2 * _WIDE
        for word, weight in sorted(term.words.items(), key=lambda entry: (-entry[1], entry[0])):
            cards = self._reader.cards_with(word)
            budget -= cards
            if budget < 0 and places:
                break
            by_column = {column: weight * share for column, share in COLUMN.items()}
            if cards > _WIDE:
                rows = [(number, "title") for number in self._tables.named(word, _WIDE, whole=True)]
            else:
                rows = self._tables.places(word)
            for number, column in rows:
                merit = by_column[column]
                if merit > places.get(number, 0.0):
                    places[number] = merit
            if weight >= SURE:
                sure.update([number for number, _ in rows])
        for phrase, weight in term.together.items():
            for number in self._tables.with_all(phrase, _WIDE):
                places[number] = max(places.get(number, 0.0), weight * COLUMN["steps"])
        if term.starts:
            self._add_started(term, places, sure)
        elif len(term.text) <= _INITIALS:
            for number in self._tables.initialled(term.text, _WIDE // 5):
                places[number] = max(places.get(number, 0.0), COLUMN["initials"])
                sure.add(number)
        return places, sure

    def _add_started(self, term: Term, places: dict[int, float], sure: set[int]) -> None:
        """Cards whose title begins with one or two letters, and those with such a word in it."""
        for number in self._tables.named(term.text, _WIDE // 5):
            places.setdefault(number, WORD_STARTS)
            sure.add(number)
        for number in self._tables.titled(term.text, _WIDE // 5):
            places[number] = TITLE_STARTS
            sure.add(number)

    def _add_common(self, telling: Sequence[Term], found: _Candidates) -> None:
        """Cards with all words of a query in which some are too common to name all cards that have them."""
        asked = [max(term.words, key=lambda word: term.words[word]) for term in telling if term.words]
        if len(asked) < 2 or len(asked) < len(telling):
            return
        if any(self._reader.cards_with(word) > _WIDE for word in asked):
            for number in self._tables.with_all(asked, _WIDE // 5):
                found.text[number] = max(found.text.get(number, 0.0), COLUMN["body"])
                found.sure[number] = len(telling)

    def _rarity(self, read: Sequence[Term]) -> list[float]:
        """How much each term says, by the share of cards that have it."""
        count = len(self._card)
        found = []
        for term in read:
            sure = [word for word, weight in term.words.items() if weight >= SURE] or list(term.words)
            cards = min(count, sum(map(self._reader.cards_with, sure)))
            says = math.log(1 + count / max(1, cards))
            found.append(says if term.telling else LITTLE * says)
        return found

    def _ranked(
        self, found: _Candidates, asked: _Asked, limit: int, here: Sequence[int], asker: Asker
    ) -> Iterable[Hit]:
        parts = self._first_parts(found, asked, here, asker)
        # Equal ones stand in the order of their numbers, which is that of title and id.
        wanted = max(limit, _LOOKED_AT)
        by_score = heapq.nsmallest(wanted, ((-sum(part.values()), number) for number, part in parts.items()))
        first = [number for _, number in by_score[:_LOOKED_AT]]
        for number in first:
            parts[number].update(self._closer_parts(number, asked))
        first.sort(key=lambda number: (-sum(parts[number].values()), number))
        # A closer look only adds: the others stay behind, whatever the limit.
        best = [*first, *(number for _, number in by_score[_LOOKED_AT:])][:limit]
        return (self._hit(number, parts[number], asked) for number in best)

    def _first_parts(
        self, found: _Candidates, asked: _Asked, here: Sequence[int], asker: Asker
    ) -> dict[int, dict[str, float]]:
        """What can be said of every candidate without looking at its text."""
        telling = sum(term.telling for term in asked.terms)
        parts = {number: self._own_parts(number, text, asker) for number, text in found.text.items()}
        for number, sure in found.sure.items():
            if sure >= telling and number in parts:
                parts[number]["every"] = WEIGHTS.every
        for card, use in asker.uses.items():
            number = self._number.get(card, -1)
            if number in parts:
                parts[number]["use"] = WEIGHTS.use * min(1.0, max(0.0, use))
        for word in words(asker.app)[:1]:  # "soffice.bin" is "soffice"
            for number, column in self._tables.places(word):
                if column == "apps" and number in parts:
                    parts[number]["app"] = WEIGHTS.app
        least = FITS_HERE * max(found.text.values(), default=0.0)
        for number in here:
            if found.text.get(number, -1.0) >= least:
                parts[number]["here"] = WEIGHTS.here
        return parts

    def _own_parts(self, number: int, text: float, asker: Asker) -> dict[str, float]:
        """What the card itself says beside its text."""
        card, parts = self._card[number], {"text": WEIGHTS.text * text}
        if card.roles:
            parts["role"] = WEIGHTS.role
        if asker.today is not None and card.review_by is not None and card.review_by < asker.today:
            parts["overdue"] = WEIGHTS.overdue
        return parts

    def _closer_parts(self, number: int, asked: _Asked) -> dict[str, float]:
        """What only the card's text says."""
        texts = dict(zip(COLUMNS, self._texts(number), strict=True))
        parts: dict[str, float] = {}
        if fit := _title_fit(texts["title"].split(), asked):
            parts["title"] = WEIGHTS.title * fit
        if len(asked.terms) > 1:
            lines = (line for column in _TEXT for line in texts[column].split("\n"))
            best = max(says(line.split(), asked.meanings, asked.rarity) for line in lines)
            parts["together"] = WEIGHTS.together * best / sum(asked.rarity)
        return parts

    def _hit(self, number: int, parts: dict[str, float], asked: _Asked) -> Hit:
        answer = best_answer(self._lines(number), asked.meanings, asked.rarity)
        card = self._card[number]
        return Hit(card.id, sum(parts.values()), parts, answer, asked.marked(f"{card.title} {answer}"))


class _Asked:
    """A query that was read: its terms, how much each says, and which words stand for them."""

    def __init__(self, terms: Sequence[Term], rarity: Sequence[float]) -> None:
        self.terms, self.rarity = terms, rarity
        meanings: dict[str, list[tuple[int, float]]] = {}
        for at, term in enumerate(terms):
            for word, weight in term.words.items():
                meanings.setdefault(word, []).append((at, weight))
            for phrase, weight in term.together.items():
                for word in phrase:
                    meanings.setdefault(word, []).append((at, weight * OF_PHRASE))
        self.meanings: Meanings = meanings

    def marked(self, text: str) -> tuple[str, ...]:
        """What of ``text`` stands for the query: the typed letters where a word begins with them."""
        marked: dict[str, None] = {}
        for word in words(text):
            for at, _ in self.meanings.get(word, ()):
                if self.terms[at].telling:
                    typed = self.terms[at].text
                    marked[typed if word.startswith(typed) else word] = None
        for term in self.terms:
            if term.starts:
                marked[term.text] = None
        return tuple(marked)


def _title_fit(title: Sequence[str], asked: _Asked) -> float:
    """1 for the title itself, less for its beginning, and otherwise by how much of it was asked for."""
    query = " ".join(term.text for term in asked.terms)
    whole = " ".join(title)
    if whole == query:
        return 1.0
    if whole.startswith(query):
        return TITLE_BEGUN
    covered = sum(max((weight for _, weight in asked.meanings.get(word, ())), default=0.0) for word in title)
    share = covered / max(1, len(title))
    return TITLE_IN_PART * share * share
