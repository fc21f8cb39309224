"""Reads the active bundles in the background, and again whenever a file in one of them is saved."""

from __future__ import annotations

import threading
from collections.abc import Callable, Sequence
from pathlib import Path

from PySide6.QtCore import QObject, Signal

from content.audience.person import EVERYONE, Person
from content.library.cache import LibraryCache
from content.library.reading import ApartReader, Reading, ReadingError
from overlay.bundle_watch import BundleWatch, Found
from triggers.loop import Handle, Loop

# Editors save in several steps (temporary file, rename, backup): one reading for all of them.
_SETTLE_SECONDS = 0.15


class BundleReader(QObject):
    """``read`` delivers each Reading in the GUI thread.

    ``failed`` says why there is none; what was read before stays in use.
    """

    read = Signal(object)
    failed = Signal(str)
    unwatched = Signal(int)  # how many files will not be read again by themselves when they are saved

    def __init__(self, loop: Loop, reader: Sequence[str], cache: LibraryCache | None = None) -> None:
        """``reader`` is the command of the process that reads what is not in ``cache``."""
        super().__init__()
        self._loop, self._reader = loop, ApartReader(reader, cache)
        self._folders: list[Path] = []
        self._person = EVERYONE
        self._watch = BundleWatch(loop)
        self._watch.changed.connect(self._changed)
        self._watch.nearer.connect(self._look_around)
        self._watch.unwatched.connect(self.unwatched)
        self._watched = threading.Event()
        self._settle: Handle | None = None
        self._worker: threading.Thread | None = None
        self._again = False
        self._closed = False

    def use(self, folders: Sequence[Path], person: Person = EVERYONE) -> None:
        """Read what is for ``person`` in these folders, highest precedence first, and watch them."""
        self._folders, self._person = list(folders), person
        self._start()

    def read_afresh(self) -> None:
        """Read everything again, whatever was kept: something of it turned out to be damaged."""
        self._reader.forget()
        self._start()

    def close(self) -> None:
        """Stop watching, and a reading under way."""
        self._closed = True
        if self._settle is not None:
            self._settle.cancel()
        self._reader.stop()
        self._watched.set()
        if self._worker is not None:
            self._worker.join()

    def _changed(self) -> None:
        if self._settle is not None:
            self._settle.cancel()
        self._settle = self._loop.call_later(_SETTLE_SECONDS, self._start)

    def _look_around(self) -> None:
        """A missing folder still is missing: watch what there is now, and read nothing."""
        if self._worker is None:  # else what is under way looks around, too
            self._begin(self._look)

    def _start(self) -> None:
        if self._worker is not None:
            self._again = True
        else:
            self._begin(self._work)

    def _begin(self, work: Callable[[tuple[Path, ...], Person], None]) -> None:
        self._watched.clear()
        arguments = (tuple(self._folders), self._person)
        self._worker = threading.Thread(target=work, args=arguments, name="bundle-reader")
        self._worker.start()

    def _look(self, folders: tuple[Path, ...], _person: Person) -> None:
        try:
            self._watch_now(folders)
        finally:
            self._loop.call_threadsafe(self._end)

    def _watch_now(self, folders: tuple[Path, ...]) -> None:
        found = Found.of(folders)
        self._loop.call_threadsafe(lambda: self._watch.take(found, self._watched.set))
        self._watched.wait()

    def _work(self, folders: tuple[Path, ...], person: Person) -> None:
        try:
            self._watch_now(folders)  # before, because what is saved while it is read has to be noticed
            reading = self._reader.read(folders, person)
        except Exception as error:  # noqa: BLE001 - the thread's dispatcher: unheard, it would end all reading
            reason = str(error) if isinstance(error, ReadingError) else f"{type(error).__name__}: {error}"
            self._loop.call_threadsafe(lambda: self._deliver(None, reason))
        else:
            asked = (folders, person)
            self._loop.call_threadsafe(lambda: self._deliver(reading, asked=asked))

    def _end(self) -> None:
        if self._worker is not None:
            self._worker.join()
            self._worker = None
        if self._again and not self._closed:
            self._again = False
            self._start()

    def _deliver(
        self, reading: Reading | None, reason: str = "", asked: tuple[tuple[Path, ...], Person] | None = None
    ) -> None:
        self._end()
        if self._closed:
            return
        if reading is not None:
            if asked == (tuple(self._folders), self._person):  # else another one is under way
                self.read.emit(reading)
        else:
            self.failed.emit(reason)
