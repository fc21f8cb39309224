from __future__ import annotations

import json
import os
import signal
import sqlite3
import stat
import subprocess
import sys
import uuid
from collections.abc import Iterator
from dataclasses import replace
from datetime import datetime
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from content.xapi import outbox as module
from content.xapi.errors import XapiError
from content.xapi.forgetting import forget, forget_waiting
from content.xapi.outbox import Outbox
from tests.content.xapi.examples import ADA, NOW, numbered

ROOT = Path(__file__).resolve().parents[3]


def opened(folder: Path, most: int = module.MOST_WAITING) -> Outbox:
    return Outbox(folder, lambda: NOW, most)


@pytest.fixture
def outbox(tmp_path: Path) -> Iterator[Outbox]:
    made = opened(tmp_path)
    yield made
    made.close()


def ids(outbox: Outbox) -> list[int]:
    return [uuid.UUID(one.id).int for one in outbox.waiting(100_000)]


def test_what_is_taken_waits_in_order_and_after_a_restart(tmp_path: Path) -> None:
    first = opened(tmp_path)
    assert not first.begun
    first.begin(10)
    assert first.take(map(numbered, range(8, 14)), ADA) == 3
    first.close()

    second = opened(tmp_path)
    assert (second.begun, second.after, ids(second)) == (True, 13, [11, 12, 13])
    assert json.loads(second.waiting(1)[0].body)["id"] == str(uuid.UUID(int=11))
    second.close()


def test_an_event_is_taken_once(outbox: Outbox) -> None:
    outbox.take(map(numbered, range(1, 4)), ADA)
    outbox.delivered(outbox.waiting(2))
    assert outbox.take(map(numbered, range(1, 5)), ADA) == 1
    assert ids(outbox) == [3, 4]


def test_two_rows_with_one_id_are_one_statement(outbox: Outbox) -> None:
    _, event = numbered(1)
    assert outbox.take([(1, event), (2, event), (3, replace(event, id=event.id.upper()))], ADA) == 1
    outbox.set_aside([(outbox.waiting(1)[0], "no")])
    assert outbox.take([(4, event)], ADA) == 0
    assert (outbox.count(), outbox.after) == (0, 4)


def test_what_finds_no_room_stays_in_the_log_for_the_next_time(tmp_path: Path) -> None:
    outbox = opened(tmp_path, most=3)
    assert outbox.take(map(numbered, range(1, 9)), ADA) == 3
    assert outbox.take(map(numbered, range(1, 9)), ADA) == 0
    assert outbox.after == 3
    outbox.delivered(outbox.waiting(2))
    assert outbox.take(map(numbered, range(1, 9)), ADA) == 2
    assert ids(outbox) == [3, 4, 5]
    outbox.close()


def test_an_event_that_makes_no_statement_is_set_aside_and_stops_no_other(outbox: Outbox) -> None:
    wrong = replace(numbered(2)[1], id="seven")
    outbox.take([numbered(1), (2, wrong), numbered(3)], ADA)

    assert ids(outbox) == [1, 3]
    [one] = outbox.aside()
    assert (one.id, one.body) == ("seven", "")
    assert "has an id that is no UUID" in one.reason


