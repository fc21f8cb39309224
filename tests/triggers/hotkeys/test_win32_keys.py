from __future__ import annotations

import sys

import pytest

from triggers.hotkeys.chord import parse_chord
from triggers.hotkeys.win32_keys import RESERVED, code_of, flags_of


@pytest.mark.parametrize(
    ("chord", "code", "flags"),
    [
        ("ctrl+alt+space", 0x20, 0x4003),
        ("super+shift+a", 0x41, 0x400C),
        ("ctrl+7", 0x37, 0x4002),
        ("f24", 0x87, 0x4000),
    ],
)
def test_chords_have_the_numbers_of_winuser(chord: str, code: int, flags: int) -> None:
    parsed = parse_chord(chord)
    assert (code_of(parsed), flags_of(parsed)) == (code, flags)


def test_what_is_reserved_is_written_as_chords_are() -> None:
    assert [chord for chord in RESERVED if str(parse_chord(chord)) != chord] == []


@pytest.mark.skipif(sys.platform != "win32", reason="signs depend on the layout that Windows has")
def test_a_sign_is_found_on_the_present_layout() -> None:
    assert code_of(parse_chord("ctrl+period")) == 0xBE
