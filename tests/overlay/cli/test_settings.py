from __future__ import annotations

import json
import sys
from pathlib import Path

import pytest

from content.memory.memory import Memory
from overlay.settings.table import SETTINGS
from tests.content.memory.examples import Clock
from tests.overlay.cli.conftest import Sidecue
from tests.overlay.cli.fake_app import FakeApp


def test_a_new_profile_has_the_defaults_and_reading_makes_nothing(sidecue: Sidecue, profile: Path) -> None:
    done = sidecue("settings", "--json")

    values = json.loads(done.out)
    assert list(values) == [setting.name for setting in SETTINGS]
    assert values["text_scale"] == "100"
    assert not profile.exists()


def test_people_get_every_setting_with_what_it_may_be(sidecue: Sidecue) -> None:
    lines = sidecue("settings").out.splitlines()
    assert len(lines) == 2 * len(SETTINGS)
    assert lines[0] == "theme = system"
    assert lines[1].endswith("(system, light, dark or high-contrast)")


def test_people_are_told_what_of_the_policy_does_not_hold(
    sidecue: Sidecue, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    policy = tmp_path / "policy.yaml"
    policy.write_text("settings:\n  theme: pink\n")
    monkeypatch.setenv("SIDECUE_POLICY", str(policy))
    done = sidecue("settings")
    assert done.status == 0
    assert done.err.startswith(f"Your organisation's policy, {policy}:2: settings.theme: must be")


@pytest.mark.parametrize(
    ("name", "text", "read"),
    [
        ("theme", "dark", "dark"),
        ("text_scale", "125", "125"),
        ("history", "off", "off"),
        ("hotkey_palette", "Alt+Ctrl+K", "ctrl+alt+k"),
        ("hotkey_panel", "none", "none"),
    ],
)
def test_what_is_set_is_read_again(sidecue: Sidecue, name: str, text: str, read: str) -> None:
    done = sidecue("settings", name, text)
    assert (done.status, done.out, done.err) == (0, "", "")
    assert sidecue("settings", name).out == f"{read}\n"
    assert json.loads(sidecue("settings", name, "--json").out) == {name: read}


@pytest.mark.parametrize(
    ("arguments", "words"),
    [
        (("colour",), 'there is no setting "colour"'),
        (("them",), "did you mean theme?"),
        (("colour", "dark"), 'there is no setting "colour"'),
        (("theme", "pink"), "theme must be system, light, dark or high-contrast"),
        (("text_scale", "huge"), "text_scale must be"),
        (("text_scale", "9" * 5000), "text_scale must be"),
        (("hotkey_palette", "ctrl+alt+return"), "has these keys already"),
    ],
)
def test_what_cannot_be_set_says_why(sidecue: Sidecue, arguments: tuple[str, ...], words: str) -> None:
    done = sidecue("settings", *arguments)
    assert (done.status, done.out) == (2, "")
    assert done.err.startswith("sidecue: ")
    assert words in done.err


def test_a_relative_folder_starts_where_the_command_runs(
    sidecue: Sidecue, tmp_path: Path, monkeypatch: pytest.MonkeyPatch, app: FakeApp
) -> None:
    monkeypatch.chdir(tmp_path)
    with app:
        sidecue("settings", "bundle_folders", "mine")
    assert app.heard[-1]["value"] == str(tmp_path / "mine")


@pytest.fixture
def app(profile: Path) -> FakeApp:
    made = FakeApp(profile)
    made.answers["settings"] = {setting.name: f"the app's {setting.name}" for setting in SETTINGS}
    return made


def test_a_running_app_is_asked_instead_of_the_disk(sidecue: Sidecue, app: FakeApp, profile: Path) -> None:
    with app:
        assert sidecue("settings", "theme", "dark").status == 0
        assert sidecue("settings", "theme").out == "the app's theme\n"

    assert app.heard == [{"verb": "set", "name": "theme", "value": "dark"}, {"verb": "settings"}]
    assert not (profile / "memory.json").exists()


def test_what_the_running_app_refuses_is_said(sidecue: Sidecue, app: FakeApp) -> None:
    app.answers["set"] = {"error": "theme must be nicer"}
    with app:
        done = sidecue("settings", "theme", "dark")
    assert (done.status, done.err) == (2, "sidecue: theme must be nicer\n")


def test_a_running_app_that_hangs_is_told(
    sidecue: Sidecue, app: FakeApp, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("overlay.cli.remote._TIMEOUT", 0.1)
    with app.hanging():
        done = sidecue("settings", "theme", "dark")
    assert done.status == 1
    assert done.err.startswith("sidecue: Sidecue does not answer; ")


def test_a_profile_that_another_process_holds_is_told(sidecue: Sidecue, profile: Path) -> None:
    memory = Memory(profile, Clock())
    done = sidecue("settings", "theme", "dark")
    memory.close()

    assert done.status == 1
    assert done.err.startswith(f"sidecue: {profile}: another Sidecue is using this folder; ")


@pytest.mark.skipif(not Path("/proc").is_dir(), reason="needs a folder that nobody can write")
@pytest.mark.skipif(sys.platform == "win32", reason="Windows has no such folder")
def test_a_profile_that_cannot_be_written_is_told(sidecue: Sidecue) -> None:
    done = sidecue("--profile", "/proc/profile", "settings", "theme", "dark")
    assert done.status == 1
    assert done.err == (
        "sidecue: theme was not kept in /proc/profile; make room on the disk or make the folder writable\n"
    )


def test_a_profile_that_is_a_file_is_wrong_use(sidecue: Sidecue, profile: Path) -> None:
    profile.write_text("")
    assert sidecue("settings", "theme", "dark").status == 2
    assert profile.read_text() == ""


def test_what_the_organisation_decided_is_shown_and_not_changed(
    sidecue: Sidecue, profile: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    policy = tmp_path / "policy.yaml"
    policy.write_text("settings: {theme: dark}\n", encoding="utf-8")
    monkeypatch.setenv("SIDECUE_POLICY", str(policy))

    assert sidecue("settings", "theme").out == "dark\n"
    first, second, *_ = sidecue("settings").out.splitlines()
    assert first == "theme = dark"
    assert second.endswith("high-contrast; set by your organisation)")
    done = sidecue("settings", "theme", "light")
    assert (done.status, done.out) == (1, "")
    assert done.err == (
        f"sidecue: theme is set by your organisation (in {policy}); "
        "ask whoever looks after this computer to change it\n"
    )
    assert not profile.exists()
    assert sidecue("settings", "side", "left").status == 0


def test_a_running_app_may_know_of_a_policy_that_is_gone(sidecue: Sidecue, profile: Path) -> None:
    with FakeApp(profile) as app:
        app.answers["set"] = {"error": "theme is set by …", "locked": "/etc/sidecue/policy.yaml"}
        done = sidecue("settings", "theme", "light")
    assert done.status == 1
    assert "set by your organisation (in /etc/sidecue/policy.yaml)" in done.err
