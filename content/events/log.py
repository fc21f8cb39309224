"""The log of what happened on this desk: takes events at once and writes them in batches, in its own thread.

Whoever records waits for nothing; a log that cannot be written costs its events, is told, and breaks nothing.
Not for the file's form: see store.py. Why a thread, and why SQLite: docs/decisions/0028-event-log.md.
"""

from __future__ import annotations

import threading
from collections.abc import Callable, Iterator
from contextlib import contextmanager, suppress
from datetime import datetime, timedelta
from pathlib import Path
from typing import TYPE_CHECKING

from content.events.errors import BusyLogError, DamagedLogError, EventLogError, NewerLogError
from content.events.event import Event

if TYPE_CHECKING:
    from content.events.store import EventStore

_GATHER = 2.0  # seconds that a first event waits for others
_DAY = 24 * 60 * 60.0
_WAIT, _PATIENCE = 2.0, 10.0  # seconds
_MOST_WAITING = 10_000  # events; more only when the disk hangs for hours


class EventLog:
    """``file`` is made with the first event; ``now`` tells the local time with its zone.

    ``told`` is called, in the log's own thread, when ``problems`` changed. ``keeps`` is whether events are
    taken at all, ``days`` how long they are kept: both may change at any time.
    """

    def __init__(
        self,
        file: Path,
        now: Callable[[], datetime],
        told: Callable[[], None] = lambda: None,
        *,
        gather: float = _GATHER,
    ) -> None:
        self.file, self._now, self._told, self._gather = file, now, told, gather
        self.keeps, self.days = True, 90
        self._problems: list[str] = []
        self._waiting: list[Event] = []
        self._change = threading.Condition()
        self._hurry = threading.Event()
        self._is_busy = False
        self._works: list[Callable[[], None]] = []
        self._thread: threading.Thread | None = None
        self._closing = self._unusable = False
        self._store: EventStore | None = None
        self._trusted: datetime | None = None

    @property
    def problems(self) -> tuple[str, ...]:
        """What is wrong with the log, each said once, in plain words."""
        return tuple(self._problems)

    def record(self, event: Event) -> None:
        """Take ``event``, if events are kept. Takes microseconds and raises nothing."""
        if self.keeps and not self._closing and len(self._waiting) < _MOST_WAITING:
            with self._change:
                self._waiting.append(event)
                self._change.notify_all()
            self._start()

    def tidy(self) -> None:
        """Begin to forget what is too old: now, and once a day from then on."""
        if self.file.exists():
            self._start()

    def flush(self) -> None:
        """Wait until all that was recorded is written, or lost; for two seconds at most."""
        self.hurry()
        with self._change:
            self._change.wait_for(lambda: not self.is_behind, timeout=_WAIT)

    def hurry(self) -> None:
        """Begin to write what waits now; waits for nothing."""
        self._hurry.set()

    @property
    def is_behind(self) -> bool:
        """Whether something is still to be written or done."""
        return self._thread is not None and bool(self._is_busy or self._waiting or self._works)

    def after_writing(self, work: Callable[[], None]) -> None:
        """Have ``work``, which raises nothing, done in the log's own thread once what waits is written."""
        with self._change:
            self._works.append(work)
            self._change.notify_all()
        self._start()
        self.hurry()
        if self._closing:
            self._do_works()

    def erase(self, done: Callable[[int | None, str], None]) -> None:
        """Begin to forget everything, also what waits to be written and what was set aside.

        ``done`` is called in the log's own thread: with how many events that were (None where a file could
        only be deleted), and with "" or what could not be erased.
        """

        def work() -> None:
            with self._change:
                number: int | None = len(self._waiting)
                self._waiting.clear()
            self._let_go()
            try:
                there = erase(self.file)
            except EventLogError as error:
                done(number, str(error))
                return
            self._unusable = False
            self._problems.clear()
            self._told()
            done(None if there is None or number is None else number + there, "")

        self.after_writing(work)

    def close(self) -> None:
        """Write what waits, and end the thread; may be called twice."""
        with self._change:
            self._closing = True
            self._change.notify_all()
        self._hurry.set()
        if self._thread is not None:
            self._thread.join(_PATIENCE)  # a disk that hangs must not keep us from ending
            self._thread = None

    def _start(self) -> None:
        if self._thread is None and not self._closing:
            self._thread = threading.Thread(target=self._run, name="event log", daemon=True)
            self._thread.start()

    def _run(self) -> None:
        self._survive(self._forget)
        while True:
            with self._change:
                due = self._change.wait_for(
                    lambda: self._waiting or self._works or self._closing, timeout=_DAY
                )
            if not due:
                self._survive(self._forget)
                continue
            if not self._closing:
                self._hurry.wait(self._gather)
            self._hurry.clear()
            last = self._closing
            self._survive(self._write)
            self._do_works()
            if last:
                break
        self._let_go()

    def _survive(self, work: Callable[[list[Event]], None]) -> None:
        """Do ``work`` with what waits; a failure is told and costs no more than that."""
        with self._busy():
            batch: list[Event] = []
            try:
                work(batch)
            except EventLogError as error:
                self._went_wrong(error, batch)

    def _do_works(self) -> None:
        with self._busy():
            while self._works:
                self._works[0]()
                del self._works[0]

    @contextmanager
    def _busy(self) -> Iterator[None]:
        self._is_busy = True
        try:
            yield
        finally:
            with self._change:
                self._is_busy = False
                self._change.notify_all()

    def _forget(self, _batch: list[Event]) -> None:
        """Delete what is too old by the newest event of before, too: the clock alone may be wrong today."""
        if not self.file.exists() or self._unusable:
            return
        store, now = self._opened(), self._now()
        newest = store.newest(now)
        trusted, self._trusted = self._trusted or newest, newest
        if trusted is not None:
            store.forget_before(min(now, trusted) - timedelta(days=self.days), now)

    def _write(self, batch: list[Event]) -> None:
        with self._change:
            batch += self._waiting
            self._waiting = []
        if batch and not self._unusable:
            self._opened().append(batch)

    def _opened(self) -> EventStore:
        if self._store is None:
            from content.events.store import EventStore  # SQLite costs memory; this thread alone needs it

            self._store = EventStore(self.file)
            self._store.check()
        return self._store

    def _let_go(self) -> None:
        if self._store is not None:
            self._store.close()
            self._store = None

    def _went_wrong(self, error: EventLogError, batch: list[Event]) -> None:
        self._let_go()
        if isinstance(error, NewerLogError):
            self._unusable = True
            self._say(
                f"{error.where} {error.message}. Sidecue leaves it as it is and notes nothing; "
                f"{error.remedy}."
            )
        elif isinstance(error, DamagedLogError):
            self._set_aside(error, batch)
        elif isinstance(error, BusyLogError) and not self._closing:
            with self._change:
                self._waiting = batch + self._waiting  # its turn comes with the next event
        else:
            self._say(
                f"Some of what happened could not be noted in {error.where}: {error.message}. "
                f"Sidecue goes on, and the insights miss it; {error.remedy}."
            )

    def _set_aside(self, error: DamagedLogError, batch: list[Event]) -> None:
        from content.events.salvage import readable_rows
        from content.events.store import put_aside

        try:
            aside = put_aside(self.file, self._now())
        except OSError as refused:
            self._unusable = True
            self._say(f"{error.where} {error.message} and cannot be set aside: {refused.strerror}.")
            return
        rows = readable_rows(aside)
        new = f"a new one, with {len(rows):,} events that could still be read" if rows else "a new one"
        self._say(f"{error.where} {error.message}. Sidecue set it aside as {aside.name} and began {new}.")
        with suppress(EventLogError):  # of a new file; what is wrong now is told with the next batch
            if rows:
                self._opened().salvage(rows)
            if batch:
                self._opened().append(batch)

    def _say(self, words: str) -> None:
        if words not in self._problems:
            self._problems.append(words)
            self._told()


def erase(file: Path) -> int | None:
    """Erase the log in ``file``, also while an app has it open; returns how many events there were.

    A file that cannot be read, being newer or damaged, is deleted: None. Raises EventLogError.
    """
    from content.events.store import EventStore, remove_all, remove_aside

    number: int | None = 0
    try:
        if file.exists():
            try:
                store = EventStore(file)
                try:
                    number = store.forget_all()
                finally:
                    store.close()
            except (NewerLogError, DamagedLogError):
                remove_all(file)
                number = None
        remove_aside(file)
    except OSError as error:
        why = error.strerror or str(error)
        raise EventLogError(f"cannot be erased: {why}", file, "make its folder writable") from error
    return number
