"""Reads and writes the small files of a desk's channels. Light enough for the running app.

Each is JSON (rows.py), written whole to a file beside it and renamed: a kill leaves the old or the new one.
"""

from __future__ import annotations

import json
from datetime import datetime
from pathlib import Path
from typing import Any, TypeVar

from content.memory.shape import ShapeError, shaped
from content.whole_file import FOR_OWNER, write_whole

R = TypeVar("R")

_MAX_BYTES = 4_000_000  # a record of ours is far smaller


class DamagedRecordError(Exception):
    """A record is there, and cannot be read."""


def read_record(file: Path, kind: type[R]) -> R | None:
    """The record in ``file``, None when there is none. Raises DamagedRecordError, OSError."""
    try:
        with file.open("rb") as stream:
            raw = stream.read(_MAX_BYTES)
    except FileNotFoundError:
        return None
    try:
        record: R = shaped(json.loads(raw), kind)
    except (ShapeError, ValueError, RecursionError) as error:
        raise DamagedRecordError(f"{file} is damaged: {error}") from error
    return record


def write_record(file: Path, record: Any) -> None:
    """Make ``record`` the content of ``file``, now or not at all. Raises OSError."""
    text = json.dumps(record, ensure_ascii=False, indent=1, default=datetime.isoformat)
    write_own(file, text.encode("utf-8", "replace"))


def write_own(file: Path, raw: bytes) -> None:
    """Make ``raw`` the content of ``file``, for this person alone, now or not at all. Raises OSError."""
    file.parent.mkdir(mode=0o700, parents=True, exist_ok=True)
    write_whole(file, raw, FOR_OWNER)
