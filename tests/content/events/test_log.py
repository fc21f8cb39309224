from __future__ import annotations

import os
import sqlite3
import stat
import subprocess
import sys
import time
from contextlib import closing
from datetime import timedelta
from pathlib import Path

import pytest

from content.events.event import Happening
from content.events.log import EventLog
from content.events.store import EventStore
from tests.content.events.examples import event, fill, ids
from tests.content.memory.examples import MORNING, Clock

DAY = timedelta(days=1)


def test_what_is_recorded_is_in_the_file_in_its_order(log: EventLog, file: Path) -> None:
    said = [
        event(Happening.VISITED),
        event(from_="tab"),
        event(Happening.SEARCHED, "", found="left", letters=4),
    ]
    for one in said:
        log.record(one)
    log.flush()

    with closing(EventStore(file, read_only=True)) as store:
        assert [one.event for one in store.read()] == said
    assert log.problems == ()


def test_recording_waits_for_no_disk(log: EventLog, file: Path) -> None:
    """Not even for a file that another process holds locked."""
    fill(file)
    with closing(sqlite3.connect(file, isolation_level=None)) as other:
        other.execute("BEGIN EXCLUSIVE")
        begin = time.perf_counter()
        for _ in range(200):
            log.record(event())
        took = time.perf_counter() - begin
        other.execute("ROLLBACK")
    log.flush()

    assert took < 0.1  # 0.5 ms each would already be a thirtieth of a frame
    assert len(ids(file)) == 200


def test_closing_writes_what_waits(file: Path, clock: Clock) -> None:
    slow = EventLog(file, clock, gather=60)
    slow.record(event())
    slow.close()
    slow.record(event())
    slow.close()

    assert len(ids(file)) == 1


def test_nothing_is_kept_and_no_file_made_where_it_is_switched_off(log: EventLog, file: Path) -> None:
    log.keeps = False
    log.record(event())
    log.tidy()
    log.flush()

    assert not file.exists()


@pytest.mark.skipif(sys.platform == "win32", reason="rights of files are the folder's there")
def test_only_the_person_may_read_it(log: EventLog, file: Path) -> None:
    log.record(event())
    log.flush()

    modes = {stat.S_IMODE(found.stat().st_mode) for found in file.parent.glob("events.db*")}
    assert modes == {0o600}


def test_the_same_event_is_kept_once(file: Path) -> None:
    one = event()
    fill(file, one, one)
    fill(file, one)
    assert ids(file) == [one.id]


def test_what_is_too_old_is_forgotten(file: Path, clock: Clock) -> None:
    old, young = event(at=MORNING - 91 * DAY), event(at=MORNING - 89 * DAY)
    fill(file, old, young, event())
    with closing(EventLog(file, clock)) as log:
        log.tidy()
    assert ids(file)[0] == young.id


def test_retention_holds_where_recording_is_off(file: Path, clock: Clock) -> None:
    fill(file, event(at=MORNING - 91 * DAY), event())
    with closing(EventLog(file, clock)) as log:
        log.keeps, log.days = False, 30
        log.tidy()
    assert len(ids(file)) == 1


def test_a_clock_that_is_years_ahead_for_a_session_costs_nothing(file: Path, clock: Clock) -> None:
    fill(file, event(at=MORNING - 80 * DAY), event())
    clock.move(days=2000)
    with closing(EventLog(file, clock, gather=0.01)) as log:
        log.tidy()
        log.record(event(at=clock.now))
    clock.now = MORNING
    with closing(EventLog(file, clock)) as log:
        log.tidy()
    assert len(ids(file)) == 3


def test_an_event_of_a_clock_at_1970_goes_with_its_neighbours(file: Path, clock: Clock) -> None:
    lost = event(at=MORNING.replace(year=1970))
    fill(file, event(), lost, event())
    with closing(EventLog(file, clock)) as log:
        log.tidy()
    assert len(ids(file)) == 3

    clock.move(days=100)
    fill(file, event(at=clock.now))
    with closing(EventLog(file, clock)) as log:
        log.tidy()
    assert lost.id not in ids(file)
    assert len(ids(file)) == 1


def test_a_clock_that_jumps_back_keeps_the_order(log: EventLog, file: Path) -> None:
    later, earlier = event(at=MORNING), event(at=MORNING - timedelta(hours=5))
    log.record(later)
    log.record(earlier)
    log.flush()
    assert ids(file) == [later.id, earlier.id]


