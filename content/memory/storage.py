"""A TinyDB storage that a crash, a full disk or a damaged file cannot make lose the person's state.

Everything is read once and answered from memory; writes are gathered and flushed whole. Not for sharing a
file between processes: memory.py holds the folder's lock. Why not TinyDB's own storage:
docs/decisions/0007-personal-state-in-tinydb.md.
"""

from __future__ import annotations

from collections.abc import Callable
from datetime import datetime
from pathlib import Path

from tinydb import Storage

from content.memory import codec, files
from content.memory.recovery import load
from content.memory.schema import Tables
from content.whole_file import delete

Schedule = Callable[[Callable[[], None]], object]  # what it returns is not looked at


class AtomicJSONStorage(Storage):
    """Holds the tables of ``path``; ``problems`` says in plain words what went wrong with the file.

    ``lost_settings`` says that there were settings once and nobody can tell which.

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
        self._path, self._schedule = path, schedule
        loaded = load(path, now, may_write=not read_only)
        self._tables, self._writable, self._dirty = loaded.tables, loaded.writable, loaded.repaired
        self._read_problems = loaded.problems
        self.lost_settings = loaded.lost_settings
        self._write_problem = ""
        self._asked = False
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
            files.replace_whole(self._path, codec.encode(self._tables))
        except OSError as error:
            self._write_problem = (
                f"Your ticks and settings cannot be saved in {self._path.parent}: {error.strerror}. Sidecue "
                "keeps them while it runs; make room on the disk or make the folder writable."
            )
            return
        self._dirty = False
        self._write_problem = ""

    def flush_both(self) -> None:
        """Write the present version over the last good copy too, and delete what was set aside as damaged.

        What was to be forgotten stood in all of them.
        """
        for _ in range(2):
            self._dirty = True
            self.flush()
        if self._writable and not self._write_problem:
            left = map(delete, files.set_aside_of(self._path))
            self._write_problem = next(filter(None, left), "")

    def close(self) -> None:
        """Write what has changed; a later change is not written any more."""
        self.flush()
        self._writable = False
