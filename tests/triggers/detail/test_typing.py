"""When typing is noticed, for how long nobody listens then, and that nothing is scheduled at rest."""

from __future__ import annotations

from tests.triggers.fake_loop import FakeLoop
from triggers.detail.typing import LONGEST, MOVES, SHORTEST, Typing


class Told:
    """A Typing and what it told."""

    def __init__(self) -> None:
        self.loop = FakeLoop()
        self.states: list[bool] = []
        self.typing = Typing(self.loop, lambda: self.states.append(self.typing.goes_on))

    def type(self, letters: int = MOVES) -> None:
        for _ in range(letters):
            self.typing.moved()


def test_a_few_moves_of_the_caret_are_no_typing() -> None:
    told = Told()
    told.type(MOVES - 1)
    assert told.states == []
    assert told.loop.scheduled == 0
    told.type(1)
    assert told.states == [True]


def test_it_is_over_after_a_while_and_nothing_is_scheduled_at_rest() -> None:
    told = Told()
    told.type()
    told.loop.advance(SHORTEST)
    assert told.states == [True, False]
    assert told.loop.scheduled == 0


def test_who_goes_on_in_one_place_is_left_alone_for_longer_and_longer() -> None:
    told = Told()
    lengths = []
    for _ in range(6):
        told.type()
        began = told.loop.now
        while told.typing.goes_on:
            told.loop.advance(0.5)
        lengths.append(told.loop.now - began)
    assert lengths == [SHORTEST, 2.0, 4.0, 8.0, LONGEST, LONGEST]


def test_another_control_ends_it_at_once_and_begins_anew() -> None:
    told = Told()
    for _ in range(2):
        told.type()
        told.loop.advance(LONGEST)
    told.type()
    told.typing.elsewhere()
    assert told.states[-1] is False
    assert told.loop.scheduled == 0
    told.type(MOVES - 1)
    assert not told.typing.goes_on
    told.type(1)
    told.loop.advance(SHORTEST)
    assert not told.typing.goes_on


def test_elsewhere_without_typing_tells_nothing() -> None:
    told = Told()
    told.type(3)
    told.typing.elsewhere()
    told.type(MOVES - 3)
    assert told.states == []
