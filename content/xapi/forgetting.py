"""Erases what is kept for a learning record store. Light: the app itself does without SQLite for it."""

from __future__ import annotations

from pathlib import Path

OUTBOX = "outbox.sqlite"
ACTOR = "actor"
AFTER_ERASING = "from-the-beginning"
"""A mark: all was erased while a store was named, so that it gets the log from its new beginning."""


def forget_waiting(folder: Path) -> None:
    """Erase all that waits in ``folder`` and what was set aside. Raises OSError.

    From then on a store gets only what happens after one was named again.
    """
    _erase(folder, OUTBOX, f"{OUTBOX}-journal", AFTER_ERASING)


def forget(folder: Path) -> None:
    """Erase all that waits and the random pseudonym; a new one is made when it is needed. Raises OSError.

    For when the event log was erased. What servers have, they keep; what happens from now on, they get.
    """
    was_begun = (folder / OUTBOX).exists() or (folder / AFTER_ERASING).exists()
    _erase(folder, OUTBOX, f"{OUTBOX}-journal", ACTOR)
    if was_begun:
        (folder / AFTER_ERASING).touch(0o600)


def forgotten(folder: Path) -> str:
    """``forget``, and in plain words what could not be erased; "" when all is gone."""
    try:
        forget(folder)
    except OSError as error:
        where = error.filename or folder
        return (
            f"{where}: what waits for a learning record store cannot be erased: {error.strerror or error}; "
            "make its folder writable and erase once more"
        )
    return ""


def _erase(folder: Path, *names: str) -> None:
    """All that can be; what could not is raised at the end."""
    fault: OSError | None = None
    for name in names:
        for file in (folder / name, *folder.glob(f"{name}.damaged-*")):
            try:
                file.unlink(missing_ok=True)
            except OSError as error:
                fault = fault or error
    if fault is not None:
        raise fault
