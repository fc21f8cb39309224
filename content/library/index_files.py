"""Makes the search index of a library, in a file if it can, indexing changed cards alone. Not for searching.

The process that reads the bundles writes it; the app opens it to read. A file is never changed once it has
its name, so the app may go on with an old one while the next is made.
"""

from __future__ import annotations

import os
import sqlite3
import time
import zlib
from collections.abc import Iterable
from contextlib import suppress
from pathlib import Path
from typing import BinaryIO

from content.cards.model import Card
from content.library.indexing import bring_up
from content.library.stored_index import PIECE, StoredIndex, checksum
from content.library.tables import Tables
from content.share import Share, at_once

_ABANDONED = 600  # seconds; no reading is given so many
_NAME = "search-{:08x}.db"


def store(cards: Iterable[Card], folder: Path | None, share: Share = at_once) -> StoredIndex:
    """The index of ``cards``, in a file of ``folder`` where that can be written, else as bytes."""
    listed = list(cards)
    if folder is not None:
        with suppress(OSError, sqlite3.Error):
            return _in_file(listed, folder, share)
    tables = Tables()
    bring_up(tables, listed, share)
    try:
        return StoredIndex(tables.packed())
    finally:
        tables.close()


def _in_file(cards: list[Card], folder: Path, share: Share) -> StoredIndex:
    folder.mkdir(parents=True, exist_ok=True)
    _sweep(folder)
    new = folder / f"search-{os.getpid()}.new"
    try:
        try:
            changed = _renew(cards, new, _last(folder), share)
        except sqlite3.DatabaseError:  # the last one is damaged or has no room
            changed = _renew(cards, new, None, share)
        check = checksum(new)
        file = folder / _NAME.format(check)
        new.replace(file)
    finally:
        new.unlink(missing_ok=True)
    if changed:
        for other in folder.glob("search-*.db"):
            if other != file:
                with suppress(OSError):  # Windows keeps a file that the app has open
                    other.unlink()
    return StoredIndex(file=str(file), check=check)


def _renew(cards: list[Card], new: Path, last: Path | None, share: Share) -> bool:
    """Write the index of ``cards`` to ``new``, beginning with ``last``; whether anything changed.

    Raises sqlite3.DatabaseError where ``last`` does not serve.
    """
    with open(new, "wb", opener=_for_owner) as target:  # Path.open has no opener
        if last is not None and _NAME.format(_copy(last, target)) != last.name:
            raise sqlite3.DatabaseError("the last search index is not what it was")
    tables = Tables(new)
    try:
        return bring_up(tables, cards, share) > 0 or last is None
    finally:
        tables.close()


def _sweep(folder: Path) -> None:
    """Take away what readers left that were ended in the middle of it."""
    for left in folder.glob("search-*.new"):
        with suppress(OSError):
            if time.time() - left.stat().st_mtime > _ABANDONED:
                left.unlink()


def _last(folder: Path) -> Path | None:
    """The index written last."""
    return max(folder.glob("search-*.db"), key=lambda file: file.stat().st_mtime_ns, default=None)


def _copy(last: Path, target: BinaryIO) -> int:
    """Copy ``last`` and give its checksum, reading it once."""
    check = 0
    with last.open("rb") as source:
        while piece := source.read(PIECE):
            check = zlib.crc32(piece, check)
            target.write(piece)
    return check


def _for_owner(path: str, flags: int) -> int:
    return os.open(path, flags, 0o600)
