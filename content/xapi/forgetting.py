"""Erases what is kept for a learning record store. Light: the app itself does without SQLite for it."""

from __future__ import annotations

from contextlib import suppress
from pathlib import Path

OUTBOX = "outbox.sqlite"
ACTOR = "actor"


def forget_waiting(folder: Path) -> None:
    """Erase all that waits in ``folder`` and what was set aside. Raises OSError.

    From then on a store gets only what happens after one was named again.
    """
    _erase(folder, OUTBOX, f"{OUTBOX}-journal")


def forget(folder: Path) -> None:
    """Erase all that waits and the random pseudonym; a new one is made when it is needed. Raises OSError.

    What servers have, they keep.
    """
    forget_waiting(folder)
    _erase(folder, ACTOR)


def _erase(folder: Path, *names: str) -> None:
    for name in names:
        for file in (folder / name, *folder.glob(f"{name}.damaged-*")):
            with suppress(FileNotFoundError):
                file.unlink()
