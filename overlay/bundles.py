"""Reads the active bundles in the background, and again whenever a file in one of them is saved."""

from __future__ import annotations

import os
import threading
from collections.abc import Iterator, Sequence
from contextlib import suppress
from pathlib import Path

from PySide6.QtCore import QFileSystemWatcher, QObject, Signal

from content.audience.person import EVERYONE, Person
from content.library.cache import LibraryCache
from content.library.reading import ApartReader, Reading, ReadingError
from triggers.loop import Handle, Loop

# Editors save in several steps (temporary file, rename, backup): one reading for all of them.
_SETTLE_SECONDS = 0.15

_Identity = tuple[int, int]  # device and file number


class BundleReader(QObject):
    """``read`` delivers each Reading in the GUI thread.

    ``failed`` says why there is none; what was read before stays in use.
    """

    read = Signal(object)
    failed = Signal(str)

    def __init__(self, loop: Loop, reader: Sequence[str], cache: LibraryCache | None = None) -> None:
        """``reader`` is the command of the process that reads what is not in ``cache``."""
        super().__init__()
        self._loop, self._reader = loop, ApartReader(reader, cache)
        self._folders: list[Path] = []
        self._person = EVERYONE
        self._watcher = QFileSystemWatcher(self)
        self._watcher.directoryChanged.connect(self._changed)
        self._watcher.fileChanged.connect(self._changed)
        self._read_ones: list[_Identity | None] = []
        self._watched: dict[str, _Identity | None] = {}
        self._outside: set[str] = set()  # where a folder may appear, or be replaced by another
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
        if self._worker is not None:
            self._worker.join()

    def _changed(self, path: str) -> None:
        if path in self._outside and [_identity(folder) for folder in self._folders] == self._read_ones:
            if None in self._read_ones:
                self._watch()  # perhaps one step nearer to a missing folder; nothing to read yet
            return
        if self._settle is not None:
            self._settle.cancel()
        self._settle = self._loop.call_later(_SETTLE_SECONDS, self._start)

    def _start(self) -> None:
        if self._worker is not None:
            self._again = True
            return
        self._watch()
        folders = tuple(self._folders)
        self._worker = threading.Thread(target=self._work, args=(folders, self._person), name="bundle-reader")
        self._worker.start()

    def _work(self, folders: tuple[Path, ...], person: Person) -> None:
        try:
            reading = self._reader.read(folders, person)
        except Exception as error:  # noqa: BLE001 - the thread's dispatcher: unheard, it would end all reading
            reason = str(error) if isinstance(error, ReadingError) else f"{type(error).__name__}: {error}"
            self._loop.call_threadsafe(lambda: self._deliver(None, reason))
        else:
            self._loop.call_threadsafe(lambda: self._deliver(reading))

    def _deliver(self, reading: Reading | None, reason: str = "") -> None:
        if self._worker is not None:
            self._worker.join()
            self._worker = None
        if self._closed:
            return
        if self._again:
            self._again = False
            self._start()
        if reading is not None:
            self.read.emit(reading)
        else:
            self.failed.emit(reason)

    def _watch(self) -> None:
        self._read_ones = [_identity(folder) for folder in self._folders]
        inside = {path for folder in self._folders for path in _all_in(folder)}
        self._outside = {_home(folder) for folder in self._folders} - inside
        wanted = {path: _identity(path) for path in inside | self._outside}
        present = {*self._watcher.files(), *self._watcher.directories()}
        # A watch is one of the file it was set on: another file that took its name needs a new one.
        stale = {path for path in present if wanted.get(path) != self._watched.get(path)}
        if stale:
            self._watcher.removePaths(sorted(stale))
        if new := wanted.keys() - (present - stale):
            self._watcher.addPaths(sorted(new))
        self._watched = wanted


def _identity(path: str | Path) -> _Identity | None:
    """Tells a file or folder from another one put in its place; None when there is none."""
    with suppress(OSError):
        found = os.stat(path)  # noqa: PTH116 # thousands of paths, which are strings already
        return (found.st_dev, found.st_ino)
    return None


def _home(folder: Path) -> str:
    """The nearest folder around it that exists."""
    return next((str(parent) for parent in folder.parents if parent.is_dir()), str(folder))


def _all_in(folder: Path) -> Iterator[str]:
    if folder.is_file():  # a packed bundle
        yield str(folder)
    for parent, folders, files in os.walk(folder):  # unlike Path.rglob it minds nothing that vanishes
        folders[:] = [name for name in folders if not name.startswith(".")]  # .git is none of our business
        yield parent
        # Files are watched beside their folders: a file rewritten in place changes no folder.
        yield from (str(Path(parent, name)) for name in files if not name.startswith("."))
