"""Which rules are worth evaluating for a subject: few of many, and never one too few. Not for deciding.

Rules are filed by app, and below it by title: whole titles in a dictionary, globs under one rare trigram of
their longest piece, regular expressions under themselves (RE2 finds those that match).
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence

from triggers.rules.cover import Key
from triggers.rules.evaluator import Evaluator
from triggers.rules.globs import Glob
from triggers.rules.model import Field, Kind
from triggers.rules.subject import Subject

_GRAM = 3
_REMEMBERED_APPS = 256


def grams_of(text: str) -> set[str]:
    """Every stretch of three characters in ``text``."""
    return {text[i : i + _GRAM] for i in range(len(text) - _GRAM + 1)}


class Bucket:
    """The rules of one app, filed by title."""

    __slots__ = ("_always", "_exact", "_grams", "_loose", "_regexes")

    def __init__(self) -> None:
        self._always: list[int] = []
        self._exact: dict[str, list[int]] = {}
        self._grams: dict[str, list[tuple[Glob, list[int]]]] = {}
        self._loose: list[tuple[Glob, list[int]]] = []
        self._regexes: dict[str, list[int]] = {}

    def file(self, title: tuple[Kind, str] | None, rules: list[int], evaluator: Evaluator) -> None:
        """File ``rules`` under a title pattern; None: under no title at all."""
        if title is None:
            self._always = rules
            return
        kind, pattern = title
        if kind is Kind.REGEX:
            self._regexes[pattern] = rules
            return
        glob = evaluator.glob(Field.TITLE, kind, pattern)
        if glob.exact is not None:
            self._exact.setdefault(glob.exact, []).extend(rules)
        elif grams := grams_of(glob.piece):
            # The gram with the fewest rules so far: keeps every list short, also for hostile rule sets.
            gram = min(sorted(grams), key=lambda gram: len(self._grams.get(gram, ())))
            self._grams.setdefault(gram, []).append((glob, rules))
        else:
            self._loose.append((glob, rules))

    def collect(self, subject: Subject, grams: set[str], candidates: set[int]) -> None:
        """Add the rules of this bucket whose title pattern holds to ``candidates``."""
        candidates.update(self._always)
        candidates.update(self._exact.get(subject.title, ()))
        title = subject.title
        for gram in self._grams.keys() & grams:
            for glob, rules in self._grams[gram]:
                if glob.matches(title):
                    candidates.update(rules)
        for glob, rules in self._loose:
            if glob.matches(title):
                candidates.update(rules)
        if self._regexes:
            for pattern in self._regexes.keys() & subject.title_found:
                candidates.update(self._regexes[pattern])


class Index:
    """Finds candidates among rules known by number."""

    def __init__(self, covers: Iterable[tuple[int, Iterable[Key]]], evaluator: Evaluator) -> None:
        filed: dict[str | None, dict[tuple[Kind, str] | None, list[int]]] = {}
        for number, keys in covers:
            for key in keys:
                filed.setdefault(key.app, {}).setdefault(key.title, []).append(number)
        self._any_app = Bucket()
        self._by_name: dict[str, Bucket] = {}
        self._by_glob: list[tuple[Glob, Bucket]] = []
        self._remembered: dict[tuple[str, ...], Sequence[Bucket]] = {}
        for app, titles in filed.items():
            bucket = self._bucket(app, evaluator)
            for title, rules in titles.items():
                bucket.file(title, rules, evaluator)

    def candidates(self, subject: Subject) -> set[int]:
        """The numbers of all rules that may hold for ``subject``."""
        candidates: set[int] = set()
        grams = grams_of(subject.title)
        for bucket in self._buckets(subject):
            bucket.collect(subject, grams, candidates)
        return candidates

    def _bucket(self, app: str | None, evaluator: Evaluator) -> Bucket:
        if app is None:
            return self._any_app
        glob = evaluator.glob(Field.APP, Kind.GLOB, app)
        if glob.exact is not None:
            return self._by_name.setdefault(glob.exact, Bucket())
        bucket = Bucket()
        self._by_glob.append((glob, bucket))
        return bucket

    def _buckets(self, subject: Subject) -> Sequence[Bucket]:
        """The buckets of the subject's app; remembered by app name and class, never by title."""
        buckets = self._remembered.get(subject.names)
        if buckets is None:
            named = [self._by_name[name] for name in subject.bare_names if name in self._by_name]
            fitting = [bucket for glob, bucket in self._by_glob if any(map(glob.matches, subject.names))]
            buckets = (self._any_app, *named, *fitting)
            if len(self._remembered) >= _REMEMBERED_APPS:
                self._remembered.clear()
            self._remembered[subject.names] = buckets
        return buckets
