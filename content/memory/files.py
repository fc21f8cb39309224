"""Replaces a file and keeps the one before. Not for what is in them."""

from __future__ import annotations

import glob
from contextlib import suppress
from pathlib import Path

from content.whole_file import FOR_OWNER, new_of, write_flushed


def last_good_of(file: Path) -> Path:
    """Where the version before the present one stays."""
    return file.with_name(f"{file.name}.bak")


def set_aside_of(file: Path) -> list[Path]:
    """What was set aside of ``file`` and of its other versions, because it was damaged."""
    return sorted(file.parent.glob(f"{glob.escape(file.name)}*.damaged-*"))


def replace_whole(file: Path, raw: bytes) -> None:
    """Make ``raw`` the content of ``file`` and keep its present version as the last good copy.

    A kill between the two renames leaves a complete ``new_of(file)`` and no ``file``: readers look there
    next. Raises OSError; then ``file`` and its last good copy hold what they held.
    """
    new = new_of(file)
    write_flushed(new, raw, FOR_OWNER)
    with suppress(FileNotFoundError):
        file.replace(last_good_of(file))
    new.replace(file)
