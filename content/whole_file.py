"""Writes files whole: a kill leaves the old content or the new. Sets damaged ones aside. Reads none."""

from __future__ import annotations

import os
import sys
from contextlib import suppress
from datetime import datetime
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
        flush_folder(file.parent)
    except OSError as error:
        with suppress(OSError):
            new.unlink()
        if error.filename == str(new):
            error.filename = str(file)  # nobody asked for the other one
        raise


def write_flushed(file: Path, raw: bytes, mode: int = FOR_ALL) -> None:
    """Write ``raw`` into ``file`` itself, down to the disk. Raises OSError: then a part may be there."""
    flags = os.O_WRONLY | os.O_CREAT | os.O_TRUNC | getattr(os, "O_BINARY", 0)
    with os.fdopen(os.open(file, flags, mode), "wb") as stream:
        stream.write(raw)
        stream.flush()
        os.fsync(stream.fileno())


def flush_folder(folder: Path) -> None:
    """Bring the names in ``folder`` to the disk too: else a power cut may bring back the file of before.

    POSIX alone can and must. Where a file system cannot, it is as safe as it gets.
    """
    if sys.platform != "win32":
        with suppress(OSError):
            descriptor = os.open(folder, os.O_RDONLY)
            try:
                os.fsync(descriptor)
            finally:
                os.close(descriptor)


def delete(file: Path) -> str:
    """Delete ``file`` if it is there; returns "", or in plain words why it stays."""
    try:
        file.unlink(missing_ok=True)
    except OSError as error:
        return f"{file} cannot be deleted: {error.strerror or error}"
    return ""


def set_aside(file: Path, now: datetime) -> Path:
    """Rename a damaged ``file`` so that nothing overwrites it; returns its new place. Raises OSError."""
    name = f"{file.name}.damaged-{now:%Y%m%d-%H%M%S}"
    aside = file.with_name(name)
    number = 1
    while aside.exists():
        number += 1
        aside = file.with_name(f"{name}-{number}")
    return file.rename(aside)
