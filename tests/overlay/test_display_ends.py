from __future__ import annotations

from hypothesis import given
from hypothesis import strategies as st

from overlay.display_ends import MOST, NOTE, WITHIN, DisplayEnds, take_note

MOMENTS = st.lists(st.floats(0, 4e9).map(lambda moment: round(moment, 3)), max_size=5).map(tuple)


def test_a_first_start_knows_of_no_end() -> None:
    ends = take_note({})
    assert not ends
    assert (ends.reason, ends.too_many) == ("", False)


@given(MOMENTS)
def test_what_one_start_notes_the_next_reads_once(moments: tuple[float, ...]) -> None:
    ends = DisplayEnds("xcb", moments)
    environment = {NOTE: ends.note(), "HOME": "/home/me"}
    assert take_note(environment) == ends
    assert environment == {"HOME": "/home/me"}


@given(st.text())
def test_a_note_that_is_none_of_ours_does_no_harm(text: str) -> None:
    assert isinstance(take_note({NOTE: text}).too_many, bool)


@given(st.lists(st.floats() | st.sampled_from([0.0, 4e9, 1e300, -1.0])))
def test_no_moments_do_more_than_be_refused(moments: list[float]) -> None:
    ends = take_note({NOTE: " ".join(["xcb", *map(str, moments)])})
    assert ends.at == (tuple(moments) if all(0 <= moment <= 4e9 for moment in moments) else ())
    assert bool(ends.reason) is bool(ends)


def test_it_comes_back_some_times_in_a_minute_and_then_no_more() -> None:
    ends = DisplayEnds()
    for number in range(MOST):
        ends = ends.and_at(1000.0 + number, "xcb")
        assert not ends.too_many
    assert ends.and_at(1000.0 + WITHIN, "xcb").too_many
    assert not ends.and_at(1001.0 + WITHIN, "xcb").too_many


def test_ends_of_a_clock_that_was_set_back_do_not_count() -> None:
    assert DisplayEnds("xcb", (2000.0,)).and_at(1000.0, "xcb").at == (1000.0,)


def test_the_reason_says_when_and_how_often() -> None:
    once = DisplayEnds().and_at(1000.0, "xcb")
    assert once.reason.startswith("the display server ended at ")
    assert once.and_at(1010.0, "xcb").reason.endswith(":50, 2 times within a minute")
