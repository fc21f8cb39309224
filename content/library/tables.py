"""The search index as an SQLite database, and the only SQL of the search. Not for weighing cards up.

``words`` is FTS5's: for each card its words by column. ``vocabulary`` holds every word with the number of
cards it occurs in; ``stems`` leads from a stem to its words, so that a query can be read in the library's.
Cards are numbered in the order of their titles, with gaps for others: of too many that fit the first by title
are looked at, however the index came to be. In a file it costs hardly any memory: SQLite reads the pages it
needs.
"""

from __future__ import annotations

import sqlite3
from collections import Counter
from collections.abc import Callable, Collection, Iterable, Sequence
from dataclasses import dataclass
from pathlib import Path

COLUMNS = ("title", "keywords", "opening", "headings", "steps", "body", "apps", "initials")
_COLUMNS = frozenset(COLUMNS)
NAMED = ("title", "keywords")
"""The columns that say what a card is about."""

_FORMAT = 6

_SCHEMA = f"""
CREATE VIRTUAL TABLE words USING fts5({", ".join(COLUMNS)}, detail=column, prefix='1 2',
    tokenize="unicode61 remove_diacritics 0 categories 'L* N* M* Co'");
CREATE VIRTUAL TABLE places USING fts5vocab(words, instance);
CREATE TABLE cards(number INTEGER PRIMARY KEY, id TEXT UNIQUE, fingerprint INTEGER, title TEXT,
    language TEXT);
CREATE INDEX titles ON cards(title, id);
CREATE TABLE vocabulary(word TEXT PRIMARY KEY, cards INTEGER, first TEXT, second TEXT, length INTEGER)
    WITHOUT ROWID;
CREATE TABLE stems(stem TEXT, word TEXT, PRIMARY KEY(stem, word)) WITHOUT ROWID;
PRAGMA user_version = {_FORMAT};
"""
_BY_LETTER = """
CREATE INDEX IF NOT EXISTS firsts ON vocabulary(length, first, word);
CREATE INDEX IF NOT EXISTS seconds ON vocabulary(length, second, word);
"""


_GAP = 1 << 10  # from one card's number to the next in a new index; at least ten cards may come between them


class NoRoomError(sqlite3.DatabaseError):
    """Too many cards came between two others; the index has to be made anew."""


StemsOf = Callable[[Sequence[str], str], Iterable[tuple[str, str]]]
"""For words and their language: the words with their stems, those that have one."""


@dataclass(frozen=True, slots=True)
class Row:
    """One card as it is indexed: words with a space between, passages with a line break between."""

    id: str
    fingerprint: int
    title: str
    language: str
    columns: tuple[str, ...]


