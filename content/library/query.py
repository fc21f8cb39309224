"""Reads a query in the library's words: what each typed word may stand for, and how well. Not for ranking.

A typed word stands for itself, for other forms of it, for words it begins, for words that mean the same and,
where the library has none of these, for words it was meant to be. The weights are in ranking.py.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from functools import lru_cache
from itertools import pairwise

from rapidfuzz import process
from rapidfuzz.distance import OSA

from content.library.everyday_words import Group, Phrase, function_words, synonyms
from content.library.ranking import FORM, JOINED, PIECE, SAID_OTHERWISE, SPELLED, STARTED, TYPED
from content.library.stems import stems_of
from content.library.tables import Tables
from content.library.words import half_typed, terms

_COMPLETIONS = 40  # words that a half-typed word may become
_SHORT = 2  # letters that begin too many words to name them all: titles alone are looked at
_SHORTEST_MENDED = 4  # letters; in shorter words every other word is one slip away
_TWO_SLIPS = 7  # letters from which on two slips are forgiven
_FEW = 10  # cards; where fewer titles begin with a letter or two, their texts are searched too
_MENDED = 6  # words that one misspelt word may be
_SURE_LETTERS = 2  # which a word that is not typed out yet must begin with to be mended
_MANY = 3_000  # words that are compared with one that is not typed out yet
_SHORTEST_PIECE = 5
_LONGEST_PHRASE = 3
_KNOWN = 2  # cards; in a large library a word in fewer may be somebody's slip in writing them
_LARGE = 500


@dataclass(slots=True)
class Term:
    """One typed word. ``words`` are words of the library it may stand for, each from 0 to 1.

    ``together`` are several words that only stand for it where all of them occur. ``starts`` says that it is
    a letter or two that titles and keywords may begin with. ``mended`` is what it was read as, "" as typed.
    """

    text: str
    telling: bool = True
    words: dict[str, float] = field(default_factory=dict)
    together: dict[Phrase, float] = field(default_factory=dict)
    starts: bool = False
    mended: str = ""

    def may_be(self, words: Iterable[str], weight: float) -> None:
        """Let these words stand for it, if they do not do so better already."""
        for word in words:
            if weight > self.words.get(word, 0.0):
                self.words[word] = weight


class QueryReader:
    """For one library in ``languages``, with the synonyms of its bundles beside the everyday ones."""

    def __init__(self, tables: Tables, languages: Sequence[str], of_bundles: Iterable[Group] = ()) -> None:
        self._tables, self._languages = tables, tuple(languages)
        self._function = frozenset().union(*(function_words(language) for language in languages))
        self._synonyms = self._by_phrase([*(g for lang in languages for g in synonyms(lang)), *of_bundles])
        self._known = _KNOWN if tables.count() >= _LARGE else 1
        self.cards_with = lru_cache(4096)(tables.cards_with)
        self._completions = lru_cache(512)(tables.completions)
        self._forms = lru_cache(1024)(self._forms_of)
        self._mended = lru_cache(512)(self._mended_words)

    def read(self, query: str) -> list[Term]:
        """The terms of ``query`` in order."""
        typed = terms(query)
        telling = [word for word in typed if word not in self._function] or typed
        read = [Term(word, telling=word in telling) for word in typed]
        last = half_typed(query)
        for term in read:
            self._as_typed(term, half=term.text == last)
        self._joined(read)
        self._said_otherwise(read)
        for term in read:
            if term.telling and len(term.text) >= _SHORTEST_MENDED and not self._is_known(term):
                self._mend(term)
        return read

    def loosely(self, read: Iterable[Term]) -> None:
        """Let every telling term also stand for words that are merely like it: for when nothing fits."""
        for term in read:
            if term.telling and len(term.text) > _SHORT:
                slips = max(1, len(term.text) // 3)
                term.may_be(self._alike(term.text, slips)[:_MENDED], SPELLED[2])

    def _as_typed(self, term: Term, *, half: bool) -> None:
        word = term.text
        if self.cards_with(word):
            term.may_be([word], TYPED)
        for other in _umlauts(word):
            if self.cards_with(other):
                term.may_be([other], FORM)
        if not term.telling and not half:
            return
        term.may_be(self._forms(word), FORM)
        if len(word) > _SHORT:
            for longer, _ in self._completions(word, _COMPLETIONS):
                term.may_be([longer], STARTED.last if half else STARTED.other)
        else:
            term.starts = half or term.telling
            if len(self._tables.named(word, _FEW)) < _FEW:
                term.may_be((longer for longer, _ in self._completions(word, _FEW)), STARTED.other)

    def _joined(self, read: list[Term]) -> None:
        """ "user name" may be written "username"."""
        for one, two in pairwise(read):
            whole = one.text + two.text
            if len(whole) > _SHORTEST_MENDED and self.cards_with(whole):
                for term in (one, two):
                    term.may_be([whole], JOINED)

    def _said_otherwise(self, read: list[Term]) -> None:
        texts = [self._key(term.text) for term in read]
        for length in range(_LONGEST_PHRASE, 0, -1):
            for at in range(len(read) - length + 1):
                said = tuple(texts[at : at + length])
                concerned = [term for term in read[at : at + length] if term.telling or length > 1]
                if length > 1 and not any(term.telling for term in concerned):
                    continue
                for phrase in self._synonyms.get(said, ()) if concerned else ():
                    self._let_stand(phrase, [term for term in concerned if term.telling] or concerned)

    def _let_stand(self, phrase: Phrase, concerned: Sequence[Term]) -> None:
        for term in concerned:
            term.telling = True
            if len(phrase) == 1:
                forms = (*phrase, *self._forms(phrase[0])) if len(concerned) == 1 else phrase
                term.may_be((word for word in forms if self.cards_with(word)), SAID_OTHERWISE)
            elif all(self.cards_with(word) for word in phrase):
                term.together.setdefault(phrase, SAID_OTHERWISE)

    def _mend(self, term: Term) -> None:
        slips = 2 if len(term.text) >= _TWO_SLIPS else 1
        mended = self._mended(term.text, slips)
        for word, distance in mended:
            term.may_be([word], SPELLED[min(distance, 2)])
            term.may_be(self._forms(word), SPELLED[min(distance, 2)] * FORM)
        if mended and not self.cards_with(term.text):
            term.mended = mended[0][0]
        elif not mended and not term.words and len(term.text) >= _SHORTEST_PIECE:
            self._take_apart(term)

    def _take_apart(self, term: Term) -> None:
        """Two words written as one, or a word that occurs only inside of others."""
        for at in range(3, len(term.text) - 2):
            halves = (term.text[:at], term.text[at:])
            if all(self.cards_with(half) >= self._known for half in halves):
                term.together[halves] = JOINED
        if not term.together:
            term.may_be(self._tables.holding(term.text, _MENDED), PIECE)

    def _is_known(self, term: Term) -> bool:
        """Whether the library has the word itself, a form of it, or longer words it begins."""
        known = (word for word, weight in term.words.items() if weight >= STARTED.other)
        return sum(self.cards_with(word) for word in known) >= self._known

    def _forms_of(self, word: str) -> tuple[str, ...]:
        found = (
            other
            for language in self._languages
            for _, stem in stems_of([word], language)
            for other in self._tables.of_stem(stem)
        )
        return tuple(dict.fromkeys(found))

    def _mended_words(self, word: str, slips: int) -> list[tuple[str, int]]:
        """The words nearest to ``word``, of equally near ones those in most cards, with their distance."""
        near = self._alike(word, slips)
        if not near:  # a slip while the word is not typed out yet
            longer = self._completions(word[:_SURE_LETTERS], _MANY)
            # In their order, here and below: a set has another one in each process, and so would the results.
            begun = list(dict.fromkeys(other[: len(word)] for other, _ in longer if len(other) > len(word)))
            starts = [
                start for start, *_ in process.extract(word, begun, scorer=OSA.distance, score_cutoff=1)
            ]
            near = [full for start in starts for full, _ in self._completions(start, 3)]
            return [(full, 2) for full in near[:_MENDED]]
        distances = {other: round(OSA.distance(word, other)) for other in near}
        best = min(distances.values())
        ordered = sorted(near, key=lambda other: (distances[other], -self.cards_with(other), other))
        return [(other, distances[other]) for other in ordered if distances[other] <= best + 1][:_MENDED]

    def _alike(self, word: str, slips: int) -> list[str]:
        lengths = range(max(2, len(word) - slips), len(word) + slips + 1)
        letters = "".join(dict.fromkeys(word[:2]))
        for second in (False, True):
            choices = self._tables.alike(lengths, letters, second=second)
            found = process.extract(word, choices, scorer=OSA.distance, score_cutoff=slips, limit=4 * _MENDED)
            if found:
                return [other for other, *_ in found]
        return []

    def _key(self, word: str) -> str:
        """One name for all forms of a word, so that "deleting" finds what is said of "delete"."""
        for language in self._languages:
            for _, stem in stems_of([word], language):
                return stem
        return word

    def _by_phrase(self, groups: Iterable[Group]) -> Mapping[Phrase, tuple[Phrase, ...]]:
        found: dict[Phrase, dict[Phrase, None]] = {}
        for group in groups:
            for phrase in group:
                others = found.setdefault(tuple(map(self._key, phrase)), {})
                others.update(dict.fromkeys(other for other in group if other != phrase))
        return {phrase: tuple(others) for phrase, others in found.items()}


def _umlauts(word: str) -> Iterable[str]:
    """ "loeschen" is how one types "löschen" without a German keyboard; folded it is "loschen"."""
    bare = word.replace("ae", "a").replace("oe", "o").replace("ue", "u")
    return [bare] if bare != word else []
