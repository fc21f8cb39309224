"""Finding, trusting and reading the machine's policy file, here and in a process of its own."""

from __future__ import annotations

import os
import re
import subprocess
import sys
from pathlib import Path

import pytest

from content.policy.model import NO_POLICY, Endpoint, PolicyChannel, RecordStore
from overlay import policy as module
from overlay.own_command import own_command
from overlay.policy import ApartPolicy, load_policy, tell_policy

ROOT = Path(__file__).resolve().parents[2]
GOOD = "settings: {loudness: tab, text_scale: 125}\nroles: [finance]\nchannels: [/etc/sidecue/desk.json]\n"
POSIX = pytest.mark.skipif(sys.platform == "win32", reason="Windows keeps rights elsewhere")


@pytest.fixture
def machine(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """Where the machine's own policy would lie."""
    place = tmp_path / "machine" / "policy.yaml"
    place.parent.mkdir()
    monkeypatch.setattr(module, "_place", lambda: place)
    monkeypatch.delenv("SIDECUE_POLICY", raising=False)
    return place


@pytest.fixture
def trial(tmp_path: Path, machine: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """A policy file that the environment names."""
    file = tmp_path / "trial.yaml"
    monkeypatch.setenv("SIDECUE_POLICY", str(file))
    return file


def test_a_desk_without_a_policy_decides_everything_itself(machine: Path) -> None:
    assert load_policy() is NO_POLICY
    reader = ApartPolicy(["/no/such/program"])
    assert reader.wait() is NO_POLICY
    reader.close()


def test_without_a_policy_no_parser_is_loaded() -> None:
    code = (
        "import sys, overlay.policy as p, overlay.settings.table; p.load_policy();"
        "print(sorted({'yaml', 'msgspec', 'content.policy.reader'} & set(sys.modules)))"
    )
    environment = {name: value for name, value in os.environ.items() if name != "SIDECUE_POLICY"}
    done = subprocess.run([sys.executable, "-c", code], env=environment, capture_output=True, check=True)
    assert done.stdout.strip() == b"[]"


def test_a_trial_policy_is_read_where_the_machine_has_none(trial: Path) -> None:
    trial.write_text(GOOD, encoding="utf-8")
    read = load_policy()
    assert read.problems == ()
    assert read.settings == {"loudness": "tab", "text_scale": 125, "roles": ["finance"]}
    assert read.channels == (PolicyChannel("/etc/sidecue/desk.json", line=3),)


def test_the_machines_own_policy_comes_before_a_trial(
    trial: Path, machine: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    trial.write_text(GOOD, encoding="utf-8")
    machine.write_text("settings: {loudness: badge}\n", encoding="utf-8")
    monkeypatch.setattr(module, "_fault", lambda _file: "")
    assert load_policy().settings == {"loudness": "badge"}


@POSIX
def test_a_policy_that_anyone_could_change_is_refused_in_plain_words(machine: Path) -> None:
    machine.write_text(GOOD, encoding="utf-8")
    machine.chmod(0o666)
    read = load_policy()
    assert (dict(read.settings), read.channels) == ({}, ())
    (problem,) = read.problems
    assert problem.name == "unsafe-policy"
    assert problem.message.startswith("is not used, because ")
    assert str(machine.resolve()) in problem.message
    assert "root" in problem.remedy


@POSIX
def test_a_policy_behind_a_link_that_leads_nowhere_is_refused(machine: Path) -> None:
    machine.symlink_to(machine.parent / "gone")
    (problem,) = load_policy().problems
    assert "it cannot be reached" in problem.message


@pytest.mark.parametrize(
    ("text", "problem"),
    [
        (
            "settings: {theme: pink}",
            "settings.theme: must be system, light, dark or high-contrast; write for",
        ),
        ("settings: {them: dark}", 'settings.them: there is no setting "them"; did you mean theme?'),
        ("settings: {theme: [dark]}", "settings.theme: must be system"),
        ("settings: {bundle_folders: [cards]}", "settings.bundle_folders: must be full paths"),
        ("settings: {bundle_folders: {a: b}}", "settings.bundle_folders: must be full paths"),
        ("settings: {language: english}", "settings.language: must be system, or the code of a language"),
        ("settings: {searches: on}", "settings.searches: is for each person to switch on"),
        ("roles: ['a, b']", "roles: must be words separated by commas"),
    ],
)
def test_a_wrong_setting_is_named_with_its_place_and_its_remedy(trial: Path, text: str, problem: str) -> None:
    trial.write_text(text, encoding="utf-8")
    read = load_policy()
    assert dict(read.settings) == {}
    assert [str(found) for found in read.problems if problem in str(found)], read.problems


def test_settings_may_be_written_as_on_the_command_line_or_as_lists(trial: Path, tmp_path: Path) -> None:
    trial.write_text(
        "settings:\n  history: off\n  hotkey_palette: Alt+Ctrl+K\n  bundle_folders: [~/cards, /srv/cards]\n"
        "  language: de_at\n  text_scale: 110 %\nroles: finance\n",
        encoding="utf-8",
    )
    read = load_policy()
    assert read.problems == ()
    assert read.settings == {
        "history": False,
        "hotkey_palette": "ctrl+alt+k",
        "bundle_folders": [str(Path("~/cards").expanduser()), "/srv/cards"],
        "language": "de-AT",
        "text_scale": 110,
        "roles": ["finance"],
    }


def test_the_app_reads_it_in_another_process_and_learns_the_same(trial: Path) -> None:
    server = "answers: {url: 'https://a.example', model: m, key-file: /etc/sidecue/key, timeout: 9}\n"
    store = "xapi: {url: 'https://b.example', key-file: /etc/sidecue/lrs, home-page: 'https://c.example'}\n"
    trial.write_text(f"{GOOD}{server}{store}rols: [x]\n", encoding="utf-8")
    reader = ApartPolicy(own_command("read-policy"))
    read = reader.wait()
    assert read == load_policy()
    assert read.answers == Endpoint("https://a.example", "m", "/etc/sidecue/key", 9)
    assert read.xapi == RecordStore("https://b.example", "/etc/sidecue/lrs", home_page="https://c.example")
    assert [problem.field for problem in read.problems] == ["rols"]
    reader.close()


@pytest.mark.parametrize(
    ("command", "why"),
    [
        (["/no/such/program"], "its reader cannot be started"),
        ([sys.executable, "-c", "import sys; sys.exit(3)"], "its reader ended with status 3"),
        ([sys.executable, "-c", "print('{}')"], "its reader ended with status 0"),
    ],
)
def test_a_reader_that_fails_leaves_the_desk_unmanaged_and_says_so(
    trial: Path, command: list[str], why: str
) -> None:
    trial.write_text(GOOD, encoding="utf-8")
    read = ApartPolicy(command).wait()
    assert dict(read.settings) == {}
    (problem,) = read.problems
    assert why in problem.message
    assert read.file == str(trial)


def test_a_reader_that_hangs_is_ended(trial: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    trial.write_text(GOOD, encoding="utf-8")
    monkeypatch.setattr(module, "_PATIENCE", 0.1)
    reader = ApartPolicy([sys.executable, "-c", "import time; time.sleep(60)"])
    assert "it was not read within 0.1 seconds" in reader.wait().problems[0].message


def test_what_is_told_is_one_line_of_plain_ascii(trial: Path) -> None:
    trial.write_text("roles: [Prüfung]\n", encoding="utf-8")
    assert tell_policy().isascii()
    assert "\n" not in tell_policy()


def test_the_example_is_right_with_all_that_is_commented_out(trial: Path) -> None:
    example = (ROOT / "packaging" / "policy" / "policy.yaml").read_text(encoding="utf-8")
    trial.write_text(example, encoding="utf-8")
    read = load_policy()
    assert read.problems == ()
    assert set(read.settings) == {"loudness", "starter_bundle", "bundle_folders", "roles"}

    before, mark, rest = example.partition("# channels:")
    uncommented = re.sub(r"^# (?=channels:|answers:|xapi:|  )", "", mark + rest, flags=re.MULTILINE)
    trial.write_text(before + uncommented, encoding="utf-8")
    assert load_policy().problems == ()
    assert load_policy().answers == Endpoint(
        "http://127.0.0.1:8080/v1", "small-instruct", "/etc/sidecue/answers.key"
    )
    assert len(load_policy().channels) == 2


def test_the_example_of_the_page_on_answers_holds(trial: Path) -> None:
    page = (ROOT / "docs" / "answers.md").read_text(encoding="utf-8")
    trial.write_text(page.partition("```yaml\n")[2].partition("```")[0], encoding="utf-8")
    read = load_policy()
    assert (read.problems, dict(read.settings)) == ((), {"written_answers": True})
    assert read.answers == Endpoint("http://127.0.0.1:8080/v1", "small-instruct")
