"""Reads all active bundles: here, or in a process of its own. Not for knowing which ones are active.

The app reads apart: the GUI stays smooth while thousands of cards are parsed, a card that crashes or hangs a
parser takes only the reader with it, and what parsing needs in memory is given back.
"""

from __future__ import annotations

import json
import pickle
import subprocess
import sys
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
    from content.bundles.folder import read_folder
    from content.problems import ContentError

    bundles, problems = [], []
    for folder in folders:
        try:
            bundles.append(read_folder(folder))
        except ContentError as error:
            problems += error.problems
    return Library(bundles, problems)


def read_apart(folders: Sequence[Path], reader: Sequence[str]) -> Reading:
    """Read in a process that runs the command ``reader`` (which calls ``serve``). Raises ReadingError."""
    asked = json.dumps([str(folder) for folder in folders]).encode()
    try:
        done = subprocess.run(reader, input=asked, capture_output=True, timeout=_PATIENCE, check=False)
    except subprocess.TimeoutExpired as error:
        raise ReadingError(f"the cards were not read within {_PATIENCE:g} seconds") from error
    except OSError as error:
        raise ReadingError(f"the reader cannot be started: {error}") from error
    if done.returncode != 0:
        last = done.stderr.decode(errors="replace").strip().rpartition("\n")[2]
        raise ReadingError(f"the reader ended with status {done.returncode}: {last}")
    reading = pickle.loads(done.stdout)  # noqa: S301 - written by our own process on the line above
    if not isinstance(reading, Reading):
        raise ReadingError("the reader answered something else")
    return reading


def serve(asked: BinaryIO, answer: BinaryIO) -> None:
    """The reader's side of ``read_apart``."""
    from content.library.fts5 import Fts5Index

    library = read_library([Path(folder) for folder in json.load(asked)])
    index = Fts5Index(library.cards.values())
    pickle.dump(Reading(library, pickle.dumps(index, _PICKLE)), answer, _PICKLE)


def main() -> int:
    """Run as the reader."""
    serve(sys.stdin.buffer, sys.stdout.buffer)
    return 0


if __name__ == "__main__":
    sys.exit(main())
