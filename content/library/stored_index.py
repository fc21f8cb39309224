"""Where a search index is kept, a value that travels between processes. Not for making one: index_files.py.

Nothing of SQLite is loaded before somebody searches.
"""

from __future__ import annotations

import zlib
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from content.library.tables import Tables

PIECE = 1 << 20
"""Bytes of an index file that are read at a time."""


class IndexLostError(Exception):
    """The index cannot be searched, because ... It can be made anew from the cards."""


@dataclass(frozen=True, slots=True)
class StoredIndex:
    """An index as bytes, or, where ``file`` is not "", in that file with this checksum."""

    data: bytes = b""
    file: str = ""
    check: int = 0

    @property
    def is_there(self) -> bool:
        """Whether there is something to open; it may be damaged."""
        return not self.file or Path(self.file).is_file()

    def open(self) -> Tables:
        """The index, ready to be searched. Raises IndexLostError."""
        import sqlite3

        from content.library.tables import Tables

        try:
            if not self.file:
                return Tables.unpacked(self.data)
            if checksum(Path(self.file)) != self.check:
                raise IndexLostError("the search index is damaged")
            return Tables(Path(self.file), read_only=True)
        except (OSError, sqlite3.Error) as error:
            raise IndexLostError(f"the search index cannot be opened: {error}") from error


def checksum(file: Path) -> int:
    """A number that changes with any byte of ``file``. Raises OSError."""
    check = 0
    with file.open("rb") as stream:
        while piece := stream.read(PIECE):
            check = zlib.crc32(piece, check)
    return check
