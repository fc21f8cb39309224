"""Which physical key and which modifier bits a chord means on the present keyboard layout. Grabs nothing."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from itertools import chain, combinations

from Xlib import XK, X

from triggers.hotkeys.chord import Chord
from triggers.hotkeys.keys import KEYS
from triggers.xdisplay import XConnection

# Columns of the core keyboard map that need no Shift: the first levels of the first two layout groups. A
# sign that is only on a shifted level is not the key's own: grabbing it would fire on another chord.
_UNSHIFTED = (0, 2)

# Physical positions by the labels of a US keyboard, in the numbering of evdev that all present X servers
# for Linux use (xkeyboard-config, keycodes/evdev): rows of keys with consecutive numbers.
_ROWS = {
    10: ("1", "2", "3", "4", "5", "6", "7", "8", "9", "0", "minus", "equal"),
    24: ("q", "w", "e", "r", "t", "y", "u", "i", "o", "p", "bracketleft", "bracketright"),
    38: ("a", "s", "d", "f", "g", "h", "j", "k", "l", "semicolon", "apostrophe", "grave"),
    51: ("backslash",),
    52: ("z", "x", "c", "v", "b", "n", "m", "comma", "period", "slash"),
}
_US_POSITION = {name: start + place for start, row in _ROWS.items() for place, name in enumerate(row)}
# These keys have other numbers in every other numbering, so they tell whether it is evdev's.
_EVDEV_SIGNS = {"Up": 111, "Delete": 119}


@dataclass(frozen=True, slots=True)
class Combination:
    """A physical key and the modifier bits that have to be down with it."""

    code: int
    mask: int


@dataclass(frozen=True, slots=True)
class Keymap:
    """The keyboard as the server describes it now.

    ``codes`` leads from keysyms to key codes, ``modifiers`` from our modifier names to their bits, and
    ``locks`` are the bits of Caps, Num and Scroll Lock, which must not keep a hotkey from firing.
    """

    codes: dict[int, int]
    modifiers: dict[str, int]
    locks: tuple[int, ...]

    def combination(self, chord: Chord, before: Combination | None = None) -> Combination | None:
        """Where ``chord`` is on this keyboard, None if nowhere.

        Where no layout group has the key's Latin sign, the key it was ``before`` is kept, else the key at
        that place of a US keyboard is meant: a hotkey has to survive a Cyrillic or Greek layout.
        """
        keysym = KEYS[chord.key].keysym
        code = self.codes.get(XK.string_to_keysym(keysym))
        if code is None and before is not None:
            code = before.code
        if code is None and self._is_evdev():
            code = _US_POSITION.get(keysym)
        if code is None:
            return None
        mask = 0
        for name in chord.modifiers:
            mask |= self.modifiers[name]
        return Combination(code, mask)

    def lock_masks(self) -> list[int]:
        """Every combination of locks that may be on, none included."""
        sizes = range(len(self.locks) + 1)
        subsets = chain.from_iterable(combinations(self.locks, size) for size in sizes)
        return [sum(subset) for subset in subsets]

    def plain_state(self, state: int) -> int:
        """The modifiers of an event's ``state`` without locks, mouse buttons and layout group."""
        return state & 0xFF & ~sum(self.locks)

    def _is_evdev(self) -> bool:
        return all(self.codes.get(XK.string_to_keysym(name)) == code for name, code in _EVDEV_SIGNS.items())


def read_keymap(connection: XConnection) -> Keymap:
    """Ask the server. The modifiers are looked up, not assumed: Num Lock is not the same bit everywhere."""
    with connection.guarded():
        info = connection.display.display.info
        first, last = info.min_keycode, info.max_keycode
        rows = connection.display.get_keyboard_mapping(first, last - first + 1)
        modifier_keys = connection.display.get_modifier_mapping()
    keysyms = {first + place: tuple(row) for place, row in enumerate(rows)}
    return build_keymap(keysyms, [list(keys) for keys in modifier_keys])


def build_keymap(keysyms: dict[int, tuple[int, ...]], modifier_keys: Sequence[Sequence[int]]) -> Keymap:
    """From the keysyms of each key code and the key codes of each of the eight modifier bits."""
    codes: dict[int, int] = {}
    for column in _UNSHIFTED:
        for code, row in keysyms.items():
            if column < len(row) and row[column] != X.NoSymbol:
                codes.setdefault(row[column], code)

    def bit_of(*names: str) -> int:
        wanted = {XK.string_to_keysym(name) for name in names}
        bits = (
            1 << bit
            for bit, keys in enumerate(modifier_keys)
            for key in keys
            if wanted.intersection(keysyms.get(key, ()))
        )
        return next(bits, 0)

    return Keymap(
        codes=codes,
        modifiers={
            "ctrl": X.ControlMask,
            "shift": X.ShiftMask,
            "alt": bit_of("Alt_L", "Alt_R") or X.Mod1Mask,
            "super": bit_of("Super_L", "Super_R") or X.Mod4Mask,
        },
        locks=tuple(_distinct(X.LockMask, bit_of("Num_Lock"), bit_of("Scroll_Lock"))),
    )


def _distinct(*bits: int) -> Iterator[int]:
    yield from dict.fromkeys(bit for bit in bits if bit)
