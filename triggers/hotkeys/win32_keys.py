"""A chord's keys as Windows numbers them, and the chords that it keeps for itself. Registers nothing."""

from __future__ import annotations

from triggers.hotkeys.base import HotkeyError
from triggers.hotkeys.chord import Chord
from triggers.hotkeys.keys import KEYS
from triggers.win32 import library

_MODIFIERS = {"alt": 1, "ctrl": 2, "shift": 4, "super": 8}
_NO_REPEAT = 0x4000

# Virtual key codes of winuser.h. Letters and digits have their capital's; signs depend on the layout.
_CODES = {
    "space": 0x20, "return": 0x0D, "tab": 0x09, "escape": 0x1B, "backspace": 0x08, "delete": 0x2E,
    "insert": 0x2D, "home": 0x24, "end": 0x23, "up": 0x26, "down": 0x28, "left": 0x25, "right": 0x27,
    "menu": 0x5D, "pageup": 0x21, "pagedown": 0x22, "pause": 0x13, "print": 0x2C,
    **{f"f{number}": 0x6F + number for number in range(1, 25)},
    **{sign: ord(sign.upper()) for sign in "abcdefghijklmnopqrstuvwxyz0123456789"},
}  # fmt: skip

RESERVED = {
    "ctrl+alt+delete": "opens the security screen",
    "super+l": "locks the computer",
    "alt+tab": "switches windows",
    "alt+shift+tab": "switches windows",
    "alt+escape": "switches windows",
    "ctrl+escape": "opens the start menu",
    "ctrl+shift+escape": "opens the task manager",
    "alt+f4": "closes windows",
    "f12": "is kept for debuggers",
}
"""What Windows keeps for itself, whatever RegisterHotKey answers, and what the keys do."""


def flags_of(chord: Chord) -> int:
    """The modifiers for RegisterHotKey, and that holding the keys is one press."""
    return _NO_REPEAT | sum(_MODIFIERS[name] for name in chord.modifiers)


def code_of(chord: Chord) -> int:
    """The virtual key code; that of a sign on the present layout. Raises HotkeyError."""
    if chord.key in _CODES:
        return _CODES[chord.key]
    found: int = library("user32").VkKeyScanW(KEYS[chord.key].label)
    if found == -1 or found >> 8:  # nowhere, or only with modifiers of its own
        raise HotkeyError(
            f"{chord.label} is on no key of this keyboard layout",
            "Choose a function key or Space, which every layout has.",
        )
    return found & 0xFF
