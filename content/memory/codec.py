"""memory.json as bytes and as tables. A file is read only if all of it has the shape of schema.py."""

from __future__ import annotations

import json
from collections.abc import Mapping
from contextlib import suppress
from datetime import datetime
from typing import Any, NoReturn

from content.memory.schema import SCHEMA, Head, MemoryFile, PauseRow, SettingRow, Tables, WishRow
from content.memory.shape import ShapeError, shaped


class NewerSchemaError(Exception):
    """The file was written by a newer Sidecue.

    ``tables`` are the person's settings, wishes and pause as far as they have our shape; ``has_settings`` is
    whether that is true of all settings.
    """

    def __init__(self, tables: Tables, *, has_settings: bool) -> None:
        super().__init__()
        self.tables, self.has_settings = tables, has_settings


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
            raise _of_newer(read)
        if schema != SCHEMA:
            raise DamagedError("it does not say which version of Sidecue wrote it")
        return {**head, **shaped(read, MemoryFile)}
    except (ValueError, RecursionError) as error:  # no JSON, no UTF-8, or another shape
        raise DamagedError(str(error)) from error


def encode(tables: Tables) -> bytes:
    """``tables`` as UTF-8. A character that UTF-8 has no bytes for becomes "?" instead of losing the rest."""
    text = json.dumps(tables, ensure_ascii=False, separators=(",", ":"), default=datetime.isoformat)
    return text.encode("utf-8", "replace")


def _of_newer(read: dict[str, Any]) -> NewerSchemaError:
    """What the person asked for is heeded, whoever wrote it down."""
    tables, has_settings = empty(), True
    for name, row_kind in (("settings", SettingRow), ("wishes", WishRow), ("pause", PauseRow)):
        rows = read.get(name, {})
        known = _shaped_rows(rows, row_kind) if isinstance(rows, dict) else {}
        tables[name] = known
        if name == "settings" and (not isinstance(rows, dict) or len(known) < len(rows)):
            has_settings = False
    return NewerSchemaError(tables, has_settings=has_settings)


def _shaped_rows(rows: Mapping[str, object], kind: type) -> dict[str, Any]:
    found = {}
    for key, row in rows.items():
        with suppress(ShapeError):
            found[key] = shaped(row, kind)
    return found


def _refuse(constant: str) -> NoReturn:
    raise ValueError(f"{constant} is no JSON")
