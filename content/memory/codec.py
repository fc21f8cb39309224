"""memory.json as bytes and as tables. A file is read only if all of it has the shape of schema.py."""

from __future__ import annotations

import json
from datetime import datetime
from typing import cast

import msgspec

from content.memory.schema import SCHEMA, Head, MemoryFile, Tables


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
        head = msgspec.json.decode(raw, type=Head)
        schema = head["about"].get("file", {"schema": 0})["schema"]
        if schema > SCHEMA:
            raise NewerSchemaError
        if schema != SCHEMA:
            raise DamagedError("it does not say which version of Sidecue wrote it")
        tables = msgspec.json.decode(raw, type=MemoryFile)
    except (msgspec.DecodeError, UnicodeDecodeError, RecursionError) as error:
        raise DamagedError(str(error)) from error
    return {**cast("Tables", head), **cast("Tables", tables)}


def encode(tables: Tables) -> bytes:
    """``tables`` as UTF-8. A character that UTF-8 has no bytes for becomes "?" instead of losing the rest."""
    text = json.dumps(tables, ensure_ascii=False, separators=(",", ":"), default=datetime.isoformat)
    return text.encode("utf-8", "replace")
