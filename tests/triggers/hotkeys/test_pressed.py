from __future__ import annotations

from hypothesis import given
from hypothesis import strategies as st

from triggers.hotkeys.chord import parse_chord
from triggers.hotkeys.pressed import PressedKeys

CHORD = parse_chord("ctrl+shift+k")


def fired(*story: str, pause: float = 0.1) -> list[str]:
    """Play presses ("+ctrl") and releases ("-ctrl"), and return the chords completed on the way."""
    keys, at, done = PressedKeys(), 0.0, []
    for step in story:
        at += pause
        if step[0] == "-":
            keys.release(step[1:], at)
        elif chord := keys.press(step[1:], at, [CHORD]):
            done.append(str(chord))
    return done


def test_a_chord_completes_when_its_key_goes_down_last() -> None:
    assert fired("+ctrl", "+shift", "+k") == ["ctrl+shift+k"]
    assert fired("+shift", "+ctrl", "+k", "-k", "+k") == ["ctrl+shift+k"] * 2


def test_modifiers_have_to_be_exactly_those() -> None:
    assert fired("+ctrl", "+k") == []
    assert fired("+ctrl", "+shift", "+alt", "+k") == []


def test_the_modifiers_alone_fire_nothing_even_after_a_release_was_lost() -> None:
    assert fired("+ctrl", "+shift", "+k", "-ctrl", "-shift", "+ctrl", "+shift") == ["ctrl+shift+k"]


def test_a_held_key_fires_once() -> None:
    assert fired("+ctrl", "+shift", "+k", "+k", "+k") == ["ctrl+shift+k"]


def test_a_modifier_whose_release_was_lost_is_forgotten_after_a_pause() -> None:
    assert fired("+ctrl", "+shift", "+k", pause=60) == []


STEPS = st.sampled_from(["+ctrl", "-ctrl", "+shift", "-shift", "+alt", "-alt", "+k", "-k", "+j", "-j"])


@given(st.lists(STEPS))
def test_it_never_fires_but_on_the_key_with_its_modifiers_down(story: list[str]) -> None:
    keys, down = PressedKeys(), set()
    for at, step in enumerate(story):
        if step[0] == "+":
            down.add(step[1:])
            if keys.press(step[1:], at * 0.01, [CHORD]):
                assert step == "+k"
                assert down & {"ctrl", "shift", "alt"} == {"ctrl", "shift"}
        else:
            down.discard(step[1:])
            keys.release(step[1:], at * 0.01)
