"""What every hotkey registrar promises. One module per platform implements it; selector.py picks one."""

from __future__ import annotations

from collections.abc import Callable
from typing import Protocol

from triggers.selection import NotHereError


class HotkeyError(NotHereError):
    """A hotkey could not be registered; ``remedy`` is the next best way in plain words."""


class HotkeyTakenError(HotkeyError):
    """Another program has registered the same keys."""


TellLost = Callable[[str | None, HotkeyError], None]
"""Hears of a hotkey that works no more: the chord as it was registered, or None for all, and why."""


class HotkeyRegistrar(Protocol):
    """Registers global hotkeys. Calls back in the loop's thread, once per press however long it is held."""

    name: str

    def register(self, chord: str, pressed: Callable[[], None]) -> None:
        """Register ``chord`` ("ctrl+alt+space"). Raises HotkeyError; then nothing is registered."""

    def unregister(self, chord: str) -> None:
        """Let ``chord`` go; harmless if it is not registered."""

    def close(self) -> None:
        """Let every chord go and release the connection; may be called twice."""
