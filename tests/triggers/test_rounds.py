from __future__ import annotations

from tests.triggers.fake_loop import FakeLoop
from triggers.rounds import CALM, LONGEST_PAUSE, TRIES, Rounds


class Told:
    """Rounds, and when they began, in seconds from the start."""

    def __init__(self) -> None:
        self.loop = FakeLoop()
        self.began: list[float] = []
        self.rounds = Rounds(self.loop, lambda: self.began.append(self.loop.now - 100.0))

    @property
    def are_due(self) -> bool:
        return self.rounds.are_due


def test_each_pause_is_twice_the_one_before_up_to_the_longest() -> None:
    told = Told()
    pauses = []
    for _ in range(9):
        before = told.loop.now
        told.rounds.pause()
        told.rounds.pause()  # which changes nothing
        assert told.loop.scheduled == 1
        told.loop.advance(LONGEST_PAUSE)
        pauses.append(told.began[-1] - (before - 100.0))
    assert pauses == [1, 2, 4, 8, 16, 32, LONGEST_PAUSE, LONGEST_PAUSE, LONGEST_PAUSE]


def test_the_first_loss_is_answered_at_once_and_the_next_after_a_pause_unless_it_was_calm() -> None:
    told = Told()
    for worked_for in (1.0, 1.0, CALM):
        told.rounds.lose(0, worked_for)
        told.rounds.after_loss()
    assert (told.began, told.rounds.are_coming) == ([0, 0], False)


def test_what_never_worked_is_tried_a_few_times_and_what_was_lost_as_long_as_it_is_away() -> None:
    told = Told()
    for _ in range(TRIES):
        assert told.are_due
        told.rounds.pause()
        told.loop.advance(LONGEST_PAUSE)
    due = [told.are_due]
    told.rounds.lose(1, 0.0)
    due.append(told.are_due)
    told.rounds.works(2)
    due.append(told.are_due)
    told.rounds.works(1)
    due.append(told.are_due)
    told.rounds.start_over()
    due.append(told.are_due)
    assert due == [False, True, True, False, True]


def test_the_best_that_was_lost_is_missed_and_only_better_ones_are_looked_for() -> None:
    told = Told()
    for place in (2, 0, 3):
        told.rounds.lose(place, 0.0)
    told.rounds.hopeful = {0, 1, 2, 3}
    told.rounds.works(2)
    assert (told.rounds.missed, told.rounds.hopeful) == (0, {0, 1})


def test_one_that_will_not_work_is_looked_for_no_more() -> None:
    told = Told()
    told.rounds.lose(0, 0.0)
    told.rounds.hopeful = {0, 1}
    told.rounds.expect_no_more(0)
    assert (told.rounds.missed, told.rounds.hopeful) == (None, {1})


def test_one_that_is_begun_soon_takes_the_place_of_the_pause_and_can_be_called_off() -> None:
    told = Told()
    told.rounds.pause()
    told.rounds.begin_soon()
    told.loop.advance(0)
    assert (told.began, told.loop.scheduled) == ([0], 0)
    told.rounds.pause()
    told.rounds.call_off()
    assert (told.loop.scheduled, told.rounds.are_coming) == (0, False)
