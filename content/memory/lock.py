"""One owner for a folder, by a lock of the operating system. Not for threads of one process."""

from __future__ import annotations

import os
import sys
from pathlib import Path

from content.memory.errors import StateInUseError

if sys.platform == "win32":
    import msvcrt

    def _lock(descriptor: int) -> None:
        msvcrt.locking(descriptor, msvcrt.LK_NBLCK, 1)
else:
    import fcntl

    def _lock(descriptor: int) -> None:
        fcntl.flock(descriptor, fcntl.LOCK_EX | fcntl.LOCK_NB)


class FolderLock:
    """Held from construction to ``close()``; the system lets it go when the process dies, however it dies.

    ``held`` is false where the folder cannot be written or its file system knows no locks: nothing is kept
    from working then, because the desktop app is a single instance anyway.
    """

    def __init__(self, file: Path) -> None:
        """Take the lock. Raises StateInUseError when another process holds it."""
        self._descriptor: int | None = None
        try:
            self._descriptor = os.open(file, os.O_RDWR | os.O_CREAT, 0o600)
        except OSError:
            return
        try:
            _lock(self._descriptor)
        except (BlockingIOError, PermissionError):
            self.close()
            raise StateInUseError(file.parent) from None
        except OSError:
            self.close()

    @property
    def held(self) -> bool:
        """Whether this process is the owner by the system's word."""
        return self._descriptor is not None

    def close(self) -> None:
        """Let the lock go. The file stays: removing it would let two processes lock two files."""
        if self._descriptor is not None:
            os.close(self._descriptor)
            self._descriptor = None
