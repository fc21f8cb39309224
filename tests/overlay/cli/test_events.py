from __future__ import annotations

import json
import sqlite3
from collections.abc import Iterator
from contextlib import closing
from datetime import timedelta
from pathlib import Path

import pytest

from content.events.event import Happening
from content.events.log import EventLog
from content.events.store import EventStore
from tests.content.events.examples import event
from tests.content.memory.examples import MORNING, Clock
from tests.overlay.cli.conftest import Sidecue
from tests.overlay.cli.fake_app import FakeApp


@pytest.fixture
def log(profile: Path) -> Path:
    """Three events on two days."""
    with closing(EventStore(profile / "events.db")) as store:
        store.append(
            [
                event(Happening.VISITED, at=MORNING - timedelta(days=2)),
                event(Happening.OPENED, at=MORNING, from_="tab"),
                event(Happening.SEARCHED, "", at=MORNING, found="nothing", letters=7),
            ]
        )
    return profile / "events.db"


def test_the_latest_stands_last(sidecue: Sidecue, log: Path) -> None:
    done = sidecue("events", "list")
    assert done.status == 0
    assert done.out == (
        "2026-05-02 09:00:00  visited      desk/pay\n"
        "2026-05-04 09:00:00  opened       desk/pay from=tab\n"
        "2026-05-04 09:00:00  searched      found=nothing letters=7\n"
    )


def test_a_day_and_a_number_narrow_it(sidecue: Sidecue, log: Path) -> None:
    since = json.loads(sidecue("events", "list", "--since", "2026-05-03", "--json").out)
    assert [one["what"] for one in since] == ["opened", "searched"]
    last = json.loads(sidecue("events", "list", "--limit", "1", "--json").out)
    assert [one["detail"] for one in last] == [{"found": "nothing", "letters": 7}]


def test_nothing_is_no_error_and_makes_no_profile(sidecue: Sidecue, profile: Path, tmp_path: Path) -> None:
    assert sidecue("events", "list").out == "Nothing was noted.\n"
    assert sidecue("events", "erase").out == "Erased 0 events.\n"
    assert sidecue("events", "export", tmp_path / "none.json").out.startswith("Exported 0 events")
    assert not profile.exists()


def test_an_export_holds_everything(sidecue: Sidecue, log: Path, tmp_path: Path) -> None:
    target = tmp_path / "mine.json"
    assert sidecue("events", "export", target).out == f"Exported 3 events to {target}.\n"

    whole = json.loads(target.read_text())
    assert (whole["format"], whole["version"]) == ("sidecue-events", 1)
    assert [one["what"] for one in whole["events"]] == ["visited", "opened", "searched"]


def test_an_export_writes_over_nothing(sidecue: Sidecue, log: Path, tmp_path: Path) -> None:
    target = tmp_path / "mine.json"
    target.write_text("mine")
    done = sidecue("events", "export", target)
    assert (done.status, done.out) == (2, "")
    assert done.err == f"sidecue: {target} is there already; name another file\n"
    assert target.read_text() == "mine"


def test_an_export_that_cannot_be_written_says_so(sidecue: Sidecue, log: Path, tmp_path: Path) -> None:
    done = sidecue("events", "export", tmp_path / "no" / "mine.json")
    assert done.status == 1
    assert "No such file or directory" in done.err


def test_erasing_leaves_nothing_to_list(sidecue: Sidecue, log: Path) -> None:
    assert sidecue("events", "erase").out == "Erased 3 events.\n"
    assert sidecue("events", "list").out == "Nothing was noted.\n"


def test_erasing_what_a_newer_version_wrote_says_so(sidecue: Sidecue, log: Path) -> None:
    with closing(sqlite3.connect(log)) as database:
        database.execute("PRAGMA user_version = 99")
    done = sidecue("events", "erase")
    assert (done.status, done.err) == (0, "")
    assert done.out.startswith("Erased the event log, which is damaged or of a newer Sidecue")
    assert not log.exists()


def test_what_waits_for_a_store_and_stays_is_told(sidecue: Sidecue, log: Path, profile: Path) -> None:
    (profile / "xapi" / "outbox.sqlite").mkdir(parents=True)
    done = sidecue("events", "erase")
    assert (done.status, done.out) == (1, "")
    assert "what waits for a learning record store cannot be erased" in done.err


@pytest.mark.parametrize("verb", [("list",), ("export", "mine.json")])
def test_a_damaged_log_is_told_with_a_remedy_and_left_alone(
    sidecue: Sidecue, profile: Path, verb: tuple[str, ...], tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.chdir(tmp_path)
    profile.mkdir()
    file = profile / "events.db"
    file.write_bytes(b"no database" * 99)
    done = sidecue("events", *verb)

    assert done.status == 1
    assert done.err == (
        f"sidecue: {file}: is damaged (it is not a whole SQLite file); "
        "start the Sidecue app, which sets it aside\n"
    )
    assert file.read_bytes() == b"no database" * 99


@pytest.fixture
def app(profile: Path) -> Iterator[FakeApp]:
    with FakeApp(profile) as made:
        yield made


def test_a_running_app_erases_what_is_not_written_yet_too(sidecue: Sidecue, log: Path, app: FakeApp) -> None:
    app.answers["erase-events"] = {"erased": 5}
    assert sidecue("events", "erase").out == "Erased 5 events.\n"
    assert len({request["for"] for request in app.heard}) == 1
    app.answers["erase-events"] = {"error": "the disk is read-only"}
    done = sidecue("events", "erase")
    assert (done.status, done.err) == (1, "sidecue: the disk is read-only\n")


def test_beside_a_log_that_is_open_everything_written_is_seen(
    sidecue: Sidecue, log: Path, profile: Path
) -> None:
    with closing(EventLog(log, Clock(), gather=0)) as running:
        running.record(event(Happening.KNOWN))
        running.flush()
        assert "known" in sidecue("events", "list").out
