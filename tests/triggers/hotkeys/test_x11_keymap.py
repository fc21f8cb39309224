from __future__ import annotations

from collections.abc import Mapping

from Xlib import XK, X

from triggers.hotkeys.chord import parse_chord
from triggers.hotkeys.x11_keymap import Combination, Keymap, build_keymap

EVDEV = {111: ("Up",), 119: ("Delete",), 65: ("space",), 64: ("Alt_L",), 133: ("Super_L",)}
US_H = 43


def keymap(
    keys: Mapping[int, tuple[str, ...]], modifier_keys: Mapping[int, list[int]] | None = None
) -> Keymap:
    """From key code to keysym names, and from modifier bit to key codes."""
    keysyms = {code: tuple(map(XK.string_to_keysym, names)) for code, names in keys.items()}
    return build_keymap(keysyms, [(modifier_keys or {}).get(bit, []) for bit in range(8)])


def code_of(chord: str, on: Keymap, before: Combination | None = None) -> int | None:
    found = on.combination(parse_chord(chord), before)
    return found.code if found else None


def test_the_sign_decides_and_not_the_place() -> None:
    german = keymap({**EVDEV, 29: ("z", "Z"), 52: ("y", "Y")})
    assert code_of("ctrl+z", german) == 29


def test_a_latin_sign_in_the_second_group_counts() -> None:
    russian_and_us = keymap({**EVDEV, 99: ("Cyrillic_er", "Cyrillic_ER", "h", "H")})
    assert code_of("ctrl+h", russian_and_us) == 99


def test_the_first_group_goes_before_the_second() -> None:
    assert code_of("ctrl+h", keymap({**EVDEV, 50: ("x", "X", "h", "H"), 60: ("h", "H", "x", "X")})) == 60


def test_a_sign_that_needs_shift_is_not_the_keys_own() -> None:
    german = keymap({**EVDEV, 16: ("7", "slash")})
    assert code_of("ctrl+slash", german) != 16


def test_without_the_sign_the_key_it_was_before_is_kept_then_the_place_on_a_us_keyboard() -> None:
    russian = keymap({**EVDEV, US_H: ("Cyrillic_er", "Cyrillic_ER")})
    assert code_of("ctrl+h", russian, before=Combination(77, 0)) == 77
    assert code_of("ctrl+h", russian) == US_H
    assert code_of("ctrl+1", russian) == 10
    assert code_of("ctrl+slash", russian) == 61


def test_another_numbering_of_keys_is_not_taken_for_evdevs() -> None:
    assert code_of("ctrl+h", keymap({98: ("Up",), 107: ("Delete",)})) is None


def test_modifiers_and_locks_are_where_the_server_says() -> None:
    here = keymap(
        {**EVDEV, 77: ("Num_Lock",), 78: ("Scroll_Lock",)},
        {3: [64], 5: [77], 6: [133], 7: [78]},
    )
    found = here.combination(parse_chord("ctrl+alt+shift+super+space"))
    assert found == Combination(65, X.ControlMask | X.ShiftMask | X.Mod1Mask | X.Mod4Mask)
    assert set(here.locks) == {X.LockMask, X.Mod3Mask, X.Mod5Mask}


def test_all_locks_in_all_mixtures_are_covered_and_none_counts_as_a_modifier() -> None:
    here = keymap({**EVDEV, 77: ("Num_Lock",)}, {4: [77]})
    assert sorted(here.lock_masks()) == [0, X.LockMask, X.Mod2Mask, X.LockMask | X.Mod2Mask]
    second_group, mouse_button = 0x2000, X.Button1Mask
    state = X.ControlMask | X.LockMask | X.Mod2Mask | second_group | mouse_button
    assert here.plain_state(state) == X.ControlMask
