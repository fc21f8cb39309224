from __future__ import annotations

from pathlib import Path

import pytest

from content.memory.memory import Memory
from overlay.pauses import LENGTHS, Pauses
from tests.content.memory.examples import Clock
from tests.triggers.fake_loop import FakeLoop


class Desk:
    """A loop and a clock on the wall that go together unless a test says otherwise."""

    def __init__(self, memory: Memory, clock: Clock) -> None:
        self.loop, self.clock, self.memory = FakeLoop(), clock, memory
        self.changes: list[bool] = []
        self.pauses = self.make()

    def make(self) -> Pauses:
        return Pauses(self.memory, self.loop, self.clock, self._changed)

    def _changed(self) -> None:
        self.changes.append(self.memory.paused_until() is not None)

    def pass_seconds(self, seconds: int) -> None:
        for _ in range(seconds):
            self.clock.move(seconds=1)
            self.loop.advance(1)


@pytest.fixture
def desk(memory: Memory, clock: Clock) -> Desk:
    return Desk(memory, clock)


def test_nothing_wakes_the_app_without_a_pause(desk: Desk) -> None:
    assert desk.loop.scheduled == 0


def test_a_pause_begins_and_ends_by_itself(desk: Desk) -> None:
    desk.pauses.pause("15min")
    assert desk.changes == [True]

    desk.pass_seconds(15 * 60 - 1)
    assert desk.changes == [True]
    desk.pass_seconds(2)
    assert desk.changes == [True, False]
    assert desk.loop.scheduled == 0


def test_resuming_ends_it_at_once(desk: Desk) -> None:
    desk.pauses.pause("hour")
    desk.pauses.resume()
    desk.pauses.resume()

    assert desk.changes == [True, False, False]
    assert desk.loop.scheduled == 0


def test_a_second_pause_takes_the_place_of_the_first(desk: Desk) -> None:
    desk.pauses.pause("15min")
    desk.pauses.pause("hour")
    desk.pass_seconds(16 * 60)
    assert desk.memory.paused_until() is not None

    desk.pass_seconds(45 * 60)
    assert desk.memory.paused_until() is None
    assert desk.changes == [True, True, False]


def test_a_pause_lasts_over_midnight_and_a_restart(desk: Desk, tmp_path: Path) -> None:
    desk.clock.move(hours=14, minutes=45)  # quarter to midnight
    desk.pauses.pause("hour")
    desk.pauses.close()
    assert desk.loop.scheduled == 0

    desk.make()
    desk.pass_seconds(30 * 60)
    assert desk.memory.paused_until() is not None
    desk.pass_seconds(31 * 60)
    assert desk.changes == [True, False]


def test_after_a_night_of_sleep_the_end_is_noticed_soon(desk: Desk) -> None:
    desk.pauses.pause("tomorrow")
    desk.clock.move(days=1)  # the machine slept: its timers did not count
    desk.loop.advance(600)

    assert desk.changes == [True, False]


def test_a_clock_set_back_by_an_hour_makes_the_pause_longer_and_breaks_nothing(desk: Desk) -> None:
    desk.pauses.pause("15min")
    desk.clock.move(hours=-1)
    desk.pass_seconds(75 * 60 - 1)
    assert desk.changes == [True]

    desk.pass_seconds(2)
    assert desk.changes == [True, False]


def test_a_clock_that_was_wrong_by_years_silences_nobody_for_years(desk: Desk) -> None:
    desk.clock.move(days=4000)
    desk.pauses.pause("hour")
    desk.clock.move(days=-4000)
    desk.loop.advance(600)

    assert desk.changes == [True, False]


@pytest.mark.parametrize("length", LENGTHS)
def test_every_length_is_a_pause(desk: Desk, length: str) -> None:
    desk.pauses.pause(length)
    assert desk.changes == [True]
    desk.pauses.close()
