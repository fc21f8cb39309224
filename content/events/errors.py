"""The error family of the event log. A full disk is none: it is told once and survived (log.py)."""

from __future__ import annotations

from pathlib import Path


class EventLogError(Exception):
    """The log cannot be read or changed: what is wrong, ``where``, and what to do (``remedy``)."""

    def __init__(self, message: str, where: Path, remedy: str) -> None:
        super().__init__(f"{where}: {message}; {remedy}")
        self.message, self.where, self.remedy = message, where, remedy


class NewerLogError(EventLogError):
    """A newer Sidecue wrote it; it is left as it is."""

    def __init__(self, where: Path) -> None:
        super().__init__("was written by a newer Sidecue", where, "update Sidecue to use it")


class DamagedLogError(EventLogError):
    """What stands there is no event log, or only a part of one."""

    def __init__(self, where: Path, how: str) -> None:
        remedy = "start the Sidecue app, which sets it aside"
        super().__init__(f"is damaged ({how})", where, remedy)
        self.how = how


class NoRoomError(EventLogError):
    """The disk is full, or may not be written."""


class BusyLogError(EventLogError):
    """Another process holds it longer than we wait."""
