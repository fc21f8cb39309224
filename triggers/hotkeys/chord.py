"""A hotkey's keys as a value: read from what people write, written in one spelling. Registers nothing."""

from __future__ import annotations

from dataclasses import dataclass

from triggers.hotkeys.base import HotkeyError
from triggers.hotkeys.keys import KEYS, MODIFIERS, OTHER_NAMES

_EXAMPLE = "Write it like ctrl+alt+space: modifiers (ctrl, alt, shift, super) and one key, joined by +."


@dataclass(frozen=True, slots=True)
class Chord:
    """One key and the modifiers held with it. ``str`` gives the canonical spelling."""

    modifiers: frozenset[str]
    key: str

    def __str__(self) -> str:
        return "+".join([*self._in_order(), self.key])

    @property
    def label(self) -> str:
        """What people read: "Ctrl+Alt+Space"."""
        return "+".join([*(MODIFIERS[name] for name in self._in_order()), KEYS[self.key].label])

    def _in_order(self) -> list[str]:
        return [name for name in MODIFIERS if name in self.modifiers]


def parse_chord(text: str) -> Chord:
    """Read "Ctrl+Alt+Space" or "ctrl+alt+space". Raises HotkeyError that says which part is wrong and why."""
    *modifier_names, key_name = _parts(text)
    modifiers = [OTHER_NAMES.get(name, name) for name in modifier_names]
    key = OTHER_NAMES.get(key_name, key_name)
    for name, written in zip(modifiers, modifier_names, strict=True):
        if name not in MODIFIERS:
            raise _wrong(text, _not_a_modifier(written, name))
        if modifiers.count(name) > 1:
            raise _wrong(text, f"{MODIFIERS[name]} is named twice")
    if key in MODIFIERS:
        raise _wrong(text, "it has only modifiers and no key")
    if key not in KEYS:
        raise _wrong(text, f"there is no key called {key_name!r}", _did_you_mean(key_name))
    chord = Chord(frozenset(modifiers), key)
    if not KEYS[key].stands_alone and not chord.modifiers - {"shift"}:
        raise _wrong(
            text,
            f"{chord.label} alone is needed for typing",
            "Add ctrl, alt or super, for example " + str(Chord(chord.modifiers | {"ctrl", "alt"}, key)) + ".",
        )
    return chord


def _parts(text: str) -> list[str]:
    parts = [part.strip().lower() for part in text.split("+")]
    if not text.strip():
        raise HotkeyError("The hotkey is empty", _EXAMPLE)
    if "" in parts:
        raise _wrong(text, "there is nothing between two + or beside one", _EXAMPLE)
    return parts


def _not_a_modifier(written: str, name: str) -> str:
    if name in KEYS:
        return f"{written!r} is a key, and only the last part may be one"
    return f"{written!r} is no modifier"


def _did_you_mean(name: str) -> str:
    import difflib  # only a mistake needs it

    close = difflib.get_close_matches(name, [*KEYS, *OTHER_NAMES], n=1)
    return f"Did you mean {close[0]!r}?" if close else _EXAMPLE


def _wrong(text: str, why: str, remedy: str = _EXAMPLE) -> HotkeyError:
    return HotkeyError(f"The hotkey {text!r} cannot be used: {why}", remedy)
