"""Two full-text tables over the same cards, and the only SQL of the search. Not for weighing one card up.

``words`` answers prefixes, ``stems`` questions. One table cannot do both: stemming turns "university" into
"univers", which the half-typed "universi" does not begin. Scores are FTS5's bm25, from 0, more is better.
"""

from __future__ import annotations

import sqlite3
from collections.abc import Iterable, Mapping, Sequence

# Columns with the weight of a word found there.
STEMS = {"title": 10, "keywords": 8, "headings": 4, "steps": 2, "body": 1}
WORDS = {**STEMS, "apps": 4, "initials": 2}

_SHORTEST_INITIALS = 3  # two letters would find half the library

Row = Mapping[str, str]  # a folded text for each column of WORDS


class Fts5Tables:
    """Holds ``rows``, numbered from 0; in memory, for one thread at a time."""

    def __init__(self, rows: Iterable[Row]) -> None:
        self._database = _open()
        self._create("words", WORDS, "tokenize='unicode61 remove_diacritics 2', prefix='1 2 3'")
        self._create("stems", STEMS, "tokenize='porter unicode61 remove_diacritics 2'")
        self._database.execute("CREATE VIRTUAL TABLE vocabulary USING fts5vocab(words, row)")
        self._database.execute("BEGIN")
        for number, row in enumerate(rows):
            self._insert("words", WORDS, number, row)
            self._insert("stems", STEMS, number, row)
        self._database.execute("COMMIT")

    def with_every_word(self, asked: Sequence[str]) -> list[tuple[int, float]]:
        """The rows in which every term of ``asked`` is a word or begins one, with their scores."""
        return self._match("words", WORDS, " AND ".join(map(_prefix, asked)))

    def with_some_stem(self, asked: Sequence[str]) -> list[tuple[int, float]]:
        """The rows with the stem of at least one term, with their scores; the last term may be half typed."""
        return self._match("stems", STEMS, " OR ".join(f'"{term}"' for term in asked) + "*")

    def rows_with(self, word: str) -> int:
        """In how many rows ``word`` occurs."""
        found = self._database.execute("SELECT doc FROM vocabulary WHERE term = ?", (word,))
        return next((int(row[0]) for row in found), 0)

    def packed(self) -> bytes:
        """All rows as the bytes of a database."""
        return self._database.serialize()

    @classmethod
    def unpacked(cls, packed: bytes) -> Fts5Tables:
        """The tables that ``packed`` was made of."""
        tables = cls.__new__(cls)
        tables._database = _open()
        tables._database.deserialize(packed)
        return tables

    def close(self) -> None:
        """Release the memory; may be called twice."""
        self._database.close()

    def _create(self, table: str, columns: Iterable[str], options: str) -> None:
        names = ", ".join(columns)
        self._database.execute(f"CREATE VIRTUAL TABLE {table} USING fts5({names}, content='', {options})")

    def _insert(self, table: str, columns: Mapping[str, int], number: int, row: Row) -> None:
        marks = ", ".join("?" * (len(columns) + 1))
        statement = f"INSERT INTO {table}(rowid, {', '.join(columns)}) VALUES ({marks})"  # noqa: S608 - constants
        self._database.execute(statement, (number, *(row[column] for column in columns)))

    def _match(self, table: str, columns: Mapping[str, int], expression: str) -> list[tuple[int, float]]:
        score = f"-bm25({table}, {', '.join(map(str, columns.values()))})"
        statement = f"SELECT rowid, {score} FROM {table} WHERE {table} MATCH ?"  # noqa: S608 - constants
        return self._database.execute(statement, (expression,)).fetchall()


def _open() -> sqlite3.Connection:
    return sqlite3.connect(":memory:", isolation_level=None, check_same_thread=False)


def _prefix(term: str) -> str:
    return f'"{term}"*' if len(term) >= _SHORTEST_INITIALS else f'- initials : "{term}"*'
