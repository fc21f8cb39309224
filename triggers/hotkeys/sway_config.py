"""Which chords sway's configuration binds in its normal mode. Included files are not seen."""

from __future__ import annotations

import re

from triggers.hotkeys.chord import Chord
from triggers.hotkeys.keys import KEYS

_MODIFIERS = {
    "mod1": "alt", "alt": "alt", "mod4": "super", "super": "super", "logo": "super", "ctrl": "ctrl",
    "control": "ctrl", "shift": "shift",
}  # fmt: skip
_NAMES = {key.keysym.lower(): name for name, key in KEYS.items()}
_SET = re.compile(r"set\s+(\$\S+)\s+(.+)")
_BLOCK = re.compile(r"(\S+).*\{\s*$")
_NOT_NORMAL = ("mode", "bar", "input", "output", "seat")


def bound_chords(configuration: str) -> set[Chord]:
    """Those that can be told; variables are replaced, further lines of a command joined."""
    found: set[Chord] = set()
    variables: dict[str, str] = {}
    blocks: list[str] = []
    for line in configuration.replace("\\\n", " ").splitlines():
        text = _replaced(line.strip(), variables)
        if text.startswith("#") or not text:
            continue
        if text == "}":
            del blocks[-1:]
        elif block := _BLOCK.match(text):
            blocks.append(block[1])
        elif setting := _SET.match(text):
            variables[setting[1]] = setting[2].strip()
        elif not any(block in _NOT_NORMAL for block in blocks):
            words = text.split()
            if blocks[-1:] == ["bindsym"]:
                words.insert(0, "bindsym")
            found |= _bound(words)
    return found


def _replaced(line: str, variables: dict[str, str]) -> str:
    if line.startswith("set"):
        return line
    for name in sorted(variables, key=len, reverse=True):
        line = line.replace(name, variables[name])
    return line


def _bound(words: list[str]) -> set[Chord]:
    if words[0] != "bindsym":
        return set()
    keys = next((word for word in words[1:] if not word.startswith("--")), "")
    modifiers, names = set(), []
    for part in keys.lower().split("+"):
        if part in _MODIFIERS:
            modifiers.add(_MODIFIERS[part])
        else:
            names.append(_NAMES.get(part, ""))
    return {Chord(frozenset(modifiers), names[0])} if len(names) == 1 and names[0] else set()
