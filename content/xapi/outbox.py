"""Statements that wait for a server, on the disk: what was taken from the event log, and what became of it.

A table of a few columns in SQLite. Whatever ends the process, each event is taken once; a statement goes when
a server has confirmed it, or is set aside with the reason. Not for making statements, and not for sending.
"""

from __future__ import annotations

import json
import os
import sqlite3
from collections.abc import Callable, Iterable, Iterator, Sequence
from contextlib import contextmanager, suppress
from dataclasses import dataclass
from datetime import datetime
from pathlib import Path
from typing import Any

from content.events.event import Event
from content.whole_file import set_aside
from content.xapi.errors import XapiError
from content.xapi.forgetting import OUTBOX
from content.xapi.statement import Actor, statement

MOST_WAITING = 5_000
"""More stay in the event log until there is room: nothing is lost, and the file stays below some 10 MB."""
_MOST_ASIDE = 1_000
_LONGEST_REASON = 500
_SCHEMA = 1
_PATIENCE = 10.0  # seconds for another process to let the file go
_TABLES = """
CREATE TABLE waiting (number INTEGER PRIMARY KEY AUTOINCREMENT, id TEXT UNIQUE, body TEXT);
CREATE TABLE aside (number INTEGER PRIMARY KEY AUTOINCREMENT, id TEXT UNIQUE, body TEXT, reason TEXT);
CREATE TABLE notes (name TEXT PRIMARY KEY, value TEXT);
"""


@dataclass(frozen=True, slots=True)
class Waiting:
    """A statement as it is sent, ``body`` in JSON; a larger ``number`` was taken later."""

    number: int
    id: str
    body: str


@dataclass(frozen=True, slots=True)
class Aside:
    """A statement that no server will take, or "" for an event that makes none, and why."""

    id: str
    body: str
    reason: str


