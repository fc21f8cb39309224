from __future__ import annotations

import sys
from collections.abc import Iterator
from datetime import UTC, datetime, timedelta
from pathlib import Path

import pytest
from pytestqt.qtbot import QtBot

from content.channels.desk.desk import Desk
from content.channels.desk.transports import Transports
from overlay.channels import Channels, any_chance, next_wait
from overlay.report import channel_problems, channel_reports
from overlay.updates import Updates
from tests.content.channels.desk.publisher import Publisher
from tests.content.memory.examples import Clock
from tests.triggers.fake_loop import FakeLoop

# What the app's own process does, without its command line.
UPDATE = """
import sys
from datetime import UTC, datetime
from pathlib import Path
from content.channels.desk.desk import Desk
from content.channels.desk.transports import Transports
Desk(Path(sys.argv[1]), Transports(), lambda: datetime.now(UTC)).update()
"""


class Watch:
    """An app that notes what it is told."""

    def __init__(self, folder: Path, clock: Clock, *command: str, expected: bool = False) -> None:
        self.loop = FakeLoop()
        self.changes, self.told = 0, 0
        asks = list(command) or [sys.executable, "-c", UPDATE, str(folder)]
        self.updates = Updates(self.loop, folder, asks, clock, lambda: 0.5, expected=expected)

    def start(self) -> None:
        self.updates.start(self._changed, self._told)

    def _changed(self) -> None:
        self.changes += 1

    def _told(self) -> None:
        self.told += 1


@pytest.fixture
def clock() -> Clock:
    return Clock(datetime.now(UTC))


@pytest.fixture
def publisher(tmp_path: Path) -> Publisher:
    made = Publisher(tmp_path / "channel")
    made.release("1.0")
    made.publish()
    return made


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    return tmp_path / "profile" / "channels"


@pytest.fixture
def watch(folder: Path, clock: Clock, publisher: Publisher, qtbot: QtBot) -> Iterator[Watch]:
    Desk(folder, Transports(), clock).subscribe(publisher.invited())
    made = Watch(folder, clock)
    yield made
    made.updates.close()


def test_without_a_channel_nobody_is_ever_woken(folder: Path, clock: Clock, qtbot: QtBot) -> None:
    watch = Watch(folder, clock)
    watch.start()

    assert watch.loop.scheduled == 0
    assert watch.updates.channels == Channels()
    watch.updates.close()


def test_a_policy_that_names_channels_makes_it_ask(folder: Path, clock: Clock, qtbot: QtBot) -> None:
    watch = Watch(folder, clock, expected=True)
    watch.start()

    assert watch.loop.scheduled == 1
    watch.updates.close()


def test_the_first_question_comes_minutes_after_the_start(watch: Watch, clock: Clock) -> None:
    watch.start()

    assert watch.updates.channels.next_check == clock() + timedelta(minutes=3)


def test_new_bundles_are_taken_into_use(watch: Watch, qtbot: QtBot) -> None:
    watch.start()
    watch.loop.advance(180)
    qtbot.waitUntil(lambda: watch.changes == 1, timeout=30_000)

    [file] = watch.updates.channels.files
    assert file.name.startswith("desk-1.0")
    assert [state.state for state in watch.updates.channels.states] == ["active"]
    assert watch.loop.scheduled == 1


def test_a_command_beside_us_is_noticed_at_once(
    watch: Watch, folder: Path, clock: Clock, qtbot: QtBot
) -> None:
    watch.start()
    Desk(folder, Transports(), clock).update()
    watch.updates.look()

    assert watch.changes == 1


def test_a_channel_that_is_new_is_asked_at_once(
    folder: Path, clock: Clock, publisher: Publisher, qtbot: QtBot
) -> None:
    watch = Watch(folder, clock)
    watch.start()
    Desk(folder, Transports(), clock).subscribe(publisher.invited())
    watch.updates.look()
    qtbot.waitUntil(lambda: watch.changes == 1, timeout=30_000)

    watch.updates.close()


def test_the_last_channel_that_goes_takes_the_timer_along(watch: Watch, folder: Path, clock: Clock) -> None:
    watch.start()
    Desk(folder, Transports(), clock).unsubscribe("treasury")
    watch.updates.look()

    assert watch.loop.scheduled == 0
    assert not watch.updates.channels.any


