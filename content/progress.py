"""How long work says how far it has come. Not for showing that: see overlay/cli/progress.py."""

from __future__ import annotations

from typing import Protocol


class Progress(Protocol):
    """Told about every step of some long work."""

    def step(self, done: int, total: int, what: str) -> None:
        """``done`` of ``total`` are finished (0: nobody knows how many); ``what`` is being worked on."""


class NoProgress:
    """Implements Progress for work that nobody watches."""

    def step(self, done: int, total: int, what: str) -> None:
        """See Progress."""