class Outbox:
    """The outbox in ``folder``, made if there is none. Raises XapiError where it cannot be used.

    A damaged file is set aside and told in ``problem``; one of a newer Sidecue is left as it is and refused.
    """

    def __init__(self, folder: Path, now: Callable[[], datetime], most: int = MOST_WAITING) -> None:
        self._file, self._now, self._most = folder / OUTBOX, now, most
        self.problem = ""
        try:
            folder.mkdir(mode=0o700, parents=True, exist_ok=True)
            self._database = self._opened()
        except sqlite3.DatabaseError as error:
            self._database = self._afresh(error)
        except OSError as error:
            raise self._fault(error) from error

    def close(self) -> None:
        """Let the file go; may be called twice."""
        self._database.close()

    @property
    def begun(self) -> bool:
        """Whether ``begin`` was ever called."""
        return self.note("after") != ""

    @property
    def after(self) -> int:
        """The number of the last row of the event log that was looked at."""
        return int(self.note("after") or 0)

    @property
    def log(self) -> str:
        """The name of the event log that the number counts in, "" for not known."""
        return self.note("log")

    def begin(self, after: int, log: str = "") -> None:
        """Take what stands behind row ``after`` of the event log named ``log``, and nothing before it."""
        self.put_notes(after=str(after), log=log)

    def take(self, rows: Iterable[tuple[int, Event]], actor: Actor) -> int:
        """Turn the events of the log behind ``after`` into statements, as many as there is room for.

        ``rows`` have their numbers, in order. How many were taken; an event that makes no statement is set
        aside. Raises XapiError when the disk cannot keep them; then none of them count as looked at.
        """
        taken, after, room = 0, self.after, self._most - self.count()
        with self._change() as database:
            for number, event in rows:
                if taken >= room:
                    break
                if number > after:
                    taken += self._insert(database, event, actor)
                    after = number
            _put(database, "after", str(after))
        return taken

    def waiting(self, most: int, beyond: int = 0) -> list[Waiting]:
        """The oldest statements that wait, ``most`` of them, with numbers above ``beyond``."""
        order = "SELECT number, id, body FROM waiting WHERE number > ? ORDER BY number LIMIT ?"
        return [Waiting(*row) for row in self._read(order, beyond, most)]

    def newest(self) -> Waiting | None:
        """The statement that was taken last."""
        rows = self._read("SELECT number, id, body FROM waiting ORDER BY number DESC LIMIT 1")
        return Waiting(*rows[0]) if rows else None

    def delivered(self, statements: Iterable[Waiting]) -> None:
        """A server has these now."""
        with self._change() as database:
            database.executemany(
                "DELETE FROM waiting WHERE number = ?", [(one.number,) for one in statements]
            )

    def set_aside(self, statements: Iterable[tuple[Waiting, str]]) -> None:
        """No server will take these, each for its reason."""
        with self._change() as database:
            for one, reason in statements:
                database.execute("DELETE FROM waiting WHERE number = ?", (one.number,))
                _keep_aside(database, Aside(one.id, one.body, reason))

    def count(self) -> int:
        """How many wait."""
        return int(self._read("SELECT count(*) FROM waiting")[0][0])

    def count_aside(self) -> int:
        """How many were set aside, a thousand at most."""
        return int(self._read("SELECT count(*) FROM aside")[0][0])

    def aside(self) -> Sequence[Aside]:
        """What was set aside, the oldest first; at most a thousand are kept."""
        return [Aside(*row) for row in self._read("SELECT id, body, reason FROM aside ORDER BY number")]

    def note(self, name: str) -> str:
        """What ``put_notes`` noted, "" for nothing."""
        rows = self._read("SELECT value FROM notes WHERE name = ?", name)
        return str(rows[0][0]) if rows else ""

    def put_notes(self, **notes: str) -> None:
        """Keep a few words beside the statements, all of them or none."""
        with self._change() as database:
            for name, value in notes.items():
                _put(database, name, value)

    def _insert(self, database: sqlite3.Connection, event: Event, actor: Actor) -> int:
        try:
            made = statement(event, actor)
        except XapiError as error:
            _keep_aside(database, Aside(event.id, "", str(error)))
            return 0
        body = json.dumps(made, separators=(",", ":"))
        found = database.execute("SELECT 1 FROM aside WHERE id = ?", (made["id"],)).fetchone()
        if found is not None:
            return 0
        order = "INSERT OR IGNORE INTO waiting (id, body) VALUES (?, ?)"
        return database.execute(order, (made["id"], body)).rowcount

    def _opened(self) -> sqlite3.Connection:
        os.close(os.open(self._file, os.O_RDWR | os.O_CREAT, 0o600))  # before SQLite makes it for everyone
        database = sqlite3.connect(self._file, timeout=_PATIENCE, isolation_level=None)
        try:
            with _transaction(database):
                self._prepare(database)
        except BaseException:
            database.close()
            raise
        return database

    def _prepare(self, database: sqlite3.Connection) -> None:
        (schema,) = database.execute("PRAGMA user_version").fetchone()
        if schema > _SCHEMA:
            raise XapiError("was written by a newer Sidecue", str(self._file), "update Sidecue to use it")
        if schema == 0:
            for order in filter(str.strip, _TABLES.split(";")):
                database.execute(order)
            database.execute(f"PRAGMA user_version = {_SCHEMA}")
        elif database.execute("PRAGMA quick_check").fetchone()[0] != "ok":
            raise sqlite3.DatabaseError("it is damaged")

    def _afresh(self, error: sqlite3.DatabaseError) -> sqlite3.Connection:
        """An empty outbox in place of a damaged one."""
        if isinstance(error, sqlite3.OperationalError):  # locked, full, not ours to write: it may be whole
            raise self._fault(error) from error
        try:
            aside = set_aside(self._file, self._now())
            database = self._opened()
        except (OSError, sqlite3.Error) as again:
            raise self._fault(again) from again
        self.problem = (
            f"The statements that waited for the learning record store could not be read. Sidecue set them "
            f"aside as {aside.name} and goes on with what happens from now on."
        )
        return database

    def _read(self, order: str, *values: object) -> list[tuple[Any, ...]]:
        try:
            return self._database.execute(order, values).fetchall()
        except sqlite3.Error as error:
            raise self._fault(error) from error

    @contextmanager
    def _change(self) -> Iterator[sqlite3.Connection]:
        try:
            with _transaction(self._database):
                yield self._database
        except sqlite3.Error as error:
            raise self._fault(error) from error

    def _fault(self, error: Exception) -> XapiError:
        why = error.strerror if isinstance(error, OSError) and error.strerror else str(error)
        remedy = "make room on the disk and the folder writable"
        return XapiError(f"cannot be used: {why}", str(self._file), remedy)


@contextmanager
def _transaction(database: sqlite3.Connection) -> Iterator[None]:
    """All of it or nothing, and nobody else meanwhile."""
    database.execute("BEGIN IMMEDIATE")
    try:
        yield
        database.execute("COMMIT")
    except BaseException:
        with suppress(sqlite3.Error):  # SQLite may have rolled back already, on a full disk for instance
            database.execute("ROLLBACK")
        raise


def _keep_aside(database: sqlite3.Connection, one: Aside) -> None:
    reason = one.reason[:_LONGEST_REASON]
    database.execute(
        "INSERT OR REPLACE INTO aside (id, body, reason) VALUES (?, ?, ?)", (one.id, one.body, reason)
    )
    database.execute("DELETE FROM aside WHERE number <= (SELECT max(number) FROM aside) - ?", (_MOST_ASIDE,))


def _put(database: sqlite3.Connection, name: str, value: str) -> None:
    database.execute("INSERT OR REPLACE INTO notes VALUES (?, ?)", (name, value))
