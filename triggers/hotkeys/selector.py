"""Which hotkey registrar is used here: the first that works, in a stated order. Registers nothing itself.

The order is that of CANDIDATES: keys that the system hands to us alone before watching the whole keyboard.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass

from triggers.hotkeys.base import HotkeyError, HotkeyRegistrar, TellLost
from triggers.loop import Loop
from triggers.selection import Candidate, PassedOver, all_reasons, first_that_works

Factory = Callable[[Loop, TellLost], HotkeyRegistrar]


@dataclass(frozen=True, slots=True)
class HotkeyChoice:
    """The registrar to use, and what was tried before it, in order."""

    registrar: HotkeyRegistrar
    passed_over: tuple[PassedOver, ...]


class NoHotkeys:
    """The honest stand-in where no registrar works: refuses each hotkey with every reason."""

    name = "none"

    def __init__(self, passed_over: Sequence[PassedOver]) -> None:
        self._reasons = all_reasons(passed_over)

    def register(self, chord: str, pressed: Callable[[], None]) -> None:  # noqa: ARG002 # the Protocol's
        """Raises HotkeyError, always."""
        raise HotkeyError(
            f"Global hotkeys do not work here ({self._reasons})",
            "Set a shortcut to the command `sidecue palette` in the desktop's keyboard settings.",
        )

    def unregister(self, chord: str) -> None:
        """As in HotkeyRegistrar: nothing is registered."""

    def close(self) -> None:
        """As in HotkeyRegistrar: nothing is held."""


def choose_hotkeys(
    loop: Loop,
    tell_lost: TellLost = lambda *_: None,
    candidates: Sequence[Candidate[Factory]] | None = None,
) -> HotkeyChoice:
    """The first registrar that works. ``tell_lost`` hears of hotkeys that are lost later on."""
    registrar, passed_over = first_that_works(
        CANDIDATES if candidates is None else candidates, lambda make: make(loop, tell_lost)
    )
    return HotkeyChoice(registrar or NoHotkeys(passed_over), passed_over)


def _x11(loop: Loop, tell_lost: TellLost) -> HotkeyRegistrar:
    from triggers.hotkeys.x11 import X11Hotkeys

    return X11Hotkeys(loop, tell_lost)


def _win32(loop: Loop, tell_lost: TellLost) -> HotkeyRegistrar:
    from triggers.hotkeys.win32 import Win32Hotkeys

    return Win32Hotkeys(loop, tell_lost)


def _pynput(loop: Loop, tell_lost: TellLost) -> HotkeyRegistrar:
    from triggers.hotkeys.pynput import PynputHotkeys

    return PynputHotkeys(loop, tell_lost)


CANDIDATES: tuple[Candidate[Factory], ...] = (
    Candidate("win32", _win32, "windows"),
    Candidate("x11", _x11, "linux"),
    Candidate("pynput", _pynput),
)
