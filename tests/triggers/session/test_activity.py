"""Typing is told from clicking and from the mouse by when input came, and by nothing else."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from triggers.session.activity import AWAY, Activity, Sample
from triggers.session.base import Sign

TYPING = frozenset({Sign.TYPING})
NOTHING = frozenset[Sign]()


def test_nobody_typed_for_a_while() -> None:
    assert Activity().signs(Sample(5.0), 100.0) == NOTHING


def test_a_click_waits_for_one_more_look_and_no_longer() -> None:
    activity = Activity()
    assert activity.signs(Sample(0.02), 100.0) == TYPING
    assert activity.signs(Sample(0.27), 100.25) == NOTHING


def test_who_goes_on_typing_types_until_a_pause() -> None:
    activity = Activity()
    looks = [(100.0, 0.02), (100.25, 0.1), (100.6, 0.45), (101.0, 0.85), (101.2, 1.05)]
    found = [activity.signs(Sample(idle), at) for at, idle in looks]
    assert found == [TYPING, TYPING, TYPING, TYPING, NOTHING]


def test_moving_the_mouse_is_not_typing() -> None:
    activity = Activity()
    activity.signs(Sample(0.02, (10, 10)), 100.0)
    assert activity.signs(Sample(0.02, (40, 10)), 100.25) == NOTHING


def test_a_button_that_is_down_is_dragging_and_never_typing() -> None:
    activity = Activity()
    assert activity.signs(Sample(0.0, is_pressed=True), 100.0) == {Sign.DRAGGING}
    assert activity.signs(Sample(0.01), 100.25) == NOTHING  # that was the release


def test_an_old_look_says_nothing_about_now() -> None:
    activity = Activity()
    activity.signs(Sample(0.02), 100.0)
    assert activity.signs(Sample(0.5), 200.0) == NOTHING


def test_after_minutes_without_input_nobody_is_there() -> None:
    assert Activity().signs(Sample(AWAY), 100.0) == {Sign.IDLE}


@given(st.lists(st.tuples(st.floats(0, 5), st.floats(0, 400), st.booleans()), max_size=20))
def test_whatever_comes_typing_needs_input_within_the_last_second(
    looks: list[tuple[float, float, bool]],
) -> None:
    activity, at = Activity(), 100.0
    for later, idle, pressed in looks:
        at += later
        found = activity.signs(Sample(idle, is_pressed=pressed), at)
        assert (Sign.DRAGGING in found) == pressed
        assert Sign.TYPING not in found or (idle < 1.0 and not pressed)


@pytest.mark.parametrize("at", [0.0, 50.0])
def test_a_clock_that_jumped_back_is_a_first_look(at: float) -> None:
    activity = Activity()
    activity.signs(Sample(0.02), 100.0)
    assert activity.signs(Sample(2.0), at) == NOTHING
