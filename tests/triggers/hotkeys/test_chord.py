from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from triggers.hotkeys.base import HotkeyError
from triggers.hotkeys.chord import Chord, parse_chord
from triggers.hotkeys.keys import KEYS, MODIFIERS, OTHER_NAMES


@pytest.mark.parametrize(
    ("text", "canonical", "label"),
    [
        ("ctrl+alt+space", "ctrl+alt+space", "Ctrl+Alt+Space"),
        (" Alt + CTRL + Space ", "ctrl+alt+space", "Ctrl+Alt+Space"),
        ("win+h", "super+h", "Super+H"),
        ("Control+Option+Enter", "ctrl+alt+return", "Ctrl+Alt+Return"),
        ("shift+super+F12", "shift+super+f12", "Shift+Super+F12"),
        ("F9", "f9", "F9"),
        ("ctrl+.", "ctrl+period", "Ctrl+."),
        ("ctrl+pgdown", "ctrl+pagedown", "Ctrl+Page Down"),
    ],
)
def test_chords_are_read_as_people_write_them(text: str, canonical: str, label: str) -> None:
    chord = parse_chord(text)
    assert (str(chord), chord.label) == (canonical, label)


@pytest.mark.parametrize(
    ("text", "reason", "remedy"),
    [
        ("", "is empty", "ctrl+alt+space"),
        ("   ", "is empty", "ctrl+alt+space"),
        ("ctrl++h", "nothing between two +", "ctrl+alt+space"),
        ("ctrl+", "nothing between two +", "ctrl+alt+space"),
        ("ctrl+alt", "only modifiers", "one key"),
        ("ctrl+spcae", "no key called 'spcae'", "'space'"),
        ("ctrl+h+j", "'h' is a key", "one key"),
        ("hyper+h", "'hyper' is no modifier", "ctrl, alt, shift, super"),
        ("ctrl+control+h", "Ctrl is named twice", "one key"),
        ("h", "H alone is needed for typing", "ctrl+alt+h"),
        ("shift+h", "Shift+H alone is needed for typing", "ctrl+alt+shift+h"),
    ],
)
def test_nonsense_is_told_which_part_is_wrong_and_what_to_write(text: str, reason: str, remedy: str) -> None:
    with pytest.raises(HotkeyError) as problem:
        parse_chord(text)
    assert reason in problem.value.reason
    assert remedy in problem.value.remedy


CHORDS = st.builds(
    Chord,
    st.sets(st.sampled_from(sorted(MODIFIERS)), min_size=1).map(frozenset),
    st.sampled_from(sorted(KEYS)),
).filter(lambda chord: KEYS[chord.key].stands_alone or chord.modifiers != {"shift"})


@given(CHORDS)
def test_the_canonical_spelling_and_the_label_read_back_to_the_same_chord(chord: Chord) -> None:
    assert parse_chord(str(chord)) == chord
    assert parse_chord(chord.label.replace("Page Up", "pgup").replace("Page Down", "pgdown")) == chord


@given(st.text(max_size=30))
def test_any_text_is_a_chord_or_a_reason(text: str) -> None:
    try:
        chord = parse_chord(text)
    except HotkeyError as problem:
        told = bool(problem.reason and problem.remedy)
    else:
        told = parse_chord(str(chord)) == chord
    assert told


def test_every_key_has_a_keysym_that_x_knows() -> None:
    names = pytest.importorskip("Xlib.XK", reason="needs the X library")
    assert [name for name, key in KEYS.items() if not names.string_to_keysym(key.keysym)] == []


def test_every_other_name_leads_to_a_key() -> None:
    assert [name for name in OTHER_NAMES.values() if name not in KEYS and name not in MODIFIERS] == []
