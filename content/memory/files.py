"""Whole files, written so that a kill at any moment leaves the old or the new one. Not for their shape."""

from __future__ import annotations

import os
from contextlib import suppress
from datetime import datetime
from pathlib import Path


def new_of(file: Path) -> Path:
    """Where the next version of ``file`` is written."""
    return file.with_name(f"{file.name}.new")


def last_good_of(file: Path) -> Path:
    """Where the version before the present one stays."""
    return file.with_name(f"{file.name}.bak")


def replace_whole(file: Path, raw: bytes) -> None:
    """Make ``raw`` the content of ``file`` and keep its present version as the last good copy.

    A kill between the two renames leaves a complete ``new_of(file)`` and no ``file``: readers look there
    next. Raises OSError; then ``file`` and its last good copy hold what they held.
    """
    new = new_of(file)
    binary = getattr(os, "O_BINARY", 0)
    descriptor = os.open(new, os.O_WRONLY | os.O_CREAT | os.O_TRUNC | binary, 0o600)
    with os.fdopen(descriptor, "wb") as stream:
        stream.write(raw)
        stream.flush()
        os.fsync(stream.fileno())
    with suppress(FileNotFoundError):
        file.replace(last_good_of(file))
    new.replace(file)


def set_aside(file: Path, now: datetime) -> Path:
    """Rename a damaged ``file`` so that nothing overwrites it; returns its new place. Raises OSError."""
    name = f"{file.name}.damaged-{now:%Y%m%d-%H%M%S}"
    aside = file.with_name(name)
    number = 1
    while aside.exists():
        number += 1
        aside = file.with_name(f"{name}-{number}")
    return file.rename(aside)
