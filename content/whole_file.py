"""Writes files whole: a kill at any moment leaves the old content or the new. Not for what is in them."""

from __future__ import annotations

import os
from contextlib import suppress
from pathlib import Path

FOR_ALL, FOR_OWNER = 0o666, 0o600
"""Who may read a new file: whom the process's umask allows to, or its owner alone."""


def new_of(file: Path) -> Path:
    """Where the next version of ``file`` is written."""
    return file.with_name(f"{file.name}.new")


def write_whole(file: Path, raw: bytes, mode: int = FOR_ALL, *, new: Path | None = None) -> None:
    """Make ``raw`` the content of ``file``, all of it or not at all. Raises OSError: then the old is there.

    ``new`` is where it is written first, if not beside ``file``.
    """
    new = new or new_of(file)
    try:
        write_flushed(new, raw, mode)
        new.replace(file)
    except OSError:
        with suppress(OSError):
            new.unlink()
        raise


def write_flushed(file: Path, raw: bytes, mode: int = FOR_ALL) -> None:
    """Write ``raw`` into ``file`` itself, down to the disk. Raises OSError: then a part may be there."""
    flags = os.O_WRONLY | os.O_CREAT | os.O_TRUNC | getattr(os, "O_BINARY", 0)
    with os.fdopen(os.open(file, flags, mode), "wb") as stream:
        stream.write(raw)
        stream.flush()
        os.fsync(stream.fileno())
