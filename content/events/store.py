"""The event log as an SQLite file, and the only SQL on it. Not for when it is written: see log.py.

Schema, retention and what two processes may do at once are described in docs/insights.md.
"""

from __future__ import annotations

import os
import secrets
import sqlite3
from collections.abc import Iterator, Sequence
from contextlib import contextmanager, suppress
from datetime import datetime, timedelta
from pathlib import Path

from content.events.errors import BusyLogError, DamagedLogError, EventLogError, NewerLogError, NoRoomError
from content.events.event import Event
from content.events.rows import Kept, Row, kept, milliseconds, row_of, time_of
from content.whole_file import FOR_OWNER, set_aside

VERSION = 1
_BUSY_SECONDS = 5.0
_AHEAD = timedelta(days=1)  # events later than this were noted while the clock was wrong
_BESIDE = ("-wal", "-shm")  # SQLite's own files, which belong to the one beside them

_SCHEMA = f"""
BEGIN IMMEDIATE;
CREATE TABLE IF NOT EXISTS about (name TEXT PRIMARY KEY, value TEXT NOT NULL);
CREATE TABLE IF NOT EXISTS events (
    number INTEGER PRIMARY KEY AUTOINCREMENT,
    id TEXT NOT NULL UNIQUE,
    at INTEGER NOT NULL,
    zone INTEGER NOT NULL,
    what TEXT NOT NULL,
    card TEXT NOT NULL,
    detail TEXT NOT NULL
);
CREATE INDEX IF NOT EXISTS events_by_time ON events (at);
PRAGMA user_version = {VERSION};
COMMIT;
"""
_ADD = "INSERT OR IGNORE INTO events (id, at, zone, what, card, detail) VALUES (?, ?, ?, ?, ?, ?)"
_READ = "SELECT number, id, at, zone, what, card, detail FROM events WHERE at >= ? ORDER BY number"


