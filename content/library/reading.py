"""Reads all active bundles: here, or in a process of its own. Not for knowing which ones are active.

The app reads apart: the GUI stays smooth while thousands of cards are parsed, a card that crashes or hangs a
parser takes only the reader with it, and what parsing needs in memory is given back.
"""

from __future__ import annotations

import json
import pickle
import subprocess
import threading
from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import BinaryIO

from content.library.library import Library
from content.library.search import SearchIndex

_PICKLE = pickle.HIGHEST_PROTOCOL
_PATIENCE = 120.0  # seconds; 10,000 cards take six


class ReadingError(Exception):
    """The reader ended without a result, because ..."""


@dataclass(frozen=True, slots=True)
class Reading:
    """What one reading of all folders gave: the cards, and the index to search them, packed."""

    library: Library
    packed_index: bytes

    def unpack_index(self) -> SearchIndex:
        """The index, ready to search: takes milliseconds, and the memory that only searching needs."""
        index: SearchIndex = pickle.loads(self.packed_index)  # noqa: S301 - packed by ``serve``
        return index


def read_library(folders: Sequence[Path]) -> Library:
    """Read every folder; one that cannot be used at all becomes problems of the library."""
    # Only who reads pays for the parsers.
    from content.bundles.reader import read_bundle
    from content.problems import ContentError

    bundles, problems = [], []
    for folder in folders:
        try:
            bundles.append(read_bundle(folder))
        except ContentError as error:
            problems += error.problems
    return Library(bundles, problems)


class ApartReader:
    """Reads in a process that runs ``command`` (which calls ``serve``); one thread reads, any may stop it."""

    def __init__(self, command: Sequence[str], patience: float = _PATIENCE) -> None:
        """A reading that takes longer than ``patience`` seconds is given up."""
        self._command, self._patience = command, patience
        self._process: subprocess.Popen[bytes] | None = None
        self._stopped = False
        self._lock = threading.Lock()

    def read(self, folders: Sequence[Path]) -> Reading:
        """Raises ReadingError when the process crashed, hung, answered nonsense, or was stopped."""
        asked = json.dumps([str(folder) for folder in folders]).encode()
        with self._start() as process:
            try:
                answer, said = process.communicate(asked, timeout=self._patience)
            except subprocess.TimeoutExpired as error:
                process.kill()
                raise ReadingError(f"the cards were not read within {self._patience:g} seconds") from error
        if process.returncode != 0:
            last = said.decode(errors="replace").strip().rpartition("\n")[2]
            raise ReadingError(f"the reader ended with status {process.returncode}: {last}".rstrip(": "))
        return _unpack(answer)

    def stop(self) -> None:
        """End a reading under way at once, and let no other begin."""
        with self._lock:
            self._stopped = True
            if self._process is not None:
                self._process.kill()

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


def _unpack(answer: bytes) -> Reading:
    try:
        reading = pickle.loads(answer)  # noqa: S301 - written by our own process
    except Exception as error:  # pickle promises no particular one for damaged data
        raise ReadingError(f"the reader's answer is damaged: {error}") from error
    if not isinstance(reading, Reading):
        raise ReadingError("the reader answered something else")
    return reading


def serve(asked: BinaryIO, answer: BinaryIO) -> None:
    """The reader's side of ``ApartReader``."""
    from content.library.fts5 import Fts5Index

    library = read_library([Path(folder) for folder in json.load(asked)])
    index = Fts5Index(library.cards.values())
    pickle.dump(Reading(library, pickle.dumps(index, _PICKLE)), answer, _PICKLE)
