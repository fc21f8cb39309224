"""What Qt calls our keys, as numbers: KDE's service for shortcuts speaks of keys like this. No Qt here."""

from __future__ import annotations

from triggers.hotkeys.chord import Chord

# Qt::KeyboardModifier and Qt::Key
_MODIFIERS = {"shift": 0x0200_0000, "ctrl": 0x0400_0000, "alt": 0x0800_0000, "super": 0x1000_0000}
_NAMED = {
    "escape": 0x0100_0000, "tab": 0x0100_0001, "backspace": 0x0100_0003, "return": 0x0100_0004,
    "insert": 0x0100_0006, "delete": 0x0100_0007, "pause": 0x0100_0008, "print": 0x0100_0009,
    "home": 0x0100_0010, "end": 0x0100_0011, "left": 0x0100_0012, "up": 0x0100_0013,
    "right": 0x0100_0014, "down": 0x0100_0015, "pageup": 0x0100_0016, "pagedown": 0x0100_0017,
    "menu": 0x0100_0055,
    **{f"f{number}": 0x0100_002F + number for number in range(1, 25)},
}  # fmt: skip
_MARKS = {
    "space": " ", "period": ".", "comma": ",", "slash": "/", "backslash": "\\", "semicolon": ";",
    "apostrophe": "'", "minus": "-", "equal": "=", "grave": "`", "bracketleft": "[", "bracketright": "]",
}  # fmt: skip


def qt_key(chord: Chord) -> int:
    """The key with its modifiers as one number, as in a QKeySequence."""
    key = _NAMED.get(chord.key) or ord(_MARKS.get(chord.key, chord.key).upper())
    return key | sum(_MODIFIERS[name] for name in chord.modifiers)
