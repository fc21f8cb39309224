"""The supervisor with sources that do as they are told: who runs, what is said, and when anything wakes."""

from __future__ import annotations

from itertools import pairwise

import pytest

from tests.triggers.fake_loop import FakeLoop
from tests.triggers.sources.played import Played, window
from triggers.loop import Loop
from triggers.rounds import LONGEST_PAUSE
from triggers.selection import Candidate, PassedOver
from triggers.sources.base import (
    PATIENCE,
    NothingFocused,
    Observation,
    SourceState,
    Unavailable,
    WindowSource,
)
from triggers.sources.selector import BY_SYSTEM, Factory, NoSource, SourceChoice
from triggers.sources.supervisor import SILENT, Supervisor

LOST = Unavailable("the compositor has gone", "Log in again.")
ABSENT = Unavailable("it is not on the bus", "Install it.")
AWAY = Unavailable("it is switched off", "Switch it on.", returns=True)
DAY = 24 * 3600.0


class Desk:
    """A supervisor at work, and what it said."""

    def __init__(self, *plays: Played) -> None:
        self.loop = FakeLoop()
        self.got: list[Observation] = []
        self.choices: list[SourceChoice] = []
        self.supervisor = Supervisor(
            self.loop,
            7,
            self.got.append,
            self.choices.append,
            [play.candidate for play in plays],
            self.loop.clock,
        )
        self.supervisor.start()

    @property
    def states(self) -> list[SourceState]:
        return [observation.state for observation in self.got]

    @property
    def running(self) -> str:
        return self.choices[-1].source.name


def test_the_first_that_works_runs_at_once_and_the_others_are_not_even_made() -> None:
    best, next_best = Played("a", window(1)), Played("b", window(2))
    desk = Desk(best, next_best)
    assert desk.running == "a"
    assert desk.choices[-1].passed_over == ()
    assert best.last.own_pid == 7
    assert next_best.started == []
    assert desk.states == [window(1)]
    assert desk.loop.scheduled == 0, "it would wake up though all is well"


def test_each_one_passed_over_has_its_reason() -> None:
    def missing(_loop: Loop, _own_pid: int) -> WindowSource:
        raise ImportError("no module named 'Xlib'")

    works = Played("z", NothingFocused())
    refusing: Candidate[Factory] = Candidate("y", missing)
    candidates = [Played("x", refuses="no display").candidate, refusing, works.candidate]
    choices: list[SourceChoice] = []
    loop = FakeLoop()
    Supervisor(loop, 0, lambda _: None, choices.append, candidates).start()
    assert choices[-1].passed_over == (
        PassedOver("x", "no display", "log in"),
        PassedOver("y", "a library is missing: no module named 'Xlib'"),
    )
    assert loop.scheduled == 0


def test_one_that_turns_out_not_to_work_makes_room_for_the_next_and_nothing_is_said_of_it() -> None:
    late, next_best = Played("late"), Played("next", window(2))
    desk = Desk(late, next_best)
    assert (desk.got, desk.choices) == ([], [])
    late.last.see(ABSENT)
    desk.loop.advance(0)
    assert late.last.closed
    assert desk.running == "next"
    assert desk.choices[-1].passed_over == (PassedOver("late", ABSENT.reason, ABSENT.remedy, began=True),)
    assert desk.states == [window(2)]


def test_what_it_says_while_it_starts_counts_as_well() -> None:
    desk = Desk(Played("late", ABSENT), Played("next", window(2)))
    desk.loop.advance(0)
    assert desk.states == [window(2)]


def test_one_that_is_silent_for_too_long_is_passed_over() -> None:
    hung, next_best = Played("hung"), Played("next", window(2))
    desk = Desk(hung, next_best)
    desk.loop.advance(PATIENCE - 0.1)
    assert next_best.started == []
    desk.loop.advance(0.2)
    assert desk.running == "next"
    assert desk.choices[-1].passed_over[0].reason == SILENT.reason
    hung.started[0].see(window(1))
    assert desk.states == [window(2)], "a source that was given up was heard"


def test_a_passing_trouble_replaces_nobody() -> None:
    starting = Unavailable("nothing known yet", passing=True)
    slow, next_best = Played("slow", starting), Played("next", window(2))
    desk = Desk(slow, next_best)
    desk.loop.advance(DAY)
    assert (desk.running, next_best.started) == ("slow", [])
    slow.last.see(window(1))
    slow.last.see(starting)
    assert desk.states == [starting, window(1), starting]
    assert desk.loop.scheduled == 0


