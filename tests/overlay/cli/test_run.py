from __future__ import annotations

import json
import os
import subprocess
import sys
import time
from pathlib import Path
from typing import Any

import pytest

from content.memory.memory import Memory
from tests.content.memory.examples import Clock
from tests.overlay.cli.conftest import ROOT, Sidecue
from tests.overlay.cli.fake_app import FakeApp

DISPLAYS = ("DISPLAY", "WAYLAND_DISPLAY", "QT_QPA_PLATFORM")


@pytest.mark.skipif(not sys.platform.startswith("linux"), reason="elsewhere there is always a display")
@pytest.mark.parametrize("verb", [("run",), ()])
def test_without_a_display_it_says_so_before_qt_can_abort(process: Sidecue, verb: tuple[str, ...]) -> None:
    done = process(*verb, without=DISPLAYS)

    assert (done.status, done.out) == (1, "")
    assert done.err == (
        "sidecue: there is no display here (neither DISPLAY nor WAYLAND_DISPLAY is set); "
        "start it inside a desktop session, or search with `sidecue find`\n"
    )


def test_a_bundle_that_is_missing_is_wrong_use(sidecue: Sidecue, tmp_path: Path) -> None:
    done = sidecue("run", "--bundle", tmp_path / "missing")
    assert (done.status, done.out) == (2, "")
    assert done.err == f"{tmp_path / 'missing'}:0: there is no such bundle folder; name an existing one\n"


@pytest.mark.parametrize("verb", [("run",), ()])
def test_a_second_start_shows_the_running_one(sidecue: Sidecue, profile: Path, verb: tuple[str, ...]) -> None:
    with FakeApp(profile) as app:
        done = sidecue(*verb)
    assert (done.status, done.out, done.err) == (0, "", "")
    assert app.heard == [{"verb": "palette", "text": ""}]


def test_a_profile_in_use_by_something_that_does_not_answer_is_told(process: Sidecue, profile: Path) -> None:
    memory = Memory(profile, Clock())
    done = process("run", "--no-tray")
    memory.close()

    assert done.status == 1
    assert done.err.startswith(f"sidecue: {profile}: another Sidecue is using this folder; ")


def test_a_trace_that_cannot_be_written_is_told(process: Sidecue, tmp_path: Path) -> None:
    done = process("run", "--no-tray", "--trace", tmp_path / "nowhere" / "trace.jsonl")

    assert done.status == 1
    assert "nowhere" in done.err
    assert "Traceback" not in done.err


def test_it_runs_answers_and_ends_without_a_screen(
    sidecue: Sidecue, profile: Path, bundle: Path, tmp_path: Path
) -> None:
    trace = tmp_path / "trace.jsonl"
    command = [sys.executable, "-m", "overlay.cli.main", "--profile", str(profile), "run", "--no-tray"]
    running = subprocess.Popen(
        [*command, "--bundle", str(bundle), "--trace", str(trace)],
        cwd=ROOT,
        env=os.environ,
        stderr=subprocess.PIPE,
        text=True,
    )
    try:
        status = wait_for_cards(sidecue)
        assert status["source"]["state"] == "unavailable"
        assert status["bundles"][0] == {
            "name": "desk",
            "version": "1.2",
            "cards": 5,
            "state": "active",
            "reason": "",
        }
        assert sidecue("settings", "text_scale", 125).status == 0
        assert sidecue("settings", "text_scale").out == "125\n"
        assert sidecue("settings", "text_scale", 5).status == 2
        assert sidecue("pause", "15min").status == 0
        assert json.loads(sidecue("status", "--json").out)["state"].startswith("paused until ")
        assert sidecue("quit").status == 0
        assert running.wait(timeout=20) == 0
    finally:
        running.kill()
        _, said = running.communicate()

    assert "Traceback" not in said
    assert sidecue("settings", "text_scale").out == "125\n"
    assert {"source"} <= {json.loads(line)["event"] for line in trace.read_text().splitlines()}


def wait_for_cards(sidecue: Sidecue) -> Any:
    """The status of the app as soon as it has read its bundles."""
    deadline = time.monotonic() + 30
    while time.monotonic() < deadline:
        done = sidecue("status", "--json")
        if done.status == 0 and (status := json.loads(done.out))["bundles"]:
            return status
        time.sleep(0.1)
    raise TimeoutError("The app did not come up.")