def test_what_is_set_aside_is_kept_with_its_reason_and_not_without_end(
    outbox: Outbox, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(module, "_MOST_ASIDE", 3)
    outbox.take(map(numbered, range(1, 7)), ADA)
    outbox.set_aside((one, f"reason {one.number}" + "!" * 900) for one in outbox.waiting(5))

    kept = outbox.aside()
    assert [one.reason[:8] for one in kept] == ["reason 3", "reason 4", "reason 5"]
    assert outbox.count_aside() == 3
    assert max(len(one.reason) for one in kept) == 500
    assert ids(outbox) == [6]


def test_nobody_else_may_read_it(tmp_path: Path, outbox: Outbox) -> None:
    if sys.platform != "win32":
        assert stat.S_IMODE((tmp_path / "outbox.sqlite").stat().st_mode) == 0o600
    assert outbox.count() == 0


KILLED = """
import sys
from datetime import UTC, datetime
from pathlib import Path
from content.xapi.outbox import Outbox
from tests.content.xapi.examples import ADA, numbered
outbox = Outbox(Path(sys.argv[1]), lambda: datetime.now(UTC), 10**9)
print("ready", flush=True)
number = outbox.after
while True:
    outbox.take(map(numbered, range(number + 1, number + 4)), ADA)
    number += 3
    outbox.delivered(outbox.waiting(1))
"""


@pytest.mark.skipif(sys.platform == "win32", reason="there is no SIGKILL")
def test_a_kill_at_any_moment_loses_nothing_and_doubles_nothing(tmp_path: Path) -> None:
    for run in range(3):
        process = subprocess.Popen(
            [sys.executable, "-c", KILLED, str(tmp_path)], cwd=ROOT, stdout=subprocess.PIPE
        )
        assert process.stdout is not None
        process.stdout.readline()
        with pytest.raises(subprocess.TimeoutExpired):
            process.wait(0.1 + 0.07 * run)
        os.kill(process.pid, signal.SIGKILL)
        process.communicate()

    outbox = opened(tmp_path)
    waiting = ids(outbox)
    assert waiting == list(range(waiting[0], outbox.after + 1))
    assert outbox.after >= 3
    assert outbox.problem == ""
    outbox.close()


@pytest.mark.parametrize("damage", [b"nonsense" * 500, b""])
def test_a_damaged_file_is_set_aside_and_told(tmp_path: Path, damage: bytes) -> None:
    outbox = opened(tmp_path)
    outbox.take(map(numbered, range(1, 200)), ADA)
    outbox.close()
    file = tmp_path / "outbox.sqlite"
    whole = file.read_bytes()
    file.write_bytes(whole[:2048] + (damage or whole[2048 : len(whole) // 2]))

    fresh = opened(tmp_path)
    assert (fresh.count(), fresh.begun) == (0, False)
    assert "outbox.sqlite.damaged-20260504" in fresh.problem
    assert fresh.take([numbered(1)], ADA) == 1
    assert list(tmp_path.glob("*.damaged-*"))
    fresh.close()


def test_a_file_of_a_newer_sidecue_is_left_as_it_is(tmp_path: Path) -> None:
    opened(tmp_path).close()
    file = tmp_path / "outbox.sqlite"
    database = sqlite3.connect(file)
    database.execute("PRAGMA user_version = 2")
    database.close()
    before = file.read_bytes()

    with pytest.raises(XapiError, match="was written by a newer Sidecue; update Sidecue"):
        opened(tmp_path)
    assert file.read_bytes() == before


def test_a_file_that_somebody_holds_is_no_damage(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(module, "_PATIENCE", 0.05)
    opened(tmp_path).close()
    holder = sqlite3.connect(tmp_path / "outbox.sqlite", isolation_level=None)
    holder.execute("BEGIN EXCLUSIVE")
    with pytest.raises(XapiError, match="cannot be used: database is locked"):
        opened(tmp_path)
    holder.close()
    assert not list(tmp_path.glob("*.damaged-*"))


def test_a_folder_that_cannot_be_made_is_told(tmp_path: Path) -> None:
    (tmp_path / "file").write_text("")
    with pytest.raises(XapiError, match="cannot be used"):
        opened(tmp_path / "file")


def test_a_disk_that_is_full_keeps_the_events_for_later(outbox: Outbox) -> None:
    outbox.take([numbered(1)], ADA)
    pages = outbox._database.execute("PRAGMA page_count").fetchone()[0]
    outbox._database.execute(f"PRAGMA max_page_count = {pages}")
    with pytest.raises(XapiError, match="full"):
        outbox.take(map(numbered, range(2, 2_000)), ADA)
    assert (outbox.after, ids(outbox)) == (1, [1])
    outbox._database.execute("PRAGMA max_page_count = 100000")
    assert outbox.take([numbered(2)], ADA) == 1


def test_it_can_all_be_forgotten(tmp_path: Path) -> None:
    outbox = opened(tmp_path)
    outbox.take([numbered(1)], ADA)
    outbox.close()
    (tmp_path / "actor").write_text("x")
    (tmp_path / "outbox.sqlite.damaged-20260504-093000").write_text("x")
    (tmp_path / "other").write_text("x")

    forget_waiting(tmp_path)
    assert sorted(file.name for file in tmp_path.iterdir()) == ["actor", "other"]
    forget(tmp_path)
    forget(tmp_path)
    assert [file.name for file in tmp_path.iterdir()] == ["other"]


def test_notes_are_kept_together(outbox: Outbox) -> None:
    outbox.put_notes(state="failing", until="2026")
    outbox.put_notes(state="active")
    assert (outbox.note("state"), outbox.note("until"), outbox.note("none")) == ("active", "2026", "")


@settings(deadline=None, max_examples=40)
@given(st.lists(st.sampled_from("tdar"), max_size=12), st.integers(1, 6))
def test_nothing_is_lost_or_doubled_whatever_happens(
    tmp_path_factory: pytest.TempPathFactory, deeds: list[str], most: int
) -> None:
    """t: take, d: deliver two, a: set one aside, r: restart. Each number is somewhere once, in order."""
    folder = tmp_path_factory.mktemp("outbox")
    outbox, done, total = opened(folder, most), [], 0
    for deed in deeds:
        if deed == "t":
            total += 2
            outbox.take(map(numbered, range(1, total + 1)), ADA)
        elif deed == "r":
            outbox.close()
            outbox = opened(folder, most)
        elif some := outbox.waiting(2 if deed == "d" else 1):
            done += [uuid.UUID(one.id).int for one in some]
            if deed == "d":
                outbox.delivered(some)
            else:
                outbox.set_aside((one, "no") for one in some)
    assert done + ids(outbox) == list(range(1, outbox.after + 1))
    assert outbox.count() <= most
    outbox.close()


def test_a_moment_is_noted_as_text(outbox: Outbox) -> None:
    outbox.put_notes(until=NOW.isoformat())
    assert datetime.fromisoformat(outbox.note("until")) == NOW
