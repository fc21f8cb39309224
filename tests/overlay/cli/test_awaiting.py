"""Waiting for a display server that ended: what ends it, and what others hear meanwhile."""

from __future__ import annotations

import json
import subprocess
import sys
import threading
import time
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

import pytest

from overlay.cli import awaiting, run
from overlay.cli.awaiting import await_display
from overlay.cli.exits import FINE, PROBLEMS
from overlay.display_ends import DisplayEnds
from overlay.profile import open_profile
from tests.overlay.cli.conftest import Sidecue
from tests.overlay.cli.fake_app import FakeApp

pytestmark = pytest.mark.skipif(sys.platform == "win32", reason="Windows has no display server that ends")

GONE = ":59000"


@pytest.fixture(autouse=True)
def no_display(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("DISPLAY", GONE)
    monkeypatch.delenv("QT_QPA_PLATFORM", raising=False)
    monkeypatch.delenv("XDG_SESSION_ID", raising=False)


@pytest.fixture
def ends() -> DisplayEnds:
    return DisplayEnds().and_at(time.time(), "xcb")


@contextmanager
def waiting(profile: Path, ends: DisplayEnds) -> Iterator[list[int | None]]:
    """Waits beside the test, which has to see to its end; the result is there then."""
    result: list[int | None] = []
    wait = threading.Thread(target=lambda: result.append(await_display(open_profile(profile), ends)))
    wait.start()
    try:
        yield result
    finally:
        wait.join(20)
        assert not wait.is_alive()


def until_heard(sidecue: Sidecue) -> None:
    end = time.monotonic() + 10
    while "waits" not in sidecue("status").out and time.monotonic() < end:
        time.sleep(0.01)


@pytest.mark.parametrize("platform", ["xcb", "wayland"])
def test_a_display_that_stays_away_ends_it_in_words(
    platform: str, profile: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    ends = DisplayEnds().and_at(time.time(), platform)
    assert await_display(open_profile(profile), ends, patience=0.01) == PROBLEMS
    waits, ended = capsys.readouterr().err.splitlines()
    assert waits == f"sidecue: {ends.reason}; Sidecue waits for it, 0.01 seconds at most"
    missing = f"sidecue: {ends.reason} and did not come back within 0.01 seconds"
    assert ended == f"{missing}; start Sidecue again in your next session"


@pytest.mark.parametrize("display", ["localhost:59000", "127.0.0.1:59000.0", "tcp/localhost:59000"])
def test_a_display_of_another_computer_is_not_waited_for(
    display: str,
    profile: Path,
    ends: DisplayEnds,
    monkeypatch: pytest.MonkeyPatch,
    capsys: pytest.CaptureFixture[str],
) -> None:
    monkeypatch.setenv("DISPLAY", display)
    assert await_display(open_profile(profile), ends, patience=0.01) == PROBLEMS
    away = f"sidecue: {ends.reason}; the display is another computer's, which Sidecue does not wait for"
    assert capsys.readouterr().err == f"{away}; start Sidecue again in your next session\n"


def test_the_end_of_the_login_session_ends_it(
    profile: Path, ends: DisplayEnds, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(awaiting, "logs_out", lambda: True)
    assert await_display(open_profile(profile), ends) == FINE


def test_beside_a_sidecue_that_was_started_anew_there_is_nothing_to_wait_for(
    profile: Path, ends: DisplayEnds
) -> None:
    with FakeApp(profile) as app:
        assert await_display(open_profile(profile), ends) == FINE
    assert app.heard == []


def test_meanwhile_status_says_why_and_quit_ends_it(
    profile: Path, ends: DisplayEnds, sidecue: Sidecue
) -> None:
    with waiting(profile, ends) as result:
        until_heard(sidecue)
        told = sidecue("status", "--json")
        asked = sidecue("palette")
        assert sidecue("settings", "theme").status == 0  # as without an app
        quit_ = sidecue("quit")
    reason = f"{ends.reason}; Sidecue waits for it, 60 seconds at most"
    assert (told.status, json.loads(told.out)) == (1, {"running": False, "reason": reason})
    assert (asked.status, asked.err.splitlines()[-1]) == (1, f"sidecue: {reason}")
    assert (quit_.status, result) == (0, [FINE])


def test_another_start_that_has_a_display_takes_over(
    profile: Path, ends: DisplayEnds, sidecue: Sidecue, monkeypatch: pytest.MonkeyPatch
) -> None:
    found = iter(["", "that is all of this test"])  # it starts no second app here
    monkeypatch.setattr(run, "no_display", lambda: next(found))
    with waiting(profile, ends) as result:
        until_heard(sidecue)
        started = sidecue("run")
    assert (started.err, result) == ("sidecue: that is all of this test\n", [FINE])


def test_another_start_that_has_none_either_ends_nothing(
    profile: Path, ends: DisplayEnds, sidecue: Sidecue, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(run, "no_display", lambda: "there is no display here")
    with waiting(profile, ends) as result:
        until_heard(sidecue)
        started = sidecue("run")
        assert (started.status, result) == (1, [])
        sidecue("quit")
    assert "Sidecue waits for it" in started.err


def test_processes_that_worked_for_the_app_before_leave_no_trace(profile: Path, ends: DisplayEnds) -> None:
    worker = subprocess.Popen([sys.executable, "-c", ""])
    end = time.monotonic() + 10
    while Path(f"/proc/{worker.pid}/stat").read_text().split()[2] != "Z" and time.monotonic() < end:
        time.sleep(0.01)
    await_display(open_profile(profile), ends, patience=0)
    assert not Path(f"/proc/{worker.pid}").exists()
    worker.wait()
