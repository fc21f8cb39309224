"""Which hotkey registrar is used here: the first that works, in a stated order. Registers nothing itself.

The order is that of CANDIDATES: keys that the system hands to us alone before watching the whole keyboard.
How the next one is taken where one fails later is in moving_on.py.
"""

from __future__ import annotations

from collections.abc import Sequence

from triggers.context import current_os
from triggers.hotkeys.base import HotkeyRegistrar, Tell
from triggers.hotkeys.moving_on import Factory, MovingOn
from triggers.hotkeys.xawake import when_known
from triggers.loop import Loop
from triggers.selection import Candidate


def choose_hotkeys(
    loop: Loop, tell: Tell = lambda *_: None, candidates: Sequence[Candidate[Factory]] | None = None
) -> MovingOn:
    """The first registrar that works. ``tell`` hears of hotkeys that are lost later on, and work again."""
    return MovingOn(loop, tell, CANDIDATES if candidates is None else candidates, when_known)


def _x11(loop: Loop, tell: Tell) -> HotkeyRegistrar:
    from triggers.hotkeys.x11 import X11Hotkeys

    return X11Hotkeys(loop, tell)


def _carbon(loop: Loop, tell: Tell) -> HotkeyRegistrar:
    from triggers.hotkeys.carbon import CarbonHotkeys

    return CarbonHotkeys(loop, tell)


def _sway(loop: Loop, tell: Tell) -> HotkeyRegistrar:
    from triggers.hotkeys.sway import SwayHotkeys

    return SwayHotkeys(loop, tell)


def _kwin(loop: Loop, tell: Tell) -> HotkeyRegistrar:
    from triggers.hotkeys.kwin import KWinHotkeys

    return KWinHotkeys(loop, tell)


def _portal(loop: Loop, tell: Tell) -> HotkeyRegistrar:
    from triggers.hotkeys.portal import PortalHotkeys

    return PortalHotkeys(loop, tell)


def _win32(loop: Loop, tell: Tell) -> HotkeyRegistrar:
    from triggers.hotkeys.win32 import Win32Hotkeys

    return Win32Hotkeys(loop, tell)


def _pynput(loop: Loop, tell: Tell) -> HotkeyRegistrar:
    from triggers.hotkeys.pynput import PynputHotkeys

    return PynputHotkeys(loop, tell)


BY_SYSTEM: dict[str, tuple[Candidate[Factory], ...]] = {
    "linux": (
        Candidate("x11", _x11),
        Candidate("sway", _sway),
        Candidate("kwin", _kwin),
        Candidate("portal", _portal),
        Candidate("pynput", _pynput),
    ),
    "windows": (Candidate("win32", _win32), Candidate("pynput", _pynput)),
    "macos": (Candidate("carbon", _carbon), Candidate("pynput", _pynput)),
}
CANDIDATES = BY_SYSTEM[current_os()]