def test_a_person_may_ask_now_and_is_told_what_came_of_it(watch: Watch, clock: Clock, qtbot: QtBot) -> None:
    watch.start()
    for news in (True, False):
        watch.updates.check()
        watch.updates.check()  # while it is under way
        assert watch.updates.channels.checking
        assert watch.updates.channels.next_check is None
        qtbot.waitUntil(lambda: not watch.updates.channels.checking, timeout=30_000)
        assert watch.updates.channels.news is news
        assert watch.updates.channels.next_check == clock() + timedelta(hours=1)
    assert watch.changes == 1


def test_a_word_from_the_update_itself_is_no_failure_of_it(
    watch: Watch, folder: Path, clock: Clock, qtbot: QtBot
) -> None:
    slow = Watch(folder, clock, sys.executable, "-c", "import time; time.sleep(1)")
    slow.start()
    slow.updates.check()
    Desk(folder, Transports(), clock).update()
    slow.updates.look()
    qtbot.waitUntil(lambda: not slow.updates.channels.checking, timeout=30_000)

    assert slow.updates.channels.news
    assert slow.updates.channels.next_check == clock() + timedelta(hours=1)
    slow.updates.close()


def test_without_a_channel_there_is_nothing_to_check(folder: Path, clock: Clock, qtbot: QtBot) -> None:
    watch = Watch(folder, clock)
    watch.start()
    watch.updates.check()

    assert not watch.updates.channels.checking
    assert watch.loop.scheduled == 0
    watch.updates.close()


@pytest.mark.parametrize("command", [["/nowhere/at/all"], [sys.executable, "-c", "import os; os.abort()"]])
def test_a_process_that_fails_makes_the_wait_longer(
    watch: Watch, folder: Path, clock: Clock, command: list[str], qtbot: QtBot
) -> None:
    failing = Watch(folder, clock, *command)
    failing.start()
    told = failing.told
    failing.loop.advance(180)
    qtbot.waitUntil(lambda: failing.told > told + 1, timeout=30_000)

    assert failing.updates.channels.next_check == clock() + timedelta(hours=2)
    failing.updates.close()


def test_closing_ends_an_update_under_way(folder: Path, clock: Clock, watch: Watch) -> None:
    slow = Watch(folder, clock, sys.executable, "-c", "import time; time.sleep(60)")
    slow.start()
    slow.loop.advance(180)
    slow.updates.close()

    assert slow.loop.scheduled == 0


def test_an_update_without_end_is_ended(folder: Path, clock: Clock, watch: Watch, qtbot: QtBot) -> None:
    slow = Watch(folder, clock, sys.executable, "-c", "import time; time.sleep(60)")
    slow.start()
    slow.loop.advance(180)
    told = slow.told
    slow.loop.advance(3600)
    qtbot.waitUntil(lambda: slow.told > told, timeout=30_000)

    slow.updates.close()


def test_waits_grow_to_a_day_and_are_spread() -> None:
    assert next_wait(60, 0, 0.5) == 3600
    assert (next_wait(60, 0, 0.0), next_wait(60, 0, 1.0)) == pytest.approx((2880, 4320))
    assert [next_wait(60, failures, 0.5) / 3600 for failures in (1, 2, 5, 1000)] == [2, 4, 24, 24]
    assert next_wait(10_080, 3, 0.5) == 10_080 * 60
    assert all(0 <= any_chance() <= 1 for _ in range(100))


def test_a_refused_bundle_is_a_problem_at_once_and_an_offline_desk_after_a_day(
    watch: Watch, folder: Path, clock: Clock, publisher: Publisher
) -> None:
    desk = Desk(folder, Transports(), clock)
    desk.update()
    publisher.release("1.1", b"bad")
    publisher.publish()
    desk.update()
    watch.updates.look()
    [problem] = channel_problems(watch.updates.channels, clock())
    assert problem.startswith("The channel Treasury desk: desk 1.1: ")

    publisher.folder.rename(publisher.folder.with_name("gone"))
    desk.update()
    watch.updates.look()
    assert channel_problems(watch.updates.channels, clock()) == []
    assert len(channel_problems(watch.updates.channels, clock() + timedelta(days=1))) == 1
    [report] = channel_reports(watch.updates.channels)
    assert (report["name"], report["state"]) == ("treasury", "failing")
    assert report["bundles"] == [{"name": "desk", "version": "1.0"}]
    assert "is not there" in report["reason"]