def test_a_newer_version_is_left_as_it_is_and_told_once(log: EventLog, file: Path, told: list[str]) -> None:
    fill(file, event())
    with closing(sqlite3.connect(file)) as database:
        database.execute("PRAGMA user_version = 99")
    before = file.read_bytes()
    for _ in range(2):
        log.record(event())
        log.flush()

    assert file.read_bytes() == before
    assert told == ["told"]
    (problem,) = log.problems
    assert problem.startswith(f"{file} was written by a newer Sidecue. Sidecue leaves it as it is")


@pytest.mark.skipif(not Path("/dev/full").exists(), reason="needs a disk that is always full")
def test_a_full_disk_costs_the_events_and_is_told_once(tmp_path: Path, clock: Clock, told: list[str]) -> None:
    """The size of files that this process may write is limited, as a full disk limits it."""
    code = (
        "import resource, signal, sys; from pathlib import Path\n"
        "from content.events.log import EventLog\n"
        "from tests.content.events.examples import event\n"
        "from tests.content.memory.examples import MORNING\n"
        "signal.signal(signal.SIGXFSZ, signal.SIG_IGN)\n"
        "resource.setrlimit(resource.RLIMIT_FSIZE, (100_000, 100_000))\n"
        "told = []\n"
        "log = EventLog(Path(sys.argv[1]), lambda: MORNING, lambda: told.append(1), gather=0)\n"
        "for _ in range(40):\n"
        "    for _ in range(100): log.record(event())\n"
        "    log.flush()\n"
        "log.close()\n"
        "print(len(told), log.problems)\n"
    )
    file = tmp_path / "events.db"
    done = subprocess.run(
        [sys.executable, "-c", code, str(file)], capture_output=True, text=True, check=False, timeout=60
    )
    assert done.stdout.startswith("1 ('Some of what happened could not be noted in "), done
    assert "make room on the disk" in done.stdout
    assert ids(file)  # what was written before is whole


@pytest.mark.skipif(sys.platform == "win32" or os.geteuid() == 0, reason="root may write everywhere")
def test_a_folder_that_may_not_be_written_is_told(log: EventLog, file: Path) -> None:
    file.parent.mkdir(mode=0o500)
    log.record(event())
    log.flush()
    assert "make the folder writable" in log.problems[0]


def test_a_folder_where_the_file_should_be_is_told_and_breaks_nothing(log: EventLog, file: Path) -> None:
    file.mkdir(parents=True)
    log.record(event())
    log.flush()
    assert log.problems != ()


def test_two_processes_write_and_nothing_is_lost(file: Path, log: EventLog) -> None:
    code = (
        "import sys; from pathlib import Path\n"
        "from content.events.store import EventStore\n"
        "from content.events.event import Event, Happening\n"
        "from tests.content.memory.examples import MORNING\n"
        "store = EventStore(Path(sys.argv[1]))\n"
        "for n in range(100): store.append([Event(f'other-{n}', MORNING, Happening.KNOWN, 'desk/pay')])\n"
        "store.close()\n"
    )
    other = subprocess.Popen([sys.executable, "-c", code, str(file)])
    for _ in range(100):
        log.record(event())
        log.flush()
    assert other.wait(60) == 0

    found = ids(file)
    assert len(found) == 200
    assert [one for one in found if one.startswith("other")] == [f"other-{number}" for number in range(100)]
    assert log.problems == ()


def test_a_row_that_nobody_can_read_hides_no_other(file: Path) -> None:
    fill(file, event(), event(), event())
    with closing(sqlite3.connect(file)) as database, database:
        database.execute("UPDATE events SET detail = '[' WHERE number = 1")
        database.execute("UPDATE events SET at = 'noon' WHERE number = 2")
    assert len(ids(file)) == 1


def test_an_event_of_a_newer_version_is_kept_but_not_understood(file: Path) -> None:
    fill(file, event())
    with closing(sqlite3.connect(file)) as database, database:
        database.execute("UPDATE events SET what = 'levitated'")
    with closing(EventStore(file, read_only=True)) as store:
        (one,) = store.read()
    assert (one.what, one.event) == ("levitated", None)


def test_reading_makes_no_file(file: Path) -> None:
    with pytest.raises(FileNotFoundError):
        EventStore(file, read_only=True)
    assert not file.parent.exists()
