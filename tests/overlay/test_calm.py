"""At most one change waits, the last; what settles is shown, what the person asks for comes at once."""

from __future__ import annotations

from itertools import pairwise

from hypothesis import given
from hypothesis import strategies as st

from overlay.calm import REST, Calm, Haste
from overlay.waiting import Waiting
from tests.triggers.fake_loop import FakeLoop


class Picture:
    """Keeps what was shown, and when."""

    def __init__(self) -> None:
        self.loop = FakeLoop()
        self.calm = Calm(self.loop, self.loop.clock)
        self.shown: list[tuple[float, str]] = [(0.0, "")]

    @property
    def now(self) -> str:
        return self.shown[-1][1]

    def decide(self, to: str, *, haste: Haste = Haste.NONE) -> None:
        if to == self.now:
            self.calm.forget()
            return
        act = lambda: self.shown.append((self.loop.now, to))  # noqa: E731
        self.calm.change(to, act, lingers=to == "", haste=haste)


def test_the_first_change_comes_at_once_and_a_disappearance_a_moment_later() -> None:
    picture = Picture()
    picture.decide("a")
    assert picture.now == "a"
    picture.loop.advance(5)
    picture.decide("")
    assert picture.now == "a"
    picture.loop.advance(REST)
    assert picture.now == ""
    picture.decide("b")  # what went was away long enough
    assert picture.now == "b"


def test_what_is_back_before_it_went_never_went() -> None:
    picture = Picture()
    picture.decide("a")
    for _ in range(100):
        picture.loop.advance(0.02)
        picture.decide("")
        picture.loop.advance(0.02)
        picture.decide("a")
    picture.loop.advance(5)
    assert [to for _, to in picture.shown] == ["", "a"]
    assert picture.loop.scheduled == 0


def test_a_walk_shows_the_first_and_the_last() -> None:
    picture = Picture()
    for to in "abcdefg":
        picture.decide(to)
        picture.loop.advance(0.05)
    picture.loop.advance(5)
    assert [to for _, to in picture.shown] == ["", "a", "g"]


def test_what_the_person_asks_for_waits_for_nothing_and_drops_what_waited() -> None:
    picture = Picture()
    picture.decide("a")
    picture.decide("b")
    picture.decide("c", haste=Haste.ASKED)
    picture.loop.advance(5)
    assert [to for _, to in picture.shown] == ["", "a", "c"]


@given(st.lists(st.tuples(st.sampled_from(["", "a", "b"]), st.floats(0, 0.6)), max_size=40))
def test_the_last_decision_is_shown_in_the_end_and_changes_keep_their_distance(
    steps: list[tuple[str, float]],
) -> None:
    picture = Picture()
    for to, pause in steps:
        picture.decide(to)
        picture.loop.advance(pause)
    picture.loop.advance(3)
    assert not steps or picture.now == steps[-1][0]
    shows = [at for at, to in picture.shown if to]
    assert all(later - earlier >= REST - 1e-6 for earlier, later in pairwise(shows))


def test_what_waits_is_looked_at_ever_more_seldom_until_nothing_does() -> None:
    loop, looks = FakeLoop(), list[float]()

    def look() -> None:
        looks.append(loop.now)
        waiting.turn(on=True)

    waiting = Waiting(loop, look)
    waiting.turn(on=True)
    loop.advance(120)
    gaps = [later - earlier for earlier, later in pairwise(looks)]
    assert looks[0] == 100.25
    assert gaps == sorted(gaps)
    assert 10 < len(looks) < 25
    waiting.turn(on=False)
    assert loop.scheduled == 0
