"""Reads all active bundles: here, or in a process of its own. Not for knowing which ones are active.

The app reads apart: the GUI stays smooth while thousands of cards are parsed, a card that crashes or hangs a
parser takes only the reader with it, and what parsing needs in memory is given back.
"""

from __future__ import annotations

import json
import subprocess
import sys
import tempfile
import threading
from collections.abc import Sequence
from contextlib import suppress
from dataclasses import dataclass
from pathlib import Path
from typing import IO, BinaryIO, cast

from content.audience.person import EVERYONE, Person
from content.bundles.model import Bundle
from content.library.cache import LibraryCache
from content.library.library import Library
from content.library.packing import SIZE, Contents, PackingError, all_kept, pack, unpack
from content.library.search import SearchIndex
from content.library.stored_index import StoredIndex
from content.share import Share, at_once

_PATIENCE = 120.0  # seconds; 10,000 cards take three
_MOST = 1 << 32
# The reader takes what windows and other apps leave over of the processors; elsewhere it says so itself.
if sys.platform == "win32":
    _MODEST = subprocess.BELOW_NORMAL_PRIORITY_CLASS
else:
    _MODEST = 0


class ReadingError(Exception):
    """The reader ended without a result, because ..."""


@dataclass(frozen=True, slots=True)
class Reading:
    """What one reading of all folders gave: the cards, and the index to search them, as it is kept."""

    library: Library
    index: StoredIndex

    def open_index(self) -> SearchIndex:
        """The index, ready to search: takes milliseconds, and the memory that only searching needs.

        Raises IndexLostError.
        """
        from content.library.fts5 import Fts5Index

        return Fts5Index(self.library.cards.values(), self.index.open(), self.library.synonyms)

    @classmethod
    def of(cls, contents: Contents, index: StoredIndex) -> Reading:
        """``contents``, ready to be matched."""
        return cls(library_of(contents), index)


def library_of(contents: Contents) -> Library:
    """``contents``, ready to be matched."""
    with all_kept():
        return Library(contents.bundles, contents.problems, contents.others)


def read_library(folders: Sequence[Path], person: Person = EVERYONE) -> Library:
    """What every folder holds for ``person``; one that cannot be used at all becomes problems."""
    return library_of(_read_contents(folders, person, at_once))


def _read_contents(folders: Sequence[Path], person: Person, share: Share) -> Contents:
    """The same as the parts of a library."""
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
    return Contents(tuple(mine), tuple(problems), others)


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
                return Reading.of(*kept)
        where = self._cache.folder if self._cache else None
        answer = self._answer(question(folders, person, where))
        if self._cache:
            self._cache.keep(key, *answer.packed)
        return answer.reading

    def forget(self) -> None:
        """Let the next reading read whatever was kept."""
        if self._cache:
            self._cache.drop()

    def stop(self) -> None:
        """End a reading under way at once, and let no other begin."""
        with self._lock:
            self._stopped = True
            if self._process is not None:
                self._process.kill()

    def _answer(self, asked: bytes) -> _Answer:
        with tempfile.TemporaryFile() as said, self._start(said) as process:
            late = threading.Timer(self._patience, process.kill)
            late.start()
            answer, fault = None, ""
            try:
                answer = _Answer.heard(process, asked)
            except PackingError as error:
                fault = f"the reader's answer is {error}"
            except BaseException:
                process.kill()
                raise
            finally:
                status = process.wait()
                self._process, in_time = None, late.is_alive()
                late.cancel()
            if not in_time:
                raise ReadingError(f"the cards were not read within {self._patience:g} seconds")
            if status != 0:
                said.seek(0)
                last = said.read().decode(errors="replace").strip().rpartition("\n")[2]
                fault = f"the reader ended with status {status}: {last}".rstrip(": ")
            if answer is None or fault:
                raise ReadingError(fault)
            return answer

    def _start(self, said: IO[bytes]) -> subprocess.Popen[bytes]:
        pipe = subprocess.PIPE
        with self._lock:
            if self._stopped:
                raise ReadingError("reading was stopped")
            try:
                self._process = subprocess.Popen(
                    self._command, stdin=pipe, stdout=pipe, stderr=said, creationflags=_MODEST
                )
            except OSError as error:
                raise ReadingError(f"the reader cannot be started: {error}") from error
            return self._process


@dataclass(frozen=True, slots=True)
class _Answer:
    """What the reader said, and what that means."""

    reading: Reading
    packed: tuple[bytes, bytes]

    @classmethod
    def heard(cls, process: subprocess.Popen[bytes], asked: bytes) -> _Answer:
        """Ask and listen: the cards come first, and are made ready while the index is being built.

        Raises PackingError.
        """
        with suppress(BrokenPipeError), cast("IO[bytes]", process.stdin) as questions:
            questions.write(asked)
        answers = cast("IO[bytes]", process.stdout)
        size = int.from_bytes(answers.read(SIZE), "big")
        packed = answers.read(min(size, _MOST))
        library = library_of(unpack(packed, Contents))
        packed_index = answers.read()
        return cls(Reading(library, unpack(packed_index, StoredIndex)), (packed, packed_index))


def question(folders: Sequence[Path], person: Person = EVERYONE, index: Path | None = None) -> bytes:
    """What ``serve`` is asked; ``index`` is the folder in which search indexes may be kept."""
    data = {
        "bundles": [str(folder) for folder in folders],
        "person": person.as_json(),
        "index": str(index) if index else "",
    }
    return json.dumps(data).encode()


def understood(asked: bytes) -> tuple[list[Path], Person, Path | None]:
    """The folders, the person and the index's folder of a ``question``; else raises ValueError."""
    try:
        data = json.loads(asked)
    except RecursionError as error:
        raise ValueError("is nested too deep") from error
    folders = data.get("bundles") if isinstance(data, dict) else None
    if not isinstance(folders, list) or not all(isinstance(folder, str) for folder in folders):
        raise ValueError("names no folders")
    person = Person.from_json(data["person"] if isinstance(data.get("person"), dict) else {})
    index = data.get("index")
    return (
        [Path(folder) for folder in folders],
        person,
        Path(index) if isinstance(index, str) and index else None,
    )


def serve(asked: BinaryIO, answer: BinaryIO) -> None:
    """The reader's side of ``ApartReader``. Raises ValueError for a question that is none."""
    from content.library.halves import in_halves
    from content.library.index_files import store

    folders, person, where = understood(asked.read())
    with all_kept():
        contents = _read_contents(folders, person, in_halves)
        packed = pack(contents)
        answer.write(len(packed).to_bytes(SIZE, "big"))
        answer.write(packed)
        answer.flush()
        used: dict[str, Bundle] = {}
        for bundle in contents.bundles:
            used.setdefault(bundle.id, bundle)
        cards = (card for bundle in used.values() for card in bundle.cards)
        answer.write(pack(store(cards, where, in_halves)))
