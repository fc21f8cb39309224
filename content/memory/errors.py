"""The error family of the person's state. Damage and full disks are no errors but reported and survived."""

from __future__ import annotations

from pathlib import Path


class StateError(Exception):
    """The person's state cannot be used: what is wrong, ``where``, and what to do (``remedy``)."""

    def __init__(self, message: str, where: Path, remedy: str) -> None:
        super().__init__(f"{where}: {message}; {remedy}")
        self.where = where
        self.remedy = remedy


class StateInUseError(StateError):
    """Another process owns this folder."""

    def __init__(self, where: Path) -> None:
        super().__init__(
            "another Sidecue is using this folder",
            where,
            "quit it first, or start with --profile and a folder of its own",
        )
