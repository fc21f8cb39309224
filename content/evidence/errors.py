"""The error family of evidence: what happened, where, and what to do. Not for what was found in a log."""

from __future__ import annotations

from pathlib import Path


class EvidenceError(Exception):
    """An acknowledgement cannot be recorded, or the log not be read: what is wrong, ``where``, ``remedy``."""

    def __init__(self, what: str, where: Path, remedy: str) -> None:
        super().__init__(f"{where}: {what}; {remedy}")
        self.what = what
        self.where = where
        self.remedy = remedy


class TamperedError(EvidenceError):
    """The log is not what the desk signed; nothing is added to it, so that this stays visible."""
