"""Keeps what the last reading gave, so that the next start need not read. Not for deciding what is read.

It holds for the very same program, person and files, undamaged, or it is not used:
docs/decisions/0016-library-cache.md.
"""

from __future__ import annotations

import json
import os
import sys
import time
import zlib
from collections.abc import Callable, Sequence
from contextlib import suppress
from pathlib import Path

import content
import triggers
from content.audience.person import Person
from content.library.fingerprint import fingerprint
from content.library.packing import SIZE, Contents, PackingError, unpack
from content.library.stored_index import StoredIndex

_FORMAT = 2
_NAME = "library.cache"


class LibraryCache:
    """The file ``library.cache`` in ``folder``, which is made when it is needed; losing it costs a second."""

    def __init__(self, folder: Path, clock: Callable[[], int] = time.time_ns) -> None:
        """``clock`` tells nanoseconds since 1970."""
        self.folder = folder
        self._file = folder / _NAME
        self._clock = clock

    def key(self, bundles: Sequence[Path], person: Person) -> str:
        """What a reading depends on, as it is now; "" when that cannot be told for certain."""
        now = self._clock()
        prints = [fingerprint(bundle, now) for bundle in bundles]
        if not all(prints):
            return ""
        read = [[str(bundle), found] for bundle, found in zip(bundles, prints, strict=True)]
        return json.dumps([_FORMAT, _program(), person.as_json(), read])

    def load(self, key: str) -> tuple[Contents, StoredIndex] | None:
        """What was kept under ``key``; None when nothing was, or when it is damaged or its index is gone."""
        try:
            header, _, kept = self._file.read_bytes().partition(b"\n")
        except OSError:
            return None
        if not key or header != _header(key, kept):
            return None
        size, packed = int.from_bytes(kept[:SIZE], "big"), memoryview(kept)[SIZE:]
        try:
            contents, index = unpack(packed[:size], Contents), unpack(packed[size:], StoredIndex)
        except PackingError:
            return None
        return (contents, index) if index.is_there else None

    def keep(self, key: str, contents: bytes, index: bytes) -> None:
        """Keep the packed ``contents`` and ``index`` under ``key``, in place of those before.

        A full disk keeps none.
        """
        if not key:
            return
        kept = b"".join([len(contents).to_bytes(SIZE, "big"), contents, index])
        new = self._file.with_name(f"{_NAME}.new")
        try:
            self._file.parent.mkdir(parents=True, exist_ok=True)
            with open(new, "wb", opener=_for_owner) as stream:  # Path.open has no opener
                stream.write(_header(key, kept) + b"\n")
                stream.write(kept)
            new.replace(self._file)
        except OSError:
            with suppress(OSError):
                new.unlink()

    def drop(self) -> None:
        """Keep nothing any more."""
        with suppress(OSError):
            self._file.unlink()


def _header(key: str, packed: bytes) -> bytes:
    """One line that only these contents under this key have."""
    return f"{zlib.crc32(packed):08x} {len(packed)} {key}".encode()


def _program() -> list[str]:
    """What tells this program from every other that may have kept something: itself, and its Python."""
    now = 1 << 63  # no file of a program is too young
    parts = [Path(sys.executable), *map(Path, content.__path__), *map(Path, triggers.__path__)]
    return [sys.version, *(fingerprint(part, now) for part in parts)]


def _for_owner(path: str, flags: int) -> int:
    return os.open(path, flags, 0o600)
