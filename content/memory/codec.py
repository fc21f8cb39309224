"""memory.json as bytes and as tables. A file is read only if all of it has the shape of schema.py."""

from __future__ import annotations

import json
from datetime import datetime
from typing import NoReturn

from content.memory.schema import SCHEMA, Head, MemoryFile, Tables
from content.memory.shape import shaped


class NewerSchemaError(Exception):
    """The file was written by a newer Sidecue."""


class DamagedError(Exception):
    """The bytes are not a whole file of this shape."""


def empty() -> Tables:
    """The tables of someone who starts afresh."""
    return {"about": {"file": {"schema": SCHEMA}}}


def decode(raw: bytes) -> Tables:
    """The tables in ``raw``. Raises NewerSchemaError or DamagedError."""
    raw = raw.removeprefix(b"\xef\xbb\xbf")  # some editors put a mark before UTF-8
    try:
        read = json.loads(raw.decode(), parse_constant=_refuse)
        head = shaped(read, Head)
        schema = head["about"].get("file", {"schema": 0})["schema"]
        if schema > SCHEMA:
            raise NewerSchemaError
        if schema != SCHEMA:
            raise DamagedError("it does not say which version of Sidecue wrote it")
        return {**head, **shaped(read, MemoryFile)}
    except (ValueError, RecursionError) as error:  # no JSON, no UTF-8, or another shape
        raise DamagedError(str(error)) from error


def encode(tables: Tables) -> bytes:
    """``tables`` as UTF-8. A character that UTF-8 has no bytes for becomes "?" instead of losing the rest."""
    text = json.dumps(tables, ensure_ascii=False, separators=(",", ":"), default=datetime.isoformat)
    return text.encode("utf-8", "replace")


def _refuse(constant: str) -> NoReturn:
    raise ValueError(f"{constant} is no JSON")
