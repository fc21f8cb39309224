"""Reads all active bundles: here, or in a process of its own. Not for knowing which ones are active.

The app reads apart: the GUI stays smooth while thousands of cards are parsed, a card that crashes or hangs a
parser takes only the reader with it, and what parsing needs in memory is given back.
"""

from __future__ import annotations

import json
import subprocess
import threading
from collections.abc import Sequence
from dataclasses import dataclass, replace
from pathlib import Path
from typing import TYPE_CHECKING, BinaryIO

from content.audience.person import EVERYONE, Person
from content.bundles.model import Bundle
from content.library.cache import LibraryCache
from content.library.library import Library
from content.library.packing import Contents, PackingError, all_kept, pack, unpack
from content.library.search import SearchIndex

if TYPE_CHECKING:
    from content.bundles.languages import Share

_PATIENCE = 120.0  # seconds; 10,000 cards take three


class ReadingError(Exception):
    """The reader ended without a result, because ..."""


@dataclass(frozen=True, slots=True)
class Reading:
    """What one reading of all folders gave: the cards, and the index to search them, packed."""

    library: Library
    packed_index: bytes

    def unpack_index(self) -> SearchIndex:
        """The index, ready to search: takes milliseconds, and the memory that only searching needs."""
        from content.library.fts5 import Fts5Index

        return Fts5Index(self.library.cards.values(), self.packed_index)

    @classmethod
    def of(cls, contents: Contents) -> Reading:
        """``contents``, ready to be matched."""
        with all_kept():
            return cls(Library(contents.bundles, contents.problems, contents.others), contents.index)


def read_library(folders: Sequence[Path], person: Person = EVERYONE) -> Library:
    """What every folder holds for ``person``; one that cannot be used at all becomes problems."""
    from content.bundles.languages import at_once  # only who reads pays for the parsers

    contents = _read_contents(folders, person, at_once)
    return Library(contents.bundles, contents.problems, contents.others)


def _read_contents(folders: Sequence[Path], person: Person, share: Share) -> Contents:
    """The same as the parts of a library, without an index."""
    # Only who reads pays for the parsers.
    from content.audience.bundles import for_person
    from content.bundles.reader import read_bundle
    from content.problems import ContentError

    bundles, problems = [], []
    for folder in folders:
        try:
            bundles.append(read_bundle(folder, share))
        except ContentError as error:
            problems += error.problems
    mine, others = for_person(bundles, person)
    return Contents(tuple(mine), tuple(problems), others, b"")


class ApartReader:
    """Reads in a process that runs ``command`` (which calls ``serve``); one thread reads, any may stop it."""

    def __init__(
        self, command: Sequence[str], cache: LibraryCache | None = None, patience: float = _PATIENCE
    ) -> None:
        """A reading that takes longer than ``patience`` seconds is given up; one in ``cache`` needs none."""
        self._command, self._cache, self._patience = command, cache, patience
        self._process: subprocess.Popen[bytes] | None = None
        self._stopped = False
        self._lock = threading.Lock()

    def read(self, folders: Sequence[Path], person: Person = EVERYONE) -> Reading:
        """What is in ``folders`` for ``person``.

        Raises ReadingError when the process crashed, hung, answered nonsense, or was stopped.
        """
        key = self._cache.key(folders, person) if self._cache else ""
        with all_kept():
            kept = self._cache.load(key) if self._cache else None
            if kept is not None:
                return Reading.of(kept)
        answer = self._answer(question(folders, person))
        with all_kept():
            try:
                contents = unpack(answer)
            except PackingError as error:
                raise ReadingError(f"the reader's answer is {error}") from error
            if self._cache:
                self._cache.keep(key, answer)
            return Reading.of(contents)

    def stop(self) -> None:
        """End a reading under way at once, and let no other begin."""
        with self._lock:
            self._stopped = True
            if self._process is not None:
                self._process.kill()

    def _answer(self, asked: bytes) -> bytes:
        with self._start() as process:
            try:
                answer, said = process.communicate(asked, timeout=self._patience)
            except subprocess.TimeoutExpired as error:
                process.kill()
                raise ReadingError(f"the cards were not read within {self._patience:g} seconds") from error
            finally:
                self._process = None  # it would keep the answer, once more
        if process.returncode != 0:
            last = said.decode(errors="replace").strip().rpartition("\n")[2]
            raise ReadingError(f"the reader ended with status {process.returncode}: {last}".rstrip(": "))
        return answer

    def _start(self) -> subprocess.Popen[bytes]:
        pipe = subprocess.PIPE
        with self._lock:
            if self._stopped:
                raise ReadingError("reading was stopped")
            try:
                self._process = subprocess.Popen(self._command, stdin=pipe, stdout=pipe, stderr=pipe)
            except OSError as error:
                raise ReadingError(f"the reader cannot be started: {error}") from error
            return self._process


def question(folders: Sequence[Path], person: Person = EVERYONE) -> bytes:
    """What ``serve`` is asked."""
    return json.dumps({"bundles": [str(folder) for folder in folders], "person": person.as_json()}).encode()


def understood(asked: bytes) -> tuple[list[Path], Person]:
    """The folders and the person of a ``question``. Raises ValueError for anything else."""
    try:
        data = json.loads(asked)
    except RecursionError as error:
        raise ValueError("is nested too deep") from error
    folders = data.get("bundles") if isinstance(data, dict) else None
    if not isinstance(folders, list) or not all(isinstance(folder, str) for folder in folders):
        raise ValueError("names no folders")
    person = data.get("person")
    return [Path(folder) for folder in folders], Person.from_json(person if isinstance(person, dict) else {})


def serve(asked: BinaryIO, answer: BinaryIO) -> None:
    """The reader's side of ``ApartReader``. Raises ValueError for a question that is none."""
    from content.library.fts5 import Fts5Index
    from content.library.halves import in_halves

    folders, person = understood(asked.read())
    with all_kept():
        contents = _read_contents(folders, person, in_halves)
        used: dict[str, Bundle] = {}
        for bundle in contents.bundles:
            used.setdefault(bundle.id, bundle)
        index = Fts5Index(card for bundle in used.values() for card in bundle.cards)
        answer.write(pack(replace(contents, index=index.packed())))
