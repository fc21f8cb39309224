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
    file = tmp_path / "nowhere" / "trace.jsonl"
    done = process("run", "--no-tray", "--trace", file)

    assert (done.status, done.out) == (2, "")
    assert done.err.startswith(f"sidecue: the trace {file} cannot be written: ")
    assert done.err.endswith("; name a file in a folder you may write in\n")


@pytest.mark.parametrize(
    ("more", "named"),
    [
        (("--bundle", "BUNDLE"), "--bundle"),
        (("--trace", "x"), "--trace"),
        (("--trace", "x", "--bundle", "BUNDLE"), "--bundle and --trace"),
    ],
)
def test_a_second_start_that_cannot_have_its_options_says_so(
    sidecue: Sidecue, profile: Path, bundle: Path, more: tuple[str, ...], named: str
) -> None:
    with FakeApp(profile) as app:
        done = sidecue("run", *(bundle if word == "BUNDLE" else word for word in more))

    assert (done.status, done.out) == (1, "")
    assert done.err == (
        f"sidecue: Sidecue already runs, without this {named}; `sidecue quit` first, or use --profile\n"
    )
    assert app.heard == [{"verb": "status"}]
    assert not Path("x").exists()


def test_one_of_five_starts_at_once_runs_and_the_others_show_it(sidecue: Sidecue, profile: Path) -> None:
    starts = [start(profile) for _ in range(5)]
    try:
        wait_for_cards(sidecue)
        deadline = time.monotonic() + 30
        while sum(one.poll() is None for one in starts) > 1 and time.monotonic() < deadline:
            time.sleep(0.1)
        left = [one.poll() for one in starts]
        assert sidecue("quit").status == 0
    finally:
        said = [end(one) for one in starts]

    assert sorted(left, key=str) == [0, 0, 0, 0, None]
    assert said == [""] * 5


@pytest.mark.skipif(not Path("/proc").is_dir(), reason="needs a folder that nobody can write")
def test_a_profile_that_cannot_be_written_is_kept_in_memory(
    sidecue: Sidecue, home: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("TMPDIR", str(home))
    nowhere = ("--profile", "/proc/profile")
    running = start(Path("/proc/profile"))
    try:
        wait_for_cards(lambda *words: sidecue(*nowhere, *words))
        assert sidecue(*nowhere, "run").status == 0
        assert sidecue(*nowhere, "settings", "text_scale", 125).status == 0
        assert sidecue(*nowhere, "settings", "text_scale").out == "125\n"
        assert sidecue(*nowhere, "quit").status == 0
        assert running.wait(timeout=20) == 0
    finally:
        assert end(running) == ""
    assert list(home.glob("*.sock")) == []


@pytest.mark.skipif(not Path("/proc").is_dir(), reason="needs a folder that nobody can write")
def test_where_no_socket_can_be_made_it_says_so_in_one_line(
    sidecue: Sidecue, process: Sidecue, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("TMPDIR", "/proc")
    done = process("--profile", "/proc/profile", "run", "--no-tray")

    assert (done.status, done.out) == (1, "")
    assert done.err.startswith("sidecue: /proc/profile/sidecue.sock: other starts of Sidecue cannot be heard")
    assert done.err.count("\n") == 1
    assert "Errno" not in done.err


def start(profile: Path, *more: str) -> subprocess.Popen[str]:
    """The app itself, without a screen."""
    command = [sys.executable, "-m", "overlay.cli.main", "--profile", str(profile), "run", "--no-tray", *more]
    return subprocess.Popen(command, cwd=ROOT, env=os.environ, stderr=subprocess.PIPE, text=True)


def end(running: subprocess.Popen[str]) -> str:
    """Let it end, by force if need be; returns what it said but for what Qt lacks without a screen."""
    try:
        _, said = running.communicate(timeout=10)
    except subprocess.TimeoutExpired:
        running.kill()
        _, said = running.communicate()
    return "".join(line for line in said.splitlines(keepends=True) if "This plugin" not in line)


def test_it_runs_answers_and_ends_without_a_screen(
    sidecue: Sidecue, profile: Path, bundle: Path, tmp_path: Path
) -> None:
    trace = tmp_path / "trace.jsonl"
    running = start(profile, "--bundle", str(bundle), "--trace", str(trace))
    try:
        status = wait_for_cards(sidecue)
        assert status["source"]["state"] == "unavailable"
        assert status["bundles"][0] == {
            "name": "desk",
            "version": "1.2",
            "cards": 5,
            "for_others": 0,
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