def test_when_none_works_that_is_said_once_with_all_reasons_and_tried_again_ever_more_seldom() -> None:
    first, second = Played("x", refuses="no display"), Played("y", refuses="no bus")
    desk = Desk(first, second)
    (said,) = desk.states
    assert isinstance(said, Unavailable)
    assert ("x: no display" in said.reason, "y: no bus" in said.reason) == (True, True)
    assert said.remedy == "log in"
    assert isinstance(desk.choices[-1].source, NoSource)
    desk.supervisor.activate(1)
    desk.loop.advance(600)
    assert len(desk.got) == 1, "the same was said again"
    second.refuses, second.first = "", (window(2),)
    desk.loop.advance(LONGEST_PAUSE)
    assert desk.running == "y"
    assert desk.states[-1] == window(2)
    assert desk.loop.scheduled == 0


def test_what_helps_the_one_whose_desktop_is_here_is_said_before_what_helps_others() -> None:
    desk = Desk(Played("x11", refuses="Xwayland"), Played("gnome", ABSENT), Played("polling", refuses="no"))
    desk.loop.advance(1)
    (said,) = desk.states
    assert isinstance(said, Unavailable)
    assert said.remedy == ABSENT.remedy


def test_the_pauses_grow_while_none_works() -> None:
    attempts: list[float] = []
    loop = FakeLoop()

    def make(_loop: Loop, _own_pid: int) -> WindowSource:
        attempts.append(loop.now)
        raise ImportError("never there")

    Supervisor(loop, 0, lambda _: None, candidates=[Candidate("never", make)], clock=loop.clock).start()
    loop.advance(300)
    pauses = [after - before for before, after in pairwise(attempts)]
    assert pauses[:8] == [1, 2, 4, 8, 16, 32, 64, 64]


def test_a_lost_source_is_told_and_started_again() -> None:
    only = Played("only", window(1))
    desk = Desk(only)
    desk.loop.advance(100)
    only.refuses = "there is no socket"
    only.last.see(LOST)
    desk.loop.advance(0)
    assert only.started[0].closed
    assert desk.states[1] == LOST
    assert desk.running == "none"
    only.refuses = ""
    desk.loop.advance(10)
    assert desk.choices[-1].source is only.last
    assert desk.states[-1] == window(1)
    assert desk.loop.scheduled == 0


def test_a_source_that_dies_again_and_again_is_not_started_in_a_busy_loop() -> None:
    frail = Played("frail", window(1), LOST)
    desk = Desk(frail)
    desk.loop.advance(120)
    assert 4 <= len(frail.started) <= 9


def test_a_lesser_one_stands_in_and_goes_when_the_better_one_is_back() -> None:
    best, lesser = Played("best", window(1)), Played("lesser", window(2))
    desk = Desk(best, lesser)
    desk.loop.advance(100)
    best.refuses = "it is gone"
    best.last.see(LOST)
    desk.loop.advance(0)
    assert desk.running == "lesser"
    assert desk.choices[-1].missed == PassedOver("best", "it is gone", "log in")
    assert desk.states == [window(1), LOST, window(2)]
    best.refuses = ""
    desk.loop.advance(5)
    assert desk.choices[-1] == SourceChoice(best.last, ())
    assert lesser.last.closed
    assert desk.states[-1] == window(1)
    assert desk.loop.scheduled == 0


def test_beside_a_lesser_one_that_works_the_tries_end() -> None:
    desk = Desk(Played("absent", ABSENT), Played("lesser", window(2)))
    desk.loop.advance(DAY)
    assert desk.running == "lesser"
    assert desk.loop.scheduled == 0


def test_the_one_that_runs_is_heard_while_a_better_one_is_tried() -> None:
    better, lesser = Played("better", ABSENT), Played("lesser", window(2))
    desk = Desk(better, lesser)
    better.first = ()
    desk.loop.advance(3)
    assert len(better.started) == 2
    lesser.last.see(window(3))
    assert desk.states[-1] == window(3)
    better.last.see(window(1))
    assert desk.running == "better"
    lesser.last.see(window(4))
    assert desk.states == [window(2), window(3), window(1)]


def test_the_one_that_runs_may_be_lost_while_a_better_one_is_tried() -> None:
    better, lesser = Played("better", ABSENT), Played("lesser", window(2))
    desk = Desk(better, lesser)
    better.first = ()
    desk.loop.advance(3)
    lesser.last.see(LOST)
    desk.loop.advance(0)
    assert desk.states == [window(2), LOST]
    better.last.see(ABSENT)
    desk.loop.advance(0)
    assert desk.running == "lesser"
    assert desk.states == [window(2), LOST, window(2)]


def test_one_that_ran_and_was_lost_is_tried_for_as_long_as_it_is_away() -> None:
    best, lesser = Played("best", window(1)), Played("lesser", window(2))
    desk = Desk(best, lesser)
    best.first = (ABSENT,)
    best.last.see(LOST)
    desk.loop.advance(DAY)
    assert desk.running == "lesser"
    best.first = (window(3),)
    desk.loop.advance(LONGEST_PAUSE)
    assert desk.running == "best"


