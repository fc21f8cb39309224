"""Values that are words of ours: systems and roles of controls. Not for patterns: see values.py."""

from __future__ import annotations

from difflib import get_close_matches

from triggers.roles import OTHER_WORDS, ROLES
from triggers.rules.globs import PatternError
from triggers.titles import clean

SYSTEMS = ("windows", "macos", "linux")
_OTHER_NAMES = {
    "win": "windows",
    "win32": "windows",
    "mac": "macos",
    "darwin": "macos",
    "osx": "macos",
}


def system(text: str) -> str:
    """The system that ``text`` names. Raises PatternError."""
    name = text.strip().casefold()
    if name in SYSTEMS:
        return name
    near = get_close_matches(name, SYSTEMS, 1)
    meant = _OTHER_NAMES.get(name) or (near[0] if near else "")
    hint = f'did you mean "{meant}"?' if meant else "write windows, macos or linux"
    raise PatternError(f'knows no system "{text[:40]}"', hint)


def role(text: str) -> str:
    """The role of a control that ``text`` names. Raises PatternError."""
    name = clean(text).casefold()
    if name in ROLES:
        return name
    if "password" in name:
        raise PatternError("asks for password fields, which are never looked at", "remove it")
    near = get_close_matches(name, (*ROLES, *OTHER_WORDS), 1)
    meant = OTHER_WORDS.get(name) or (OTHER_WORDS.get(near[0], near[0]) if near else "")
    hint = f'did you mean "{meant}"?' if meant else f"write one of {', '.join(ROLES[:12])}, …"
    raise PatternError(f'knows no role "{text[:40]}"', hint)
