"""The keys a hotkey can be made of: our names, what people read, and X keysym names. Tables, no logic."""

from __future__ import annotations

from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Key:
    """``keysym`` is the key's name in X; ``stands_alone`` keys need no modifier to be nobody's text."""

    label: str
    keysym: str
    stands_alone: bool = False


MODIFIERS: dict[str, str] = {"ctrl": "Ctrl", "alt": "Alt", "shift": "Shift", "super": "Super"}
"""Name and label of each modifier, in the order in which chords are written."""

OTHER_NAMES: dict[str, str] = {
    "control": "ctrl", "option": "alt", "win": "super", "windows": "super", "meta": "super", "cmd": "super",
    "enter": "return", "esc": "escape", "del": "delete", "ins": "insert", "pgup": "pageup",
    "pgdown": "pagedown", "printscreen": "print", "dot": "period", "dash": "minus", ".": "period",
    ",": "comma", "/": "slash", "\\": "backslash", ";": "semicolon", "'": "apostrophe", "-": "minus",
    "=": "equal", "`": "grave", "[": "bracketleft", "]": "bracketright",
}  # fmt: skip
"""What people also write, and the name we write instead."""


def _named() -> dict[str, Key]:
    plain = {
        "space": "Space", "return": "Return", "tab": "Tab", "escape": "Escape", "backspace": "BackSpace",
        "delete": "Delete", "insert": "Insert", "home": "Home", "end": "End", "up": "Up", "down": "Down",
        "left": "Left", "right": "Right", "menu": "Menu",
    }  # fmt: skip
    keysyms = {"space": "space"}  # the one that X does not capitalise
    keys = {name: Key(label, keysyms.get(name, label)) for name, label in plain.items()}
    keys["pageup"] = Key("Page Up", "Prior")
    keys["pagedown"] = Key("Page Down", "Next")
    keys["pause"] = Key("Pause", "Pause", stands_alone=True)
    keys["print"] = Key("Print", "Print", stands_alone=True)
    return keys


def _punctuation() -> dict[str, Key]:
    marks = {
        "period": ".", "comma": ",", "slash": "/", "backslash": "\\", "semicolon": ";", "apostrophe": "'",
        "minus": "-", "equal": "=", "grave": "`", "bracketleft": "[", "bracketright": "]",
    }  # fmt: skip
    return {name: Key(mark, name) for name, mark in marks.items()}


KEYS: dict[str, Key] = {
    **{letter: Key(letter.upper(), letter) for letter in "abcdefghijklmnopqrstuvwxyz"},
    **{digit: Key(digit, digit) for digit in "0123456789"},
    **{f"f{number}": Key(f"F{number}", f"F{number}", stands_alone=True) for number in range(1, 25)},
    **_named(),
    **_punctuation(),
}
"""Every key by the name it has in a chord."""
