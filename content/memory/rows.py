"""Typed rows under string keys in a TinyDB table. Not for knowing what the rows mean."""

from __future__ import annotations

from collections.abc import Iterable
from typing import Any, Generic, TypeVar, cast

from tinydb import TinyDB
from tinydb.table import Document, Table

Row = TypeVar("Row")


class _KeyedTable(Table):
    document_id_class = str  # type: ignore[assignment]  # TinyDB documents this; its annotation says int


class MemoryDB(TinyDB):
    """A TinyDB whose keys are strings of ours, so that a row is found without a search."""

    table_class = _KeyedTable


class Rows(Generic[Row]):
    """One table; ``Row`` is one of the TypedDicts of schema.py, which checks the shape of what is read."""

    def __init__(self, database: TinyDB, name: str) -> None:
        self._table = database.table(name, cache_size=0)

    def get(self, key: str) -> Row | None:
        """The row under ``key``; change it by ``put`` only."""
        return cast("Row | None", self._table.get(doc_id=_id(key)))

    def put(self, key: str, row: Row) -> None:
        """Write ``row`` under ``key``, in place of the one that was there."""
        document = Document(cast("Any", row), doc_id=_id(key))
        if self._table.contains(doc_id=_id(key)):
            self._table.update(document, doc_ids=[_id(key)])
        else:
            self._table.insert(document)

    def remove(self, keys: Iterable[str]) -> None:
        """Remove the rows under ``keys`` in one write; keys without a row are skipped."""
        present = [_id(key) for key in keys if self._table.contains(doc_id=_id(key))]
        if present:
            self._table.remove(doc_ids=present)

    def all(self) -> list[tuple[str, Row]]:
        """All rows with their keys, in the order in which they were first written."""
        return [(cast("str", document.doc_id), cast("Row", document)) for document in self._table]


def _id(key: str) -> int:
    return cast("int", key)  # see _KeyedTable
