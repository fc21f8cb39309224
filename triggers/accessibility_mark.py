"""Remembers that it was us who switched accessibility on, also after a crash. Does not switch it itself.

On desktops with dconf the switch outlives the session, and so does the mark: a file that holds nothing. Each
of our processes that counts on it holds a shared lock on it, which ends with the process, however that ends.
"""

from __future__ import annotations

import os
import sys
from contextlib import suppress
from pathlib import Path


def mark_path() -> Path:
    """One for all profiles of a person, as the switch is."""
    home = os.path.expanduser("~/.local/state")  # noqa: PTH111 # Path's raises where nobody has a home
    states = os.environ.get("XDG_STATE_HOME", "").strip() or home
    return Path(states) / "sidecue" / "accessibility-switched-on"


class Mark:
    """Where it cannot be written nothing is remembered, and nobody else of ours is known."""

    def __init__(self) -> None:
        self._file: int | None = None

    def take(self) -> bool:
        """Count on the mark of an earlier process, or of another one, if there is one. Is there?"""
        return self._open(os.O_RDWR)

    def make(self) -> None:
        """Leave the mark, before the switch is touched."""
        if self._file is None:
            with suppress(OSError):
                mark_path().parent.mkdir(mode=0o700, parents=True, exist_ok=True)
            self._open(os.O_RDWR | os.O_CREAT)

    def is_mine_alone(self) -> bool:
        """Whether nobody else of ours counts on the mark, and nobody has taken it away."""
        return self._file is None or (_lock(self._file, alone=True) and _is_there(self._file))

    def let_go(self, *, remove: bool) -> None:
        """Count on it no more; without it, what is on was not switched on by us."""
        if remove:
            with suppress(OSError):
                mark_path().unlink()
        if self._file is not None:
            os.close(self._file)
            self._file = None

    def _open(self, flags: int) -> bool:
        try:
            file = os.open(mark_path(), flags, 0o600)
        except OSError:
            return False
        if _lock(file, alone=False) and _is_there(file):  # else the last one is just removing it
            self._file = file
            return True
        os.close(file)
        return False


def _is_there(file: int) -> bool:
    try:
        return os.path.samestat(os.fstat(file), mark_path().stat())
    except OSError:
        return False


def _lock(file: int, *, alone: bool) -> bool:
    if sys.platform != "win32":
        import fcntl

        with suppress(OSError):
            fcntl.flock(file, (fcntl.LOCK_EX if alone else fcntl.LOCK_SH) | fcntl.LOCK_NB)
            return True
    return False