class EventStore:
    """The log in ``file``, for one thread at a time; another process may use the same file at the same time.

    Every method raises EventLogError: NewerLogError, DamagedLogError, NoRoomError, or BusyLogError when
    the file stayed locked for five seconds.
    """

    def __init__(self, file: Path, *, read_only: bool = False) -> None:
        """``file`` is made where it is missing, unless ``read_only``: then FileNotFoundError is raised."""
        self._file = file
        if read_only and not file.exists():
            raise FileNotFoundError(file)
        with self._told():
            self._database = self._open(read_only)
            try:
                self._look(read_only)
            except BaseException:
                self._database.close()
                raise

    def append(self, events: Sequence[Event]) -> None:
        """Keep ``events`` in this order, all or none; one whose id is there already is left out."""
        with self._told(), self._at_once():
            self._database.executemany(_ADD, [row_of(event) for event in events])

    def read(self, since: datetime | None = None) -> Iterator[Kept]:
        """The events from ``since`` on, in the order in which they happened; unreadable rows are left out."""
        with self._told():
            for number, *row in self._database.execute(_READ, [milliseconds(since) if since else -(1 << 62)]):
                try:
                    yield kept(number, (row[0], row[1], row[2], row[3], row[4], row[5]))
                except (ValueError, TypeError):
                    continue

    def newest(self, now: datetime) -> datetime | None:
        """The time of the latest event that cannot be from a clock that was ahead of ``now``."""
        with self._told():
            latest = "SELECT max(at) FROM events WHERE at <= ?"
            at = self._database.execute(latest, [milliseconds(now + _AHEAD)]).fetchone()[0]
        return None if at is None else time_of(at)

    def count(self) -> int:
        """How many events there are."""
        with self._told():
            return int(self._database.execute("SELECT count(*) FROM events").fetchone()[0])

    def forget_before(self, oldest: datetime, now: datetime) -> None:
        """Delete what happened before ``oldest``.

        Goes by the order of events, so that one noted while the clock stood at 1970 does not go before its
        neighbours, and one from a clock that was ahead (after ``now``) does not stay for years.
        """
        limits = [milliseconds(oldest), milliseconds(now + _AHEAD)]
        first = "SELECT min(number) FROM events WHERE at BETWEEN ? AND ?"
        with self._told(), self._at_once():
            kept_from = self._database.execute(first, limits).fetchone()[0]
            if kept_from is not None:
                self._database.execute("DELETE FROM events WHERE number < ?", [kept_from])
            else:
                self._database.execute("DELETE FROM events WHERE at < ?", limits[:1])

    def forget_all(self) -> int:
        """Delete all events and the pseudonym, down to the bytes of the file; returns how many events.

        Numbers begin at 1 again, so that nothing tells how much there was. Raises BusyLogError while another
        program reads: the events are gone from the log then, and their bytes still in its files.
        """
        number = self.count()
        with self._told():
            with self._at_once():
                for table in ("events", "about", "sqlite_sequence"):
                    self._database.execute(f"DELETE FROM {table}")  # noqa: S608 - the names stand above
                self._name()
            self._database.execute("VACUUM")
            # Waits for readers as long as for writers, and then tells only in its answer that it gave up.
            is_busy = self._database.execute("PRAGMA wal_checkpoint(TRUNCATE)").fetchone()[0]
        if is_busy:
            what = "is being read by another program, so that its bytes could not all be overwritten"
            raise BusyLogError(what, self._file, "end that program and erase once more")
        return number

    def origin(self) -> tuple[str, int]:
        """A random name of this log, another one once all was erased or it was set aside, "" for none yet.

        And the number up to which its events were salvaged from the log before.
        """
        with self._told():
            about = dict(self._database.execute("SELECT name, value FROM about").fetchall())
        salvaged = str(about.get("salvaged", ""))
        return str(about.get("log", "")), int(salvaged) if salvaged.isdecimal() else 0

    def salvage(self, rows: Sequence[Row]) -> None:
        """Keep ``rows`` of a damaged log as the first of this one."""
        with self._told(), self._at_once():
            self._database.executemany(_ADD, rows)
            self._database.execute(
                "INSERT OR REPLACE INTO about SELECT 'salvaged', coalesce(max(number), 0) FROM events"
            )

    def pseudonym(self) -> str:
        """A random number that stands for this person in what they share, the same until all is erased."""
        with self._told():
            add = "INSERT OR IGNORE INTO about VALUES ('pseudonym', ?)"
            self._database.execute(add, [secrets.token_hex(16)])
            found = self._database.execute("SELECT value FROM about WHERE name = 'pseudonym'").fetchone()
        return str(found[0])

    def check(self) -> None:
        """Read the whole file once. Raises DamagedLogError when it is not whole."""
        with self._told():
            said = self._database.execute("PRAGMA quick_check(1)").fetchone()[0]
        if said != "ok":
            raise DamagedLogError(self._file, "a part of it is missing or changed")

    def close(self) -> None:
        """Let the file go; may be called twice."""
        with suppress(sqlite3.Error):
            self._database.close()

    def _open(self, read_only: bool) -> sqlite3.Connection:
        if not read_only:
            self._file.parent.mkdir(mode=0o700, parents=True, exist_ok=True)
            # SQLite gives its other files the rights of this one.
            os.close(os.open(self._file, os.O_RDWR | os.O_CREAT, FOR_OWNER))
        name = f"{self._file.absolute().as_uri()}?mode={'ro' if read_only else 'rw'}"
        return sqlite3.connect(
            name, uri=True, timeout=_BUSY_SECONDS, isolation_level=None, check_same_thread=False
        )

    def _look(self, read_only: bool) -> None:
        version = self._database.execute("PRAGMA user_version").fetchone()[0]
        if version > VERSION:
            raise NewerLogError(self._file)
        tables = {name for (name,) in self._database.execute("SELECT name FROM sqlite_master")}
        if version == VERSION and not {"about", "events"} <= tables:
            raise DamagedLogError(self._file, "its tables are missing")
        if version == 0 and tables:
            raise DamagedLogError(self._file, "it is another program's")
        if read_only:
            if version == 0:
                raise FileNotFoundError(self._file)
            return
        self._database.execute("PRAGMA secure_delete = ON")  # what was forgotten is overwritten
        if version == 0:
            self._database.execute("PRAGMA journal_mode = WAL")
            self._database.executescript(_SCHEMA)
        if self._database.execute("SELECT 1 FROM about WHERE name = 'log'").fetchone() is None:
            self._name()
        self._database.execute("PRAGMA synchronous = NORMAL")  # a power cut may cost the last events, no more

    def _name(self) -> None:
        """So that whoever reads on from a number (content/xapi) notices that it is another log."""
        add = "INSERT OR IGNORE INTO about VALUES ('log', ?)"
        self._database.execute(add, [secrets.token_hex(16)])

    @contextmanager
    def _at_once(self) -> Iterator[None]:
        self._database.execute("BEGIN IMMEDIATE")
        try:
            yield
            self._database.execute("COMMIT")
        except BaseException:
            with suppress(sqlite3.Error):  # a full disk may have ended it already
                self._database.execute("ROLLBACK")
            raise

    @contextmanager
    def _told(self) -> Iterator[None]:
        try:
            yield
        except sqlite3.Error as error:
            raise self._in_words(error) from error
        except FileNotFoundError:
            raise
        except OSError as error:
            raise NoRoomError(error.strerror or str(error), self._file, "make it writable") from error

    def _in_words(self, error: sqlite3.Error) -> EventLogError:
        name = getattr(error, "sqlite_errorname", "")
        if name.startswith(("SQLITE_CORRUPT", "SQLITE_NOTADB")):
            return DamagedLogError(self._file, "it is not a whole SQLite file")
        if name.startswith(
            ("SQLITE_FULL", "SQLITE_IOERR", "SQLITE_READONLY", "SQLITE_CANTOPEN", "SQLITE_PERM")
        ):
            return NoRoomError(str(error), self._file, "make room on the disk or make the folder writable")
        if name.startswith(("SQLITE_BUSY", "SQLITE_LOCKED")):
            return BusyLogError("is used by another program", self._file, "try again in a moment")
        return EventLogError(str(error), self._file, "please report this")


def put_aside(file: Path, now: datetime) -> Path:
    """Rename a damaged log, with SQLite's files beside it; returns its new place. Raises OSError."""
    aside = set_aside(file, now)
    for ending in _BESIDE:
        with suppress(FileNotFoundError):
            file.with_name(file.name + ending).rename(aside.with_name(aside.name + ending))
    return aside


def remove_all(file: Path) -> None:
    """Delete the log with all that was set aside of it, whatever is in them. Raises OSError."""
    for found in file.parent.glob(f"{file.name}*"):
        found.unlink(missing_ok=True)


def remove_aside(file: Path) -> None:
    """Delete what was set aside of the log. Raises OSError."""
    for found in file.parent.glob(f"{file.name}.damaged-*"):
        found.unlink(missing_ok=True)
