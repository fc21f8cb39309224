from __future__ import annotations

import json
import os
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from triggers.context import Rect, WindowInfo
from triggers.sources import base, kwin, telling
from triggers.sources.base import NothingFocused
from triggers.sources.told import ToldWindows

WINDOW: dict[str, Any] = {
    "id": "{7b0c}",
    "class": "ledger",
    "title": "Ledger",
    "pid": 0,
    "frame": [1, 2, 30.6, 40],
    "full_screen": False,
}


def told(**changes: Any) -> str:
    return json.dumps(WINDOW | changes)


def window(windows: ToldWindows, **changes: Any) -> WindowInfo:
    state = windows.state(told(**changes))
    assert isinstance(state, WindowInfo)
    return state


def test_a_window_is_read_with_all_it_says() -> None:
    assert window(ToldWindows()) == WindowInfo(
        1, "", "ledger", "Ledger", None, Rect(1, 2, 31, 40), full_screen=False
    )
    assert window(ToldWindows(), pid=os.getpid()).app.startswith("python")
    assert window(ToldWindows(), sandbox="org.example.App").app == "org.example.App"


def test_null_is_nothing_focused() -> None:
    assert ToldWindows().state("null") == NothingFocused()


def test_each_window_has_one_number_that_leads_back_to_it() -> None:
    windows = ToldWindows()
    assert [window(windows, id=one).id for one in ("a", "b", "a")] == [1, 2, 1]
    assert (windows.id_of(2), windows.id_of(3)) == ("b", None)


def test_numbers_are_forgotten_but_never_used_again() -> None:
    windows = ToldWindows(remembered=2)
    assert [window(windows, id=one).id for one in ("a", "b", "a", "c", "b")] == [1, 2, 1, 3, 4]


def test_long_titles_are_cut_and_halves_of_characters_replaced() -> None:
    assert len(window(ToldWindows(), title="x" * 9000).title) == 4096
    assert window(ToldWindows(), title="a\ud800b").title == "a?b"


@pytest.mark.parametrize(
    "text",
    [
        "", "{", "7", "[]", '"Secret"', "{}", "NaN",
        told(frame=None), told(frame=[1, 2, 3]), told(frame=[1, 2, 3, float("nan")]),
        told(frame=[1, 2, 3, 10**400]), told(pid="Secret"), told(pid=True), told(title=None), told(title=7),
        told(title="Secret" * 20_000), "[" * 50_000,
    ],
)  # fmt: skip
def test_nonsense_is_refused_without_a_word_of_it(text: str) -> None:
    with pytest.raises(ValueError, match=r"^this is no window$") as problem:
        ToldWindows().state(text)
    assert problem.value.__cause__ is None
    assert "Secret" not in repr(problem.value)


json_values = st.recursive(
    st.none() | st.booleans() | st.floats() | st.integers() | st.text(),
    lambda inner: st.lists(inner) | st.dictionaries(st.sampled_from([*WINDOW, "sandbox", "x"]), inner),
)


def state_or_none(text: str) -> object:
    """None where it is refused, in the words that are meant for it."""
    try:
        return ToldWindows().state(text)
    except ValueError as problem:
        return None if str(problem) == "this is no window" else problem


@given(st.text() | json_values.map(json.dumps) | json_values.map(lambda one: json.dumps([WINDOW, one])))
def test_whatever_comes_is_a_state_or_refused(text: str) -> None:
    assert isinstance(state_or_none(text), WindowInfo | NothingFocused | None)


@given(st.sampled_from(sorted(WINDOW)), json_values)
def test_one_strange_field_is_a_window_or_refused(field: str, value: Any) -> None:
    state = state_or_none(told(**{field: value}))
    assert isinstance(state, WindowInfo | None)
    if state is not None:
        (state.title + state.window_class + state.app).encode()


def test_both_give_their_reasons_before_the_supervisor_loses_patience() -> None:
    assert kwin._ATTEMPTS * kwin._AGAIN < telling.PATIENCE < base.PATIENCE
