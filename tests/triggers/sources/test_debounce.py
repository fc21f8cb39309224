from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from tests.triggers.fake_loop import FakeLoop
from triggers.context import Rect, WindowInfo
from triggers.sources.base import NothingFocused, Observation, SourceState, Unavailable
from triggers.sources.debounce import CHANGE_GAP, SETTLE, Debounce

GONE = Unavailable("gone")


def window(number: int, title: str = "", x: int = 0) -> WindowInfo:
    return WindowInfo(number, "app", "App", title, pid=7, frame=Rect(x, 0, 10, 10))


class Consumer:
    def __init__(self) -> None:
        self.loop = FakeLoop()
        self.got: list[Observation] = []
        self.debounce = Debounce(self.loop, self.got.append, clock=self.loop.clock)

    def offer(self, state: SourceState) -> None:
        self.debounce.offer(state, self.loop.now)

    @property
    def states(self) -> list[SourceState]:
        return [observation.state for observation in self.got]

    @property
    def titles(self) -> list[str]:
        return [state.title for state in self.states if isinstance(state, WindowInfo)]


@pytest.fixture
def consumer() -> Consumer:
    return Consumer()


@pytest.mark.parametrize("state", [window(1), NothingFocused(), GONE])
def test_the_first_state_comes_at_once_whatever_it_is(consumer: Consumer, state: SourceState) -> None:
    consumer.offer(state)
    assert consumer.states == [state]


def test_a_switch_comes_at_once_and_needs_no_timer(consumer: Consumer) -> None:
    for number in (1, 2, 1, 2):
        consumer.offer(window(number))
    assert consumer.states == [window(1), window(2), window(1), window(2)]
    assert consumer.loop.scheduled == 0


def test_the_first_change_of_a_window_comes_at_once(consumer: Consumer) -> None:
    consumer.offer(window(1, "a"))
    consumer.offer(window(1, "b"))
    assert consumer.titles == ["a", "b"]
    assert consumer.loop.scheduled == 0


def test_sixty_changes_a_second_are_ten_deliveries_and_the_last_is_among_them(consumer: Consumer) -> None:
    consumer.offer(window(1, "start"))
    for number in range(120):
        consumer.offer(window(1, f"{number}"))
        consumer.loop.advance(1 / 60)
    consumer.loop.advance(CHANGE_GAP)
    assert 15 <= len(consumer.got) - 1 <= 2 / CHANGE_GAP + 1
    assert consumer.titles[-1] == "119"
    assert consumer.loop.scheduled == 0


def test_a_change_that_is_taken_back_in_time_is_not_told(consumer: Consumer) -> None:
    for title in ("a", "b", "c", "b"):
        consumer.offer(window(1, title))
    consumer.loop.advance(1)
    assert consumer.titles == ["a", "b"]


def test_a_waiting_title_of_the_window_left_behind_is_dropped(consumer: Consumer) -> None:
    for state in (window(1, "a"), window(1, "b"), window(1, "c"), window(2, "x")):
        consumer.offer(state)
    consumer.loop.advance(1)
    assert consumer.titles == ["a", "b", "x"]


def test_a_moment_without_focus_between_two_windows_is_not_told(consumer: Consumer) -> None:
    consumer.offer(window(1))
    consumer.offer(NothingFocused())
    consumer.loop.advance(SETTLE / 2)
    consumer.offer(window(2))
    consumer.loop.advance(1)
    assert consumer.states == [window(1), window(2)]


def test_a_moment_without_focus_and_back_is_not_told(consumer: Consumer) -> None:
    consumer.offer(window(1))
    consumer.offer(NothingFocused())
    consumer.offer(window(1))
    consumer.loop.advance(1)
    assert consumer.states == [window(1)]


def test_nothing_focused_is_told_once_it_has_settled_counted_from_the_first_look(consumer: Consumer) -> None:
    consumer.offer(window(1))
    seen_at = consumer.loop.now
    consumer.offer(NothingFocused())
    consumer.loop.advance(SETTLE * 0.8)
    consumer.offer(NothingFocused())
    consumer.loop.advance(SETTLE * 0.4)
    assert consumer.states == [window(1), NothingFocused()]
    assert consumer.got[-1].at == seen_at


def test_the_time_told_is_that_of_the_change_and_not_of_its_delivery(consumer: Consumer) -> None:
    consumer.offer(window(1, "a"))
    consumer.offer(window(1, "b"))
    consumer.loop.advance(0.01)
    seen_at = consumer.loop.now
    consumer.offer(window(1, "c"))
    consumer.loop.advance(1)
    assert (consumer.titles[-1], consumer.got[-1].at) == ("c", seen_at)


def test_closing_hands_on_the_last_word_at_once_and_nothing_after_it(consumer: Consumer) -> None:
    consumer.offer(window(1, "a"))
    consumer.offer(window(1, "b"))
    consumer.offer(window(1, "c"))
    consumer.debounce.close(GONE, consumer.loop.now)
    consumer.debounce.close(GONE, consumer.loop.now)
    consumer.offer(window(2))
    consumer.loop.advance(1)
    assert consumer.states == [window(1, "a"), window(1, "b"), GONE]
    assert consumer.loop.scheduled == 0


STATES = st.one_of(
    st.just(NothingFocused()),
    st.just(GONE),
    st.builds(window, st.integers(1, 3), st.sampled_from("abc")),
)


@given(st.lists(st.tuples(STATES, st.sampled_from([0.0, 0.001, 0.02, 0.06, 0.2])), min_size=1))
def test_whatever_happens_the_last_state_arrives_no_state_comes_twice_and_numbers_have_no_gap(
    story: list[tuple[SourceState, float]],
) -> None:
    consumer = Consumer()
    for state, pause in story:
        consumer.offer(state)
        consumer.loop.advance(pause)
    consumer.loop.advance(1)
    assert consumer.states[-1] == story[-1][0]
    assert all(earlier != later for earlier, later in zip(consumer.states, consumer.states[1:], strict=False))
    assert [observation.seq for observation in consumer.got] == list(range(1, len(consumer.got) + 1))
    assert consumer.loop.scheduled == 0
