"""Statements are made of what the event log holds, and go with it."""

from __future__ import annotations

import itertools
import json
import os
import sqlite3
from collections.abc import Iterator
from contextlib import closing
from datetime import UTC, datetime
from pathlib import Path

import pytest

from content.events.event import Event, Happening
from content.events.log import EventLog
from content.events.store import put_aside
from tests.content.xapi.store import Store, serving
from tests.overlay.cli.conftest import Sidecue

_numbers = itertools.count(1)
EARLY, LATE = datetime(2026, 3, 2, 9, tzinfo=UTC), datetime(2026, 3, 2, 10, tzinfo=UTC)


def note(profile: Path, *events: Event) -> None:
    log = EventLog(profile / "events.db", lambda: LATE, lambda: None)
    for event in events:
        log.record(event)
    log.close()


def statements(sidecue: Sidecue, file: Path) -> list[str]:
    done = sidecue("xapi", "export", file)
    assert (done.status, done.err) == (0, "")
    return [str(statement["id"]) for statement in json.loads(file.read_text())]


def test_what_was_noted_is_exported_in_the_order_of_its_rows(
    sidecue: Sidecue, profile: Path, tmp_path: Path
) -> None:
    ids = [f"{number}0000000-0000-4000-8000-000000000000" for number in (1, 2)]
    late = Event(ids[0], LATE, Happening.OPENED, "desk/pay", {"from": "palette"})
    early = Event(ids[1], EARLY, Happening.COMPLETED, "desk/pay", {"seconds": 40})  # the clock was put back
    note(profile, late, early)
    assert statements(sidecue, tmp_path / "out.json") == ids

    assert sidecue("events", "erase").status == 0
    assert statements(sidecue, tmp_path / "none.json") == []


@pytest.fixture
def store(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Iterator[Store]:
    """A store that the policy names."""
    monkeypatch.setattr("overlay.policy._place", lambda: tmp_path / "no-policy.yaml")
    policy = tmp_path / "policy.yaml"
    monkeypatch.setenv("SIDECUE_POLICY", str(policy))
    with serving() as made:
        policy.write_text(f"xapi: {{url: '{made.address}/xAPI', timeout: 5}}\n")
        yield made


def events(number: int) -> list[Event]:
    return [
        Event(f"{next(_numbers):08}-0000-4000-8000-000000000000", LATE, Happening.OPENED, "desk/pay")
        for _ in range(number)
    ]


def send(sidecue: Sidecue, store: Store) -> set[str]:
    assert sidecue("xapi", "send").status == 0
    return set(store.statements)


def test_what_was_noted_before_a_store_was_named_is_not_sent_after_damage_either(
    sidecue: Sidecue, profile: Path, store: Store
) -> None:
    private, sent, lost, new = events(400), events(3), events(2), events(600)
    note(profile, *private)
    send(sidecue, store)
    note(profile, *sent)
    assert send(sidecue, store) == {one.id for one in sent}
    note(profile, *lost)

    file = profile / "events.db"
    os.truncate(file, file.stat().st_size * 3 // 4)
    note(profile, *new)
    assert send(sidecue, store) == {one.id for one in (*sent, *new)}


def test_what_happens_after_the_log_was_set_aside_is_sent(
    sidecue: Sidecue, profile: Path, store: Store
) -> None:
    first, new = events(3), events(5)
    send(sidecue, store)
    note(profile, *first)
    send(sidecue, store)
    put_aside(profile / "events.db", LATE)
    note(profile, *new)
    assert send(sidecue, store) == {one.id for one in (*first, *new)}


def test_what_happens_after_erasing_is_sent_and_nothing_else(
    sidecue: Sidecue, profile: Path, store: Store
) -> None:
    send(sidecue, store)
    note(profile, *events(3))
    assert sidecue("events", "erase").out == "Erased 3 events.\n"
    new = events(4)
    note(profile, *new)
    assert send(sidecue, store) == {one.id for one in new}
    assert sorted(one.name for one in (profile / "xapi").iterdir()) == ["actor", "lock", "outbox.sqlite"]


def test_erasing_before_a_store_is_named_promises_it_nothing(
    sidecue: Sidecue, profile: Path, store: Store
) -> None:
    note(profile, *events(3))
    assert sidecue("events", "erase").status == 0
    note(profile, *events(2))
    assert send(sidecue, store) == set()


def test_what_waits_is_still_the_same_when_the_log_gets_a_name(
    sidecue: Sidecue, profile: Path, store: Store
) -> None:
    """A log and an outbox of a version that gave logs no names."""
    send(sidecue, store)
    first, new = events(3), events(2)
    note(profile, *first)
    send(sidecue, store)
    with closing(sqlite3.connect(profile / "xapi" / "outbox.sqlite")) as outbox, outbox:
        outbox.execute("DELETE FROM notes WHERE name = 'log'")
    note(profile, *new)
    assert send(sidecue, store) == {one.id for one in (*first, *new)}