class Tables:
    """One index; for one thread at a time. Raises sqlite3.Error when its file is damaged or gone."""

    def __init__(self, file: Path | None = None, *, read_only: bool = False) -> None:
        """Open or begin the index in ``file``; without one it is in memory."""
        self._database = _open(file, read_only)
        if not read_only and not self._version():
            self._database.executescript(_SCHEMA)
        if self._version() != _FORMAT:
            self._database.close()
            raise sqlite3.DatabaseError("this search index has another format")

    def replace(self, gone: Collection[str], rows: Iterable[Row], stems_of: StemsOf) -> None:
        """Take the cards ``gone`` out and put ``rows`` in, as one step. Raises NoRoomError."""
        fresh, counts = self.count() == len(gone) == 0, _Counts()
        self._database.execute("BEGIN IMMEDIATE")
        try:
            for card in gone:
                self._remove(card, counts)
            for at, row in enumerate(sorted(rows, key=lambda row: (row.title, row.id)), 1):
                self._insert(_GAP * at if fresh else self._place(row), row, counts)
            self._count_again(counts, stems_of)
            if fresh:
                self._database.execute("INSERT INTO words(words) VALUES ('optimize')")
        except BaseException:
            self._database.execute("ROLLBACK")
            raise
        self._database.execute("COMMIT")
        self._database.executescript(_BY_LETTER)  # once there is something to sort

    def fingerprints(self) -> dict[str, int]:
        """For each card its fingerprint."""
        return dict(self._database.execute("SELECT id, fingerprint FROM cards"))

    def numbers(self) -> dict[str, int]:
        """For each card its number."""
        return dict(self._database.execute("SELECT id, number FROM cards"))

    def count(self) -> int:
        """How many cards there are."""
        return self._number("SELECT count(*) FROM cards")

    def languages(self) -> list[str]:
        """The languages of the cards, that of most of them first."""
        found = self._database.execute("SELECT language FROM cards GROUP BY 1 ORDER BY count(*) DESC, 1")
        return [language for (language,) in found]

    def cards_with(self, word: str) -> int:
        """In how many cards ``word`` occurs."""
        return self._number("SELECT cards FROM vocabulary WHERE word = ?", word)

    def places(self, word: str) -> list[tuple[int, str]]:
        """Where ``word`` occurs: numbers of cards, each with a column."""
        found = self._database.execute("SELECT doc, col FROM places WHERE term = ?", (word,)).fetchall()
        if not {column for _, column in found} <= _COLUMNS:
            raise sqlite3.DatabaseError("it names columns that it does not have")
        return found

    def named(self, start: str, limit: int, *, whole: bool = False) -> list[int]:
        """Cards whose title or keywords have a word that begins with ``start`` (or is it)."""
        return self._matching(f'{{{" ".join(NAMED)}}} : "{start}"{"" if whole else "*"}', limit)

    def initialled(self, start: str, limit: int) -> list[int]:
        """Cards with words in their title whose initials begin with ``start``."""
        return self._matching(f'initials : "{start}"*', limit)

    def titled(self, start: str, limit: int) -> list[int]:
        """Cards whose folded title begins with ``start``."""
        return self._numbers(
            "SELECT number FROM cards WHERE title >= ? AND title < ? ORDER BY title LIMIT ?",
            start,
            start + "\U0010ffff",
            limit,
        )

    def with_all(self, asked: Sequence[str], limit: int) -> list[int]:
        """Cards in which every one of these words occurs."""
        return self._matching(" AND ".join(f'"{word}"' for word in asked), limit)

    def texts(self, number: int) -> tuple[str, ...]:
        """The columns of one card."""
        found = self._database.execute(f"SELECT {', '.join(COLUMNS)} FROM words WHERE rowid = ?", (number,))  # noqa: S608 - constants
        texts = found.fetchone() or ("",) * len(COLUMNS)
        if not all(isinstance(text, str) for text in texts):
            raise sqlite3.DatabaseError("it lost the words of a card")
        return texts

    def completions(self, start: str, limit: int) -> list[tuple[str, int]]:
        """The words that begin with ``start``, those in most cards first, each with the number of cards."""
        return self._database.execute(
            "SELECT word, cards FROM vocabulary WHERE word >= ? AND word < ?"
            " ORDER BY cards DESC, word LIMIT ?",
            (start, start + "\U0010ffff", limit),
        ).fetchall()

    def of_stem(self, stem: str) -> list[str]:
        """The words with that stem."""
        found = self._database.execute("SELECT word FROM stems WHERE stem = ? ORDER BY word", (stem,))
        return [word for (word,) in found]

    def alike(self, lengths: range, letters: str, *, second: bool = False) -> list[str]:
        """The words of these lengths whose first (or ``second``) letter is one of ``letters``."""
        column = "second" if second else "first"
        marks, sizes = ", ".join("?" * len(letters)), ", ".join(map(str, lengths))
        where = f"length IN ({sizes}) AND {column} IN ({marks})"
        query = f"SELECT word FROM vocabulary WHERE {where} ORDER BY word"  # noqa: S608 - our own names
        return [word for (word,) in self._database.execute(query, tuple(letters))]

    def holding(self, piece: str, limit: int) -> list[str]:
        """Words with ``piece`` somewhere in them; looks through all of them."""
        query = "SELECT word FROM vocabulary WHERE instr(word, ?) ORDER BY cards DESC, word LIMIT ?"
        return [word for (word,) in self._database.execute(query, (piece, limit))]

    def packed(self) -> bytes:
        """The whole index as bytes."""
        return self._database.serialize()

    @classmethod
    def unpacked(cls, packed: bytes) -> Tables:
        """The index that ``packed`` was made of, in memory."""
        tables = cls.__new__(cls)
        tables._database = _open(None, read_only=False)
        tables._database.deserialize(packed)
        return tables

    def close(self) -> None:
        """Release the database; may be called twice."""
        self._database.close()

    def _place(self, row: Row) -> int:
        """A number between those of the cards before and after ``row`` by title."""
        key = row.title, row.id
        before = "SELECT number FROM cards WHERE (title, id) < (?, ?) ORDER BY title DESC, id DESC LIMIT 1"
        after = "SELECT number FROM cards WHERE (title, id) > (?, ?) ORDER BY title, id LIMIT 1"
        first = self._number(before, *key)
        last = self._number(after, *key) or first + 2 * _GAP
        if last - first < 2:
            raise NoRoomError("there is no number left between two cards")
        return (first + last) // 2

    def _insert(self, number: int, row: Row, counts: _Counts) -> None:
        self._database.execute(
            "INSERT INTO cards(number, id, fingerprint, title, language) VALUES (?, ?, ?, ?, ?)",
            (number, row.id, row.fingerprint, row.title, row.language),
        )
        marks = ", ".join("?" * (len(COLUMNS) + 1))
        statement = f"INSERT INTO words(rowid, {', '.join(COLUMNS)}) VALUES ({marks})"  # noqa: S608 - constants
        self._database.execute(statement, (number, *row.columns))
        counts.add(row.columns, row.language, 1)

    def _remove(self, card: str, counts: _Counts) -> None:
        number = self._number("SELECT number FROM cards WHERE id = ?", card)
        counts.add(self.texts(number), "", -1)
        self._database.execute("DELETE FROM words WHERE rowid = ?", (number,))
        self._database.execute("DELETE FROM cards WHERE number = ?", (number,))

    def _count_again(self, counts: _Counts, stems_of: StemsOf) -> None:
        run = self._database.executemany
        run(
            "INSERT INTO vocabulary VALUES (?1, ?2, substr(?1, 1, 1), substr(?1, 2, 1), length(?1))"
            " ON CONFLICT(word) DO UPDATE SET cards = cards + excluded.cards",
            sorted(counts.cards.items()),
        )
        dropped = [word for (word,) in self._database.execute("SELECT word FROM vocabulary WHERE cards <= 0")]
        run("DELETE FROM vocabulary WHERE word = ?", ((word,) for word in dropped))
        run("DELETE FROM stems WHERE word = ?", ((word,) for word in dropped))
        stems = {
            (stem, word)
            for language, found in counts.languages.items()
            for word, stem in stems_of(sorted(found), language)
        }
        run("INSERT OR IGNORE INTO stems VALUES (?, ?)", sorted(stems))

    def _version(self) -> int:
        return self._number("PRAGMA user_version")

    def _number(self, query: str, *values: object) -> int:
        row = self._database.execute(query, values).fetchone()
        return int(row[0]) if row else 0

    def _matching(self, expression: str, limit: int) -> list[int]:
        return self._numbers("SELECT rowid FROM words WHERE words MATCH ? LIMIT ?", expression, limit)

    def _numbers(self, query: str, *values: object) -> list[int]:
        return [number for (number,) in self._database.execute(query, values)]


class _Counts:
    """How many cards more have each word, and which words are new in which language."""

    def __init__(self) -> None:
        self.cards: Counter[str] = Counter()
        self.languages: dict[str, set[str]] = {}

    def add(self, columns: Sequence[str], language: str, cards: int) -> None:
        said = (column for name, column in zip(COLUMNS, columns, strict=True) if name != "initials")
        found = {word for column in said for word in column.split()}
        for word in found:
            self.cards[word] += cards
        if cards > 0:
            self.languages.setdefault(language, set()).update(found)


def _open(file: Path | None, read_only: bool) -> sqlite3.Connection:
    if file is None:
        return sqlite3.connect(":memory:", isolation_level=None, check_same_thread=False)
    name = f"{file.absolute().as_uri()}?mode={'ro&immutable=1' if read_only else 'rwc'}"
    database = sqlite3.connect(name, uri=True, isolation_level=None, check_same_thread=False)
    if not read_only:  # it can always be made anew, so nothing is gained by care for it
        database.executescript("PRAGMA journal_mode = MEMORY; PRAGMA synchronous = OFF;")
    return database
