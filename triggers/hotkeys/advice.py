"""What to press instead of keys that another program has. Tries nothing itself."""

from __future__ import annotations

from collections.abc import Callable

from triggers.hotkeys.chord import Chord

_ALTERNATIVES = (
    "ctrl+alt",
    "ctrl+shift",
    "super",
    "ctrl+super",
    "alt+shift",
    "ctrl+alt+shift",
    "shift+super",
)
"""Modifiers tried with the wanted key when it is taken, the easiest to press first."""


def advice(taken: Chord, is_free: Callable[[Chord], bool]) -> str:
    """Name two chords with the same key that are free right now."""
    free: list[str] = []
    for modifiers in _ALTERNATIVES:
        other = Chord(frozenset(modifiers.split("+")), taken.key)
        if len(free) < 2 and other != taken and is_free(other):
            free.append(other.label)
    choose = f"choose other keys in the settings, or free {taken.label} in the other program."
    if not free:
        return choose[0].upper() + choose[1:]
    return f"{' and '.join(free)} {'are' if len(free) > 1 else 'is'} free: {choose}"
