"""What every hotkey registrar promises. One module per platform implements it; selector.py picks one."""

from __future__ import annotations

from collections.abc import Callable
from typing import NamedTuple, Protocol

from triggers.selection import NotHereError


class HotkeyError(NotHereError):
    """A hotkey could not be registered; ``remedy`` is the next best way in plain words."""


class HotkeyTakenError(HotkeyError):
    """Another program has registered the same keys."""


class OtherKeysError(HotkeyError):
    """The hotkey is registered, but not for the keys that were wanted; the desktop has the last word."""


class WaitsError(HotkeyError):
    """The hotkey does not work until the desktop has answered, which is being asked, perhaps once more."""


class Wish(NamedTuple):
    """A hotkey that somebody wants: the chord as it was written, what it does, and that in words."""

    chord: str
    pressed: Callable[[], None]
    purpose: str = ""


Tell = Callable[[str | None, HotkeyError | None], None]
"""Hears how a hotkey fares after ``register``: the chord as it was registered, or None for all of them, and
why it does not work, or None when it works now. Never called by ``register`` itself about its own chord."""

TellLost = Callable[[str | None, HotkeyError], None]
"""As Tell, where ``register`` knows at once whether the chord works: only what is lost later is told."""


class HotkeyRegistrar(Protocol):
    """Registers global hotkeys. Calls back in the loop's thread, once per press however long it is held."""

    @property
    def name(self) -> str:
        """The one at work."""

    def register(self, chord: str, pressed: Callable[[], None], purpose: str = "") -> bool:
        """Register ``chord`` ("ctrl+alt+space"). Raises HotkeyError; then nothing is registered.

        False when that is answered later, which is told then. ``purpose`` ("Open the palette") is for
        desktops that list hotkeys or ask about them.
        """

    def unregister(self, chord: str) -> None:
        """Let ``chord`` go; harmless if it is not registered."""

    def close(self) -> None:
        """Let every chord go and release the connection; may be called twice."""
