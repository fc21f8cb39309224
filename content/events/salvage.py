"""Reads what can be read of a damaged event log. Changes nothing in it, and promises nothing."""

from __future__ import annotations

import sqlite3
from collections.abc import Iterator
from contextlib import closing, suppress
from pathlib import Path

from content.events.rows import Row, kept

_FIELDS = "id, at, zone, what, card, detail"
_WALKS = (
    f"SELECT number, {_FIELDS} FROM events NOT INDEXED ORDER BY number",  # noqa: S608 - nothing of it is given
    f"SELECT number, {_FIELDS} FROM events NOT INDEXED ORDER BY number DESC",  # noqa: S608
)


def readable_rows(file: Path) -> list[Row]:
    """The events in ``file`` that are whole, in their order: from both ends up to what is damaged."""
    found: dict[int, Row] = {}
    with suppress(sqlite3.Error, OSError), closing(_opened(file)) as database:
        for walk in _WALKS:
            with suppress(sqlite3.Error):
                for number, row in _rows(database, walk):
                    if number in found:
                        break
                    found[number] = row
    with suppress(OSError):
        file.with_name(f"{file.name}-shm").unlink(missing_ok=True)  # SQLite leaves it to readers after us
    return [found[number] for number in sorted(found)]


def _opened(file: Path) -> sqlite3.Connection:
    database = sqlite3.connect(f"{file.absolute().as_uri()}?mode=ro", uri=True, isolation_level=None)
    database.execute("PRAGMA writable_schema = ON")  # else a file that was cut off is refused as a whole
    return database


def _rows(database: sqlite3.Connection, walk: str) -> Iterator[tuple[int, Row]]:
    for number, *row in database.execute(walk):
        one: Row = (row[0], row[1], row[2], row[3], row[4], row[5])
        try:
            kept(number, one)
        except (ValueError, TypeError):
            continue
        yield number, one
