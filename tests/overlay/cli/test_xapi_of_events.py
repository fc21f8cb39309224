"""Statements are made of what the event log holds, and go with it."""

from __future__ import annotations

import json
from datetime import UTC, datetime
from pathlib import Path

from content.events.event import Event, Happening
from content.events.log import EventLog
from tests.overlay.cli.conftest import Sidecue

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
