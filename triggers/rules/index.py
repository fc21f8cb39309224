"""Which keys of many are true for a subject, without looking at the others. Not for rules or their logic.

Keys are filed by app, and below it by title: whole titles in a dictionary, globs under their longest piece,
expressions under themselves. RE2 tells in one pass over the title which pieces are in it, and in a second
which expressions can match.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence

from triggers.rules.cover import Key
from triggers.rules.evaluator import Evaluator
from triggers.rules.globs import Glob
from triggers.rules.model import Field, Kind
from triggers.rules.pieces import PieceSet
from triggers.rules.subject import Subject

_REMEMBERED_APPS = 256

TitleKey = tuple[Kind, str] | None
Filed = tuple[Glob, tuple[int, ...]]


class Bucket:
    """The keys of one app pattern, filed by title."""

    __slots__ = ("_by_piece", "_by_regex", "_by_title", "_globs", "_whatever_title")

    def __init__(self) -> None:
        self._whatever_title: list[int] = []
        self._by_title: dict[str, list[int]] = {}
        self._by_piece: dict[str, list[Filed]] = {}
        self._by_regex: dict[str, tuple[int, ...]] = {}
        self._globs: list[Filed] = []  # those of wildcards only

    def file(self, title: TitleKey, numbers: tuple[int, ...], evaluator: Evaluator) -> str:
        """File keys with this title; returns the piece by which they are found, "" if by none."""
        if title is None:
            self._whatever_title += numbers
        elif title[0] is Kind.REGEX:
            self._by_regex[title[1]] = numbers
        else:
            glob = evaluator.glob(Field.TITLE, *title)
            if glob.exact is not None:
                self._by_title.setdefault(glob.exact, []).extend(numbers)
            elif glob.piece:
                if glob.piece in self._by_piece:
                    self._by_piece[glob.piece].append((glob, numbers))
                else:
                    self._by_piece[glob.piece] = [(glob, numbers)]  # of most: appending keeps room for four
                return glob.piece
            else:
                self._globs.append((glob, numbers))
        return ""

    def collect(self, subject: Subject, pieces: list[str], true: list[int]) -> None:
        """Add the keys of this bucket that hold to ``true``."""
        title = subject.title
        true += self._whatever_title
        if title in self._by_title:
            true += self._by_title[title]
        if self._by_piece:
            for piece in pieces:
                for glob, numbers in self._by_piece.get(piece, ()):
                    if glob.is_piece or glob.matches(title):
                        true += numbers
        for glob, numbers in self._globs:
            if glob.matches(title):
                true += numbers
        if self._by_regex:
            for pattern in subject.found(Field.TITLE):
                if pattern in self._by_regex:
                    true += self._by_regex[pattern]


class Index:
    """Finds the true ones among keys known by number."""

    def __init__(self, keys: Iterable[Key], evaluator: Evaluator) -> None:
        filed: dict[str | None, dict[TitleKey, list[int]]] = {}
        for number, key in enumerate(keys):
            filed.setdefault(key.app, {}).setdefault(key.title, []).append(number)
        self._any_app = Bucket()
        self._by_name: dict[str, Bucket] = {}
        self._by_glob: dict[str, list[tuple[Glob, Bucket]]] = {}  # by the longest piece of the app glob
        self._remembered: dict[tuple[str, ...], Sequence[Bucket]] = {}
        pieces: dict[str, None] = {}
        for app, titles in filed.items():
            bucket = self._bucket(app, evaluator)
            pieces.update(
                dict.fromkeys(
                    bucket.file(title, tuple(numbers), evaluator) for title, numbers in titles.items()
                )
            )
        pieces.pop("", None)
        self._pieces = PieceSet(pieces)
        self._app_pieces = PieceSet(filter(None, self._by_glob))

    def true_for(self, subject: Subject) -> list[int]:
        """The numbers of all keys that hold for ``subject``, each once."""
        true: list[int] = []
        pieces = self._pieces.found_in(subject.title)
        for bucket in self._buckets(subject):
            bucket.collect(subject, pieces, true)
        return true

    def _bucket(self, app: str | None, evaluator: Evaluator) -> Bucket:
        if app is None:
            return self._any_app
        glob = evaluator.glob(Field.APP, Kind.GLOB, app)
        if glob.exact is not None:
            return self._by_name.setdefault(glob.exact, Bucket())
        bucket = Bucket()
        self._by_glob.setdefault(glob.piece, []).append((glob, bucket))
        return bucket

    def _buckets(self, subject: Subject) -> Sequence[Bucket]:
        """The buckets of the subject's app; remembered by app name and class, never by title."""
        buckets = self._remembered.get(subject.names)
        if buckets is None:
            named = [self._by_name[name] for name in subject.bare_names if name in self._by_name]
            buckets = (self._any_app, *named, *self._fitting(subject.names))
            if len(self._remembered) >= _REMEMBERED_APPS:
                self._remembered.clear()
            self._remembered[subject.names] = buckets
        return buckets

    def _fitting(self, names: tuple[str, ...]) -> Iterator[Bucket]:
        """The buckets of app globs that one of ``names`` fits."""
        for piece in ("", *self._app_pieces.found_in("\n".join(names))):
            for glob, bucket in self._by_glob.get(piece, ()):
                if any(map(glob.matches, names)):
                    yield bucket