def test_one_that_is_away_and_sees_again_is_back_at_once() -> None:
    best, lesser = Played("best", window(1)), Played("lesser", window(2))
    desk = Desk(best, lesser)
    best.first = (AWAY,)
    best.last.see(AWAY)
    desk.loop.advance(0)
    assert desk.running == "lesser"
    desk.loop.advance(DAY + 0.5)  # between two of the long pauses
    tried = len(best.started)
    best.last.see(ABSENT)  # that it still does not see brings nobody
    desk.loop.advance(0)
    assert len(best.started) == tried
    best.first = (window(3),)
    best.last.see(window(3))
    desk.loop.advance(0)
    assert desk.running == "best"
    assert desk.states[-1] == window(3)
    assert [one.closed for one in best.started] == [True] * tried + [False]
    assert desk.loop.scheduled == 0


def test_one_that_never_ran_and_is_not_tried_any_more_comes_back_too() -> None:
    better, lesser = Played("better", AWAY), Played("lesser", window(2))
    desk = Desk(better, lesser)
    desk.loop.advance(DAY)
    assert desk.loop.scheduled == 0
    better.first = (window(1),)
    better.last.see(window(1))
    desk.loop.advance(0)
    assert desk.running == "better"


def test_one_that_comes_back_during_a_round_is_tried_in_the_next() -> None:
    better, silent, lesser = Played("better", AWAY), Played("silent"), Played("lesser", window(2))
    desk = Desk(better, silent, lesser)
    desk.loop.advance(0)
    assert len(silent.started) == 1
    better.first = (window(1),)
    better.last.see(window(1))
    desk.loop.advance(PATIENCE + 1)
    assert desk.running == "better"


def test_nobody_waits_for_one_that_is_away_when_a_better_one_works_or_all_ends() -> None:
    best, away = Played("best", ABSENT), Played("away", AWAY)
    desk = Desk(best, away)
    desk.loop.advance(0)
    assert [one.closed for one in away.started] == [False]
    best.first = (window(1),)
    desk.loop.advance(1)
    assert desk.running == "best"
    assert [one.closed for one in away.started] == [True]

    desk = Desk(away)
    desk.loop.advance(0)
    desk.supervisor.close()
    assert away.last.closed
    away.last.see(window(1))
    desk.loop.advance(DAY)
    assert len(away.started) == 2


def test_the_numbers_grow_by_one_across_all_sources() -> None:
    best, lesser = Played("best", window(1), window(3)), Played("lesser", window(2))
    desk = Desk(best, lesser)
    best.refuses = "gone"
    best.last.see(LOST)
    desk.loop.advance(300)
    assert [observation.seq for observation in desk.got] == [*range(1, len(desk.got) + 1)]
    assert len(desk.got) > 3


def test_the_focus_is_given_back_by_the_one_that_runs() -> None:
    best = Played("best", window(1))
    desk = Desk(best)
    desk.supervisor.activate(1)
    assert best.last.activated == [1]


def test_closing_ends_everything_whenever_it_comes() -> None:
    trying, running = Played("trying", ABSENT), Played("running", window(1))
    desk = Desk(trying, running)
    trying.first = ()
    desk.loop.advance(3)
    desk.supervisor.close()
    desk.supervisor.close()
    assert (trying.last.closed, running.last.closed) == (True, True)
    running.last.see(window(2))
    trying.last.see(LOST)
    desk.loop.advance(DAY)
    assert desk.states == [window(1)]
    assert desk.loop.scheduled == 0


def test_a_close_between_the_last_word_and_what_follows_from_it() -> None:
    only = Played("only", window(1))
    desk = Desk(only)
    only.last.see(LOST)
    desk.supervisor.close()
    desk.loop.advance(DAY)
    assert len(only.started) == 1


def test_without_a_display_every_source_of_ours_explains_itself(monkeypatch: pytest.MonkeyPatch) -> None:
    for name in ("DISPLAY", "WAYLAND_DISPLAY", "SWAYSOCK", "I3SOCK"):
        monkeypatch.delenv(name, raising=False)
    monkeypatch.setattr("sys.platform", "linux")
    choices: list[SourceChoice] = []
    loop = FakeLoop()
    candidates = BY_SYSTEM["linux"]
    supervisor = Supervisor(loop, 0, lambda _: None, choices.append, candidates)
    supervisor.start()
    loop.advance(1)
    supervisor.close()
    assert choices[0].source.name == "none"
    assert all(one.reason for one in choices[0].passed_over)
    assert [one.name for one in choices[0].passed_over] == [candidate.name for candidate in candidates]


def test_events_come_before_polling() -> None:
    names = {system: [candidate.name for candidate in ones] for system, ones in BY_SYSTEM.items()}
    assert names["linux"][0] == "x11"
    assert all(ones[-1] == "polling" for ones in names.values())
