"""The shape of memory.json, and nothing else may be in it: keys, ids, counts and times, no free text.

TinyDB's form: table → key → row. A file is read only if all of it has this shape; docs/state.md explains it.
"""

from __future__ import annotations

import json
from datetime import datetime
from typing import Annotated, Any, TypedDict, cast

import msgspec

from content.memory.wish import WishKind

SCHEMA = 1

Tables = dict[str, dict[str, Any]]
Instant = Annotated[datetime, msgspec.Meta(tz=True)]
SettingValue = bool | int | str | list[str]


class NewerSchemaError(Exception):
    """The file was written by a newer Sidecue."""


class DamagedError(Exception):
    """The bytes are not a whole file of this shape."""


class AboutRow(TypedDict):
    """Key "file": the number of this shape."""

    schema: int


class ProgressRow(TypedDict):
    """How far the person came in one card in one period ("2026-05-04", "visit" or "always")."""

    card: str
    period: str
    done: list[str]
    step: int


class WishRow(TypedDict):
    """One wish; ``app`` is "" unless it is about one app, ``until`` None for ever."""

    kind: WishKind
    card: str
    app: str
    since: Instant
    until: Instant | None


class RecentRow(TypedDict):
    """Key: the card. How often it was opened, and its place in the order of opening."""

    count: int
    order: int
    last: Instant


class SettingRow(TypedDict):
    """Key: the setting's name."""

    value: SettingValue


class PauseRow(TypedDict):
    """Key "pause": silent from when until when."""

    since: Instant
    until: Instant


class _MemoryFile(TypedDict, total=False):
    progress: dict[str, ProgressRow]
    wishes: dict[str, WishRow]
    recent: dict[str, RecentRow]
    settings: dict[str, SettingRow]
    pause: dict[str, PauseRow]


class _Head(TypedDict):
    about: dict[str, AboutRow]


def empty() -> Tables:
    """The tables of someone who starts afresh."""
    return {"about": {"file": {"schema": SCHEMA}}}


def decode(raw: bytes) -> Tables:
    """The tables in ``raw``. Raises NewerSchemaError or DamagedError."""
    raw = raw.removeprefix(b"\xef\xbb\xbf")  # some editors put a mark before UTF-8
    try:
        head = msgspec.json.decode(raw, type=_Head)
        schema = head["about"].get("file", {"schema": 0})["schema"]
        if schema > SCHEMA:
            raise NewerSchemaError
        if schema != SCHEMA:
            raise DamagedError("it does not say which version of Sidecue wrote it")
        tables = msgspec.json.decode(raw, type=_MemoryFile)
    except (msgspec.DecodeError, UnicodeDecodeError, RecursionError) as error:
        raise DamagedError(str(error)) from error
    return {**cast("Tables", head), **cast("Tables", tables)}


def encode(tables: Tables) -> bytes:
    """``tables`` as UTF-8. A character that UTF-8 has no bytes for becomes "?" instead of losing the rest."""
    text = json.dumps(tables, ensure_ascii=False, separators=(",", ":"), default=datetime.isoformat)
    return text.encode("utf-8", "replace")
