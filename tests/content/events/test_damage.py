"""A damaged log is set aside, and what can be read of it goes on in a new one."""

from __future__ import annotations

import os
import sqlite3
from contextlib import closing
from datetime import timedelta
from pathlib import Path

import pytest

from content.events.errors import EventLogError
from content.events.log import EventLog
from content.events.store import EventStore
from tests.content.events.examples import event, fill, ids
from tests.content.memory.examples import MORNING


def _cut(file: Path) -> None:
    os.truncate(file, file.stat().st_size // 2)


def _hole(file: Path) -> None:
    """As a disk leaves it that lost some sectors in the middle."""
    with file.open("r+b") as stream:
        stream.seek(file.stat().st_size // 2)
        stream.write(b"\0" * 12_288)


def _garbage(file: Path) -> None:
    file.write_bytes(b"no database at all" * 100)


def _another(file: Path) -> None:
    file.unlink()
    with closing(sqlite3.connect(file)) as database:
        database.execute("CREATE TABLE recipes (name)")


@pytest.mark.parametrize("damage", [_cut, _garbage, _another])
def test_a_damaged_file_is_set_aside_and_a_new_one_begun(
    log: EventLog, file: Path, damage: object, told: list[str]
) -> None:
    fill(file, *[event() for _ in range(500)])
    damage(file)  # type: ignore[operator]
    left = file.read_bytes()
    new = event()
    log.record(new)
    log.flush()

    (aside,) = [found for found in file.parent.glob("events.db.damaged-*") if found.suffix[-4:] != "-wal"]
    assert not aside.with_name(aside.name + "-shm").exists()
    assert aside.read_bytes() == left
    assert ids(file)[-1] == new.id
    assert told == ["told"]
    assert "is damaged" in log.problems[0]
    assert aside.name in log.problems[0]


@pytest.mark.parametrize("damage", [_cut, _hole])
def test_what_can_still_be_read_of_a_damaged_file_is_kept(log: EventLog, file: Path, damage: object) -> None:
    before = [event(at=MORNING + timedelta(minutes=number)) for number in range(500)]
    fill(file, *before)
    damage(file)  # type: ignore[operator]
    new = event()
    log.record(new)
    log.flush()

    found = ids(file)
    known = [one.id for one in before]
    assert found[-1] == new.id
    assert len(found) > 150
    assert [one for one in known if one in set(found)] == found[:-1]  # in their order
    assert f"with {len(found) - 1} events that could still be read" in log.problems[0]


def test_of_another_program_nothing_is_taken(log: EventLog, file: Path) -> None:
    fill(file)
    _another(file)
    with closing(sqlite3.connect(file)) as database, database:
        database.execute("CREATE TABLE events (number, id, at, zone, what, card, detail)")
        database.execute("INSERT INTO events VALUES (1, 'x', 'noon', 0, 'opened', 'a/b', '[]')")
    log.record(event())
    log.flush()
    assert len(ids(file)) == 1


@pytest.mark.parametrize("size", [0, 1, 99, 4096, 5000])
def test_no_length_of_a_cut_file_loses_what_comes_next(log: EventLog, file: Path, size: int) -> None:
    fill(file, *[event() for _ in range(300)])
    os.truncate(file, size)
    new = event()
    log.record(new)
    log.flush()
    assert new.id in ids(file)


def test_reading_says_what_is_damaged_and_changes_nothing(file: Path) -> None:
    file.parent.mkdir()
    _garbage(file)
    before = file.read_bytes()
    with pytest.raises(EventLogError, match="start the Sidecue app, which sets it aside"):
        EventStore(file, read_only=True)
    assert file.read_bytes() == before
