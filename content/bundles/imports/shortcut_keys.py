"""Names the keys of a shortcut as people read them on the keyboard. Not for reading manifests.

The notation is that of the WinGet keyboard shortcut manifests: a number is a virtual key code of Windows,
``<Left>`` a special key, ``<9>`` the digit, anything else the key's own name.
"""

from __future__ import annotations

import re

_NAMED = {
    "left": "←",
    "right": "→",
    "up": "↑",
    "down": "↓",
    "prtscr": "Print Screen",
    "pageup": "Page Up",
    "pagedown": "Page Down",
    "escape": "Esc",
}
_SPECIAL = _NAMED | {
    "arrow": "arrow key",
    "arrowlr": "← or →",
    "arrowud": "↑ or ↓",
    "page up": "Page Up",
    "page down": "Page Down",
    "underlined letter": "the underlined letter",
    "taskbar1-9": "1 to 9",
    "office": "Office key",
    "copilot": "Copilot key",
}
_SPELLED = _NAMED | {
    "comma": ",",
    "period": ".",
    "slash": "/",
    "backslash": "\\",
    "semicolon": ";",
    "quote": "'",
    "tilde": "~",
    "backtick": "`",
    "leftbracket": "[",
    "rightbracket": "]",
    "minus": "-",
    "plus": "+",
    "equals": "=",
}
# learn.microsoft.com/windows/win32/inputdev/virtual-key-codes; those of punctuation are for a US keyboard
_CODES = {
    8: "Backspace", 9: "Tab", 13: "Enter", 16: "Shift", 17: "Ctrl", 18: "Alt", 19: "Pause", 20: "Caps Lock",
    27: "Esc", 32: "Space", 33: "Page Up", 34: "Page Down", 35: "End", 36: "Home", 37: "←", 38: "↑", 39: "→",
    40: "↓", 44: "Print Screen", 45: "Insert", 46: "Delete", 91: "Win", 92: "Win", 93: "Menu key",
    106: "Num *", 107: "Num +", 109: "Num -", 110: "Num .", 111: "Num /", 144: "Num Lock", 145: "Scroll Lock",
    173: "Mute", 174: "Volume down", 175: "Volume up", 176: "Next track", 177: "Previous track",
    178: "Stop", 179: "Play or pause", 186: ";", 187: "=", 188: ",", 189: "-", 190: ".", 191: "/",
    192: "`", 219: "[", 220: "\\", 221: "]", 222: "'",
    **{code: chr(code) for code in (*range(48, 58), *range(65, 91))},
    **{96 + digit: f"Num {digit}" for digit in range(10)},
    **{111 + number: f"F{number}" for number in range(1, 25)},
}  # fmt: skip

_BRACKETED = re.compile(r"<([^<>]*)>")


def key_name(key: str) -> str | None:
    """How ``key`` is called, "" for no key of its own; None for a key code that is not known."""
    name = key.strip()
    if name.isascii() and name.isdigit():
        return _CODES.get(int(name)) if len(name) < 4 else None
    return _BRACKETED.sub(_special, name) if "<" in name else _SPELLED.get(name.lower(), name)


def chord(modifiers: list[str], keys: list[str]) -> str:
    """Keys that are pressed together: "Ctrl+Shift+P"."""
    return "+".join([*modifiers, *filter(None, keys)])


def _special(found: re.Match[str]) -> str:
    return _SPECIAL.get(found[1].strip().lower(), found[1].strip())
