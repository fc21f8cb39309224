"""A TinyDB storage that a crash, a full disk or a damaged file cannot make lose the person's state.

Everything is read once and answered from memory; writes are gathered and flushed whole. Not for sharing a
file between processes: memory.py holds the folder's lock. Why not TinyDB's own storage:
docs/decisions/0007-personal-state-in-tinydb.md.
"""

from __future__ import annotations

from collections.abc import Callable
from contextlib import suppress
from datetime import datetime
from pathlib import Path

from tinydb import Storage

from content.memory import files, schema
from content.memory.schema import DamagedError, NewerSchemaError, Tables

Schedule = Callable[[Callable[[], None]], object]  # what it returns is not looked at


class AtomicJSONStorage(Storage):
    """Holds the tables of ``path``; ``problems`` says in plain words what went wrong with the file.

    ``schedule`` is asked to call back some time later after a first change, so that many changes cost one
    write; without it every change is written at once. With ``read_only`` nothing on disk is ever touched.
    """

    def __init__(
        self,
        path: Path,
        now: Callable[[], datetime],
        schedule: Schedule | None = None,
        *,
        read_only: bool = False,
    ) -> None:
        self._path, self._now, self._schedule = path, now, schedule
        self._writable = not read_only
        self._dirty = self._asked = False
        self._read_problems: list[str] = []
        self._write_problem = ""
        self._tables = self._load()
        if self._dirty:
            self.flush()

    @property
    def problems(self) -> tuple[str, ...]:
        """What went wrong while reading, and what keeps the last change from being written, if anything."""
        return (*self._read_problems, *filter(None, [self._write_problem]))

    def read(self) -> Tables:
        """The tables themselves, from memory; TinyDB copies what it hands out and writes what it changes."""
        return self._tables

    def write(self, data: Tables) -> None:
        """Take over ``data`` and see to it that it is written."""
        self._tables = data
        if not self._writable:
            return
        self._dirty = True
        if self._schedule is None:
            self.flush()
        elif not self._asked:
            self._asked = True
            self._schedule(self.flush)

    def flush(self) -> None:
        """Write now what has changed; a failure is reported in ``problems`` and tried again next time."""
        self._asked = False
        if not self._dirty or not self._writable:
            return
        try:
            files.replace_whole(self._path, schema.encode(self._tables))
        except OSError as error:
            self._write_problem = (
                f"Your ticks and settings cannot be saved in {self._path.parent}: {error.strerror}. Sidecue "
                "keeps them while it runs; make room on the disk or make the folder writable."
            )
            return
        self._dirty = False
        self._write_problem = ""

    def close(self) -> None:
        """Write what has changed; a later change is not written any more."""
        self.flush()
        self._writable = False

    def _load(self) -> Tables:
        try:
            return self._read(self._path)
        except FileNotFoundError:
            return self._without_file()
        except NewerSchemaError:
            self._leave(f"{self._path} was written by a newer Sidecue", "update Sidecue to use it")
        except DamagedError as error:
            return self._without_damaged(error)
        except OSError as error:
            self._leave(f"{self._path} cannot be read: {error.strerror}", "make it readable for you")
        return schema.empty()

    def _read(self, path: Path) -> Tables:
        return schema.decode(path.read_bytes())

    def _without_file(self) -> Tables:
        """A first start, or a crash between the two renames of a write; then the new version is whole."""
        tables = self._other(files.new_of(self._path))
        if tables is None and (tables := self._other(files.last_good_of(self._path))) is not None:
            self._read_problems.append(f"{self._path} is missing. Sidecue went back to the last good copy.")
        self._dirty = tables is not None
        return tables or schema.empty()

    def _without_damaged(self, damage: DamagedError) -> Tables:
        what = f"{self._path} was damaged ({damage})"
        if not self._writable:
            self._read_problems.append(f"{what}; start the Sidecue app to repair it.")
            return self._other(files.last_good_of(self._path)) or schema.empty()
        try:
            aside = files.set_aside(self._path, self._now())
        except OSError as error:
            self._leave(f"{what} and cannot be set aside: {error.strerror}", "make its folder writable")
            return self._other(files.last_good_of(self._path)) or schema.empty()
        tables = self._other(files.last_good_of(self._path))
        source = "started afresh" if tables is None else "went back to the last good copy"
        self._read_problems.append(f"{what}. Sidecue set it aside as {aside.name} and {source}.")
        self._dirty = True
        return tables or schema.empty()

    def _other(self, path: Path) -> Tables | None:
        """The tables of another version of the file; None if there is none that can be used."""
        try:
            return self._read(path)
        except NewerSchemaError:
            self._leave(f"{path} was written by a newer Sidecue", "update Sidecue to use it")
        except DamagedError:
            if self._writable:
                with suppress(OSError):
                    files.set_aside(path, self._now())
        except OSError:
            pass  # there is none, or none for us
        return None

    def _leave(self, what: str, remedy: str) -> None:
        self._writable = False
        self._read_problems.append(
            f"{what}. Sidecue leaves it as it is and saves nothing in this session; {remedy}."
        )
