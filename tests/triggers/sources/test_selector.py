from __future__ import annotations

import sys

import pytest

from tests.triggers.fake_loop import FakeLoop
from triggers.context import WindowInfo
from triggers.loop import Loop
from triggers.selection import Candidate, PassedOver
from triggers.sources.base import Deliver, Observation, SourceUnavailableError, Unavailable, WindowSource
from triggers.sources.selector import CANDIDATES, choose_source

WINDOW = WindowInfo(1, "app", "App", "title")


class Working:
    """A source that works, with the one window there is."""

    name = "working"

    def __init__(self, own_pid: int) -> None:
        self.own_pid = own_pid

    def start(self, deliver: Deliver) -> None:
        deliver(Observation(1, 0.0, WINDOW))

    def activate(self, window_id: int) -> None: ...

    def close(self) -> None: ...


class Failing(Working):
    def start(self, _: Deliver) -> None:
        raise SourceUnavailableError("no display", "log in")


def working(loop: Loop, own_pid: int) -> WindowSource:
    return Working(own_pid)


def failing(loop: Loop, own_pid: int) -> WindowSource:
    return Failing(own_pid)


def missing(loop: Loop, own_pid: int) -> WindowSource:
    raise ImportError("no module named 'Xlib'")


def test_the_first_that_works_is_taken_and_the_others_are_not_even_made() -> None:
    def never(loop: Loop, own_pid: int) -> WindowSource:
        pytest.fail("made although an earlier one works")

    got: list[Observation] = []
    choice = choose_source(FakeLoop(), 7, got.append, [Candidate("a", working), Candidate("b", never)])
    assert isinstance(choice.source, Working)
    assert choice.source.own_pid == 7
    assert choice.passed_over == ()
    assert [observation.state for observation in got] == [WINDOW]


def test_each_one_passed_over_has_its_reason() -> None:
    choice = choose_source(
        FakeLoop(),
        0,
        lambda _: None,
        [Candidate("x", failing), Candidate("y", missing), Candidate("z", working)],
    )
    assert isinstance(choice.source, Working)
    assert choice.passed_over == (
        PassedOver("x", "no display", "log in"),
        PassedOver("y", "a library is missing: no module named 'Xlib'"),
    )


def test_when_none_works_that_is_said_with_all_reasons_and_the_first_remedy() -> None:
    got: list[Observation] = []
    choice = choose_source(FakeLoop(), 0, got.append, [Candidate("y", missing), Candidate("x", failing)])
    assert choice.source.name == "none"
    (observation,) = got
    assert isinstance(observation.state, Unavailable)
    assert "x: no display" in observation.state.reason
    assert "y: a library is missing" in observation.state.reason
    assert observation.state.remedy == "log in"
    choice.source.activate(1)
    choice.source.close()


def test_events_come_before_polling() -> None:
    assert [candidate.name for candidate in CANDIDATES] == ["win32", "x11", "polling"]


@pytest.mark.skipif(sys.platform == "win32", reason="the way of X11")
def test_without_a_display_every_source_of_ours_explains_itself(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.delenv("DISPLAY", raising=False)
    monkeypatch.setattr("sys.platform", "linux")
    choice = choose_source(FakeLoop(), 0, lambda _: None)
    assert choice.source.name == "none"
    assert [(one.name, one.remedy) for one in choice.passed_over] == [
        ("x11", "Start Sidecue inside a graphical session."),
        ("polling", "Start Sidecue inside a graphical session."),
    ]
