"""A new file of whole lines that only its owner may read. Not for what the lines say: see record.py."""

from __future__ import annotations

import os
from collections.abc import Callable
from contextlib import suppress
from pathlib import Path

Write = Callable[[int, bytes], int]


class RecordError(Exception):
    """The trace cannot be written, because ...; what stands in it is whole."""


class TraceFile:
    """A new file that only this person may read. A line stands in it whole or not at all."""

    def __init__(self, file: Path, write: Write = os.write) -> None:
        """Raises FileExistsError when there is something of that name, OSError when none can be made."""
        binary = getattr(os, "O_BINARY", 0)
        flags = os.O_WRONLY | os.O_CREAT | os.O_EXCL | os.O_APPEND | binary
        self._descriptor = os.open(file, flags, 0o600)
        self._write = write
        self._size = 0

    def add(self, line: str) -> None:
        """See Lines."""
        data = f"{line}\n".encode()
        try:
            whole = self._write(self._descriptor, data) == len(data)
            why = "there is no room for a whole line"
        except OSError as error:
            whole, why = False, error.strerror or str(error)
        if not whole:
            with suppress(OSError):
                os.ftruncate(self._descriptor, self._size)
            raise RecordError(f"cannot be written any further: {why}; the lines before are kept")
        self._size += len(data)

    def close(self) -> None:
        """Close the file."""
        os.close(self._descriptor)
