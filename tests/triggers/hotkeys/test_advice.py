from __future__ import annotations

from triggers.hotkeys.advice import advice
from triggers.hotkeys.chord import parse_chord

TAKEN = parse_chord("ctrl+alt+k")


def test_the_two_easiest_free_chords_are_named_and_never_the_taken_one() -> None:
    said = advice(TAKEN, lambda chord: "super" in chord.modifiers or chord == TAKEN)
    assert said.startswith("Super+K and Ctrl+Super+K are free: choose")


def test_one_free_chord_is_named_alone() -> None:
    assert advice(TAKEN, lambda chord: str(chord) == "super+k").startswith("Super+K is free: choose")


def test_without_a_free_one_the_other_program_is_left() -> None:
    said = advice(TAKEN, lambda _: False)
    assert said == "Choose other keys in the settings, or free Ctrl+Alt+K in the other program."
