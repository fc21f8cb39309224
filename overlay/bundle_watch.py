"""Notices when a file in one of the active bundles is saved. Not for reading them: see bundles.py.

Thousands of files are looked for in another thread and watched a few at a time, so that no frame is late.
"""

from __future__ import annotations

import os
from collections import deque
from collections.abc import Callable, Iterator, Sequence
from contextlib import suppress
from dataclasses import dataclass, field
from pathlib import Path

from PySide6.QtCore import QFileSystemWatcher, QObject, Signal

from triggers.loop import Loop

_AT_A_TIME = 200  # paths; a watch costs some ten microseconds

_Identity = tuple[int, int]  # device and file number


@dataclass(frozen=True, slots=True)
class Found:
    """What there is to watch. ``outside`` are folders in which one that is missing or replaced may appear."""

    folders: Sequence[Path] = ()
    identities: Sequence[_Identity | None] = ()
    outside: frozenset[str] = frozenset()
    wanted: dict[str, _Identity | None] = field(default_factory=dict)

    @classmethod
    def of(cls, folders: Sequence[Path]) -> Found:
        """Everything in ``folders``; takes a tenth of a second for thousands of files, in any thread."""
        identities = [_identity(folder) for folder in folders]
        inside = {path for folder in folders for path in _all_in(folder)}
        outside = frozenset({_home(folder) for folder in folders} - inside)
        return cls(folders, identities, outside, {path: _identity(path) for path in inside | outside})


class BundleWatch(QObject):
    """``changed`` when what the folders hold may differ from what was found; lives in the GUI's thread.

    ``nearer`` when a folder that is missing still is, but its surroundings changed: look for it anew.
    """

    changed = Signal()
    nearer = Signal()
    unwatched = Signal(int)  # how many files the system would not watch: 0 when all is well

    def __init__(self, loop: Loop) -> None:
        super().__init__()
        self._loop = loop
        self._watcher = QFileSystemWatcher(self)
        self._watcher.directoryChanged.connect(self._notice)
        self._watcher.fileChanged.connect(self._notice)
        self._found = Found()
        self._stale: deque[str] = deque()
        self._new: deque[str] = deque()
        self._unwatched = 0
        self._ready: Callable[[], None] | None = None

    def take(self, found: Found, ready: Callable[[], None]) -> None:
        """Watch what was ``found`` from now on, in place of what was before, and then call ``ready``."""
        before, self._found = self._found.wanted, found
        present = {*self._watcher.files(), *self._watcher.directories()}
        # A watch is one of the file it was set on: another file that took its name needs a new one.
        stale = {path for path in present if found.wanted.get(path) != before.get(path)}
        self._stale = deque(sorted(stale))
        self._new = deque(sorted(found.wanted.keys() - (present - stale)))
        self._ready, self._unwatched = ready, 0
        self._go_on()

    def _go_on(self) -> None:
        if some := _taken(self._stale):
            self._watcher.removePaths(some)
        elif some := _taken(self._new):
            self._unwatched += sum(map(os.path.exists, self._watcher.addPaths(some)))
        if some:
            self._loop.call_later(0, self._go_on)
        elif self._ready is not None:
            ready, self._ready = self._ready, None
            self.unwatched.emit(self._unwatched)
            ready()

    def _notice(self, path: str) -> None:
        found = self._found
        if path in found.outside and [_identity(folder) for folder in found.folders] == found.identities:
            if None in found.identities:
                self.nearer.emit()  # perhaps one step nearer to a missing folder; nothing to read yet
            return
        self.changed.emit()


def _taken(paths: deque[str]) -> list[str]:
    return [paths.popleft() for _ in range(min(_AT_A_TIME, len(paths)))]


def _identity(path: str | Path) -> _Identity | None:
    """Tells a file or folder from another one put in its place; None when there is none."""
    with suppress(OSError):
        found = os.stat(path)  # noqa: PTH116 # thousands of paths, which are strings already
        return (found.st_dev, found.st_ino)
    return None


def _home(folder: Path) -> str:
    """The nearest folder around it that exists."""
    return next((str(parent) for parent in folder.parents if os.path.isdir(parent)), str(folder))  # noqa: PTH112


def _all_in(folder: Path) -> Iterator[str]:
    if os.path.isfile(folder):  # noqa: PTH113 - a packed bundle; Path raises for a name that is too long
        yield str(folder)
    for parent, folders, files in os.walk(folder):  # unlike Path.rglob it minds nothing that vanishes
        folders[:] = [name for name in folders if not name.startswith(".")]  # .git is none of our business
        yield parent
        # Files are watched beside their folders: a file rewritten in place changes no folder.
        yield from (os.path.join(parent, name) for name in files if not name.startswith("."))  # noqa: PTH118 # thousands
