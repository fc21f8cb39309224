"""Erasing leaves no byte, keeps nobody waiting, and tells what it could not do."""

from __future__ import annotations

import sqlite3
import time
from contextlib import closing
from pathlib import Path

import pytest

from content.events.errors import BusyLogError
from content.events.log import EventLog, erase
from content.events.store import EventStore
from tests.content.events.examples import event, fill, ids
from tests.content.memory.examples import Clock


def erased(log: EventLog) -> list[tuple[int | None, str]]:
    """What erasing told."""
    done: list[tuple[int | None, str]] = []
    log.erase(lambda number, trouble: done.append((number, trouble)))
    log.flush()
    return done


def test_erasing_leaves_no_byte_of_it(log: EventLog, file: Path) -> None:
    for _ in range(50):
        log.record(event(card="desk/uncommon-name"))
    log.flush()
    file.with_name("events.db.damaged-20260101-000000").write_bytes(b"desk/uncommon-name")
    log.record(event(card="desk/uncommon-name"))
    assert erased(log) == [(51, "")]

    assert all(b"uncommon" not in found.read_bytes() for found in file.parent.iterdir())
    new = event()
    log.record(new)
    log.flush()
    assert ids(file) == [new.id]


def test_erasing_and_flushing_never_wait_for_whoever_holds_the_file(log: EventLog, file: Path) -> None:
    fill(file, event())
    log.record(event())
    log.flush()
    done: list[tuple[int | None, str]] = []
    with closing(sqlite3.connect(file, isolation_level=None)) as other:
        other.execute("BEGIN IMMEDIATE")
        log.record(event())
        begin = time.perf_counter()
        log.erase(lambda number, trouble: done.append((number, trouble)))
        asked = time.perf_counter()
        log.flush()
        flushed = time.perf_counter()
        assert log.is_behind
        other.execute("ROLLBACK")
    assert asked - begin < 0.2
    assert flushed - asked < 3.0  # it promises two
    for _ in range(5):
        log.flush()
    assert done == [(3, "")]
    assert ids(file) == []


def test_what_was_asked_for_before_the_end_is_done(file: Path, clock: Clock) -> None:
    fill(file, event())
    log, done = EventLog(file, clock, gather=60), list[tuple[int | None, str]]()
    log.erase(lambda number, trouble: done.append((number, trouble)))
    log.close()
    assert (done, ids(file)) == ([(1, "")], [])
    log.erase(lambda number, trouble: done.append((number, trouble)))
    assert done[1:] == [(0, "")]


def test_bytes_that_cannot_be_overwritten_yet_are_told(file: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("content.events.store._BUSY_SECONDS", 0.1)
    fill(file, *[event(card="desk/uncommon-name") for _ in range(500)])
    with closing(sqlite3.connect(file, isolation_level=None)) as reader:
        reader.execute("BEGIN")
        reader.execute("SELECT count(*) FROM events").fetchone()
        with pytest.raises(BusyLogError, match=r"read by another program.*erase once more"):
            erase(file)
        reader.execute("COMMIT")
    assert erase(file) == 0
    assert all(b"uncommon" not in found.read_bytes() for found in file.parent.iterdir())


def test_after_erasing_numbers_tell_nothing_of_before(file: Path) -> None:
    fill(file, *[event() for _ in range(50)])
    erase(file)
    fill(file, event())
    with closing(EventStore(file, read_only=True)) as store:
        assert [one.number for one in store.read()] == [1]


def test_a_log_has_a_name_of_its_own_until_it_is_erased(file: Path) -> None:
    def name() -> tuple[str, int]:
        with closing(EventStore(file, read_only=True)) as store:
            return store.origin()

    fill(file, event())
    first = name()
    assert (len(first[0]), first[1]) == (32, 0)
    fill(file, event())
    assert name() == first
    erase(file)
    assert name()[0] not in {"", first[0]}


def test_erasing_works_while_an_app_has_it_open_and_counts(file: Path, log: EventLog) -> None:
    log.record(event())
    log.flush()
    assert erase(file) == 1
    log.record(event())
    log.flush()
    assert len(ids(file)) == 1


def test_erasing_removes_also_what_cannot_be_read(file: Path) -> None:
    fill(file, event())
    with closing(sqlite3.connect(file)) as database:
        database.execute("PRAGMA user_version = 99")
    assert erase(file) is None  # how many there were, only a newer Sidecue could tell
    assert not file.exists()
    assert erase(file) == 0


def test_the_pseudonym_stays_until_all_is_erased(file: Path) -> None:
    def pseudonym() -> str:
        with closing(EventStore(file)) as store:
            return store.pseudonym()

    first = pseudonym()
    assert len(first) == 32
    assert pseudonym() == first
    erase(file)
    assert pseudonym() != first
