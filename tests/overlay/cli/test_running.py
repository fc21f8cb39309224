from __future__ import annotations

import json
from pathlib import Path

import pytest

from tests.overlay.cli.conftest import Sidecue
from tests.overlay.cli.fake_app import FakeApp

STATUS = {
    "running": True,
    "version": "1.0",
    "state": "active",
    "source": {
        "name": "polling",
        "state": "window",
        "reason": "",
        "passed_over": [{"name": "x11", "reason": "there is no display"}],
    },
    "hotkey": {"name": "ctrl+alt+space", "state": "failed", "reason": "another program has it"},
    "panel_hotkey": {"name": "none", "state": "not set", "reason": ""},
    "bundles": [{"name": "desk", "version": "1.2", "cards": 5, "state": "active", "reason": ""}],
    "channels": [],
    "problems": 1,
}
NOT_RUNNING = "Sidecue is not running; start it with `sidecue`"


@pytest.fixture
def app(profile: Path) -> FakeApp:
    made = FakeApp(profile)
    made.answers["status"] = STATUS
    return made


@pytest.mark.parametrize(
    ("arguments", "request_"),
    [
        (("palette",), {"verb": "palette", "text": ""}),
        (("palette", "undo päy"), {"verb": "palette", "text": "undo päy"}),
        (("palette", "--", "-x"), {"verb": "palette", "text": "-x"}),
        (("toggle",), {"verb": "toggle"}),
        (("pause",), {"verb": "pause", "length": "hour"}),
        (("pause", "15min"), {"verb": "pause", "length": "15min"}),
        (("pause", "tomorrow"), {"verb": "pause", "length": "tomorrow"}),
        (("pause", "off"), {"verb": "pause", "length": "off"}),
        (("quit",), {"verb": "quit"}),
    ],
)
def test_each_verb_asks_the_running_app(
    sidecue: Sidecue, app: FakeApp, arguments: tuple[str, ...], request_: dict[str, str]
) -> None:
    with app:
        done = sidecue(*arguments)

    assert app.heard == [request_]
    assert (done.status, done.out, done.err) == (0, "", "")


@pytest.mark.parametrize("verb", ["palette", "toggle", "pause", "quit"])
def test_without_a_running_app_each_says_so(sidecue: Sidecue, profile: Path, verb: str) -> None:
    done = sidecue(verb)

    assert (done.status, done.out, done.err) == (1, "", f"sidecue: {NOT_RUNNING}\n")
    assert not profile.exists()


def test_the_way_of_a_desktop_shortcut_says_so_too(sidecue: Sidecue, profile: Path) -> None:
    profile.mkdir()
    done = sidecue("palette")

    assert (done.status, done.out, done.err) == (1, "", f"sidecue: {NOT_RUNNING}\n")


def test_what_the_app_refuses_is_said(sidecue: Sidecue, app: FakeApp) -> None:
    app.answers |= {"toggle": {"error": "no"}, "palette": {"error": "no"}}
    with app:
        for verb in ("toggle", "palette"):
            done = sidecue(verb)
            assert (done.status, done.err) == (1, "sidecue: no\n")


def test_an_app_that_hangs_is_told(sidecue: Sidecue, app: FakeApp, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("overlay.cli.remote._TIMEOUT", 0.1)
    with app.hanging():
        assert "does not answer" in sidecue("toggle").err
        done = sidecue("status", "--json")
    assert done.status == 1
    assert "does not answer" in json.loads(done.out)["reason"]


def test_status_in_json_is_the_answer_itself(sidecue: Sidecue, app: FakeApp) -> None:
    with app:
        done = sidecue("status", "--json")
    assert (done.status, json.loads(done.out)) == (0, STATUS)


def test_status_for_people(sidecue: Sidecue, app: FakeApp) -> None:
    with app:
        done = sidecue("status")

    assert done.status == 0
    assert done.out.splitlines() == [
        "Sidecue 1.0: active",
        "  source       polling: window",
        "  passed over  x11 (there is no display)",
        "  hotkey       ctrl+alt+space: failed (another program has it)",
        "  hotkey       none: not set",
        "  bundle       desk: active",
        "  problems     1",
    ]


def test_the_status_tells_of_detail_once_somebody_switched_it_on(sidecue: Sidecue, app: FakeApp) -> None:
    resting = {"name": "none", "state": "resting", "reason": "not needed by any card"}
    with app:
        app.answers["status"] = STATUS | {"detail": resting}
        assert "  detail       none: resting (not needed by any card)" in sidecue("status").out.splitlines()
        app.answers["status"] = STATUS | {"detail": {"name": "none", "state": "off", "reason": "it is off"}}
        assert "detail" not in sidecue("status").out


def test_the_status_tells_of_a_display_that_ended(sidecue: Sidecue, app: FakeApp) -> None:
    ended = {"name": "display", "state": "started again", "reason": "it ended at 8:00"}
    with app:
        app.answers["status"] = STATUS | {"display": ended}
        assert (
            "  display      display: started again (it ended at 8:00)" in sidecue("status").out.splitlines()
        )
        app.answers["status"] = STATUS | {"display": ended | {"state": "in use", "reason": ""}}
        assert "  display " not in sidecue("status").out


def test_the_status_of_a_channel_says_when_it_was_asked(sidecue: Sidecue, app: FakeApp) -> None:
    asked = {"name": "treasury", "state": "failing", "reason": "x: cannot be reached", "next_check": "8:00"}
    app.answers["status"] = STATUS | {"channels": [asked | {"checked": "7:00"}, asked | {"checked": None}]}
    with app:
        lines = sidecue("status").out.splitlines()

    assert lines[6:8] == [
        "  channel      treasury: failing (x: cannot be reached), asked 7:00, next 8:00",
        "  channel      treasury: failing (x: cannot be reached), next 8:00",
    ]


def test_status_when_not_running(sidecue: Sidecue) -> None:
    done = sidecue("status")
    assert (done.status, done.out) == (1, f"{NOT_RUNNING}\n")

    done = sidecue("status", "--json")
    assert (done.status, json.loads(done.out)) == (1, {"running": False, "reason": NOT_RUNNING})


def test_an_app_of_another_version_that_knows_no_status_is_no_traceback(
    sidecue: Sidecue, app: FakeApp
) -> None:
    app.answers["status"] = {"error": "unknown request"}
    with app:
        done = sidecue("status")
    assert (done.status, done.out) == (1, "unknown request\n")


def test_a_profile_that_cannot_have_a_socket_is_not_running(sidecue: Sidecue, home: Path) -> None:
    (home / "file").write_text("a file where a folder should be")
    below = ("--profile", str(home / "file" / "below"))
    assert sidecue(*below, "status").status == 1
    assert sidecue(*below, "palette").err == f"sidecue: {NOT_RUNNING}\n"
