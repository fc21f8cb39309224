from __future__ import annotations

import json
import subprocess
import sys
from pathlib import Path

import pytest

from content.library.reading import question
from overlay.cli.main import main
from overlay.version import version
from tests.overlay.cli.conftest import ROOT, Sidecue

VERBS = [
    ("run",),
    ("palette",),
    ("toggle",),
    ("pause",),
    ("quit",),
    ("status",),
    ("find",),
    ("why",),
    ("settings",),
    ("bundle",),
    ("bundle", "check"),
    ("bundle", "show"),
]


@pytest.mark.parametrize("verb", [(), *VERBS])
def test_every_verb_explains_itself(sidecue: Sidecue, verb: tuple[str, ...]) -> None:
    done = sidecue(*verb, "--help")

    assert done.status == 0
    assert done.out.startswith(f"usage: sidecue {' '.join(verb)}".rstrip())
    assert done.err == ""


def test_the_help_lists_every_verb_for_people_and_no_other(sidecue: Sidecue) -> None:
    listed = sidecue("--help").out
    for verb in VERBS:
        assert f"    {verb[0]} " in listed
    assert "read-" not in listed
    assert "encode-" not in listed
    assert "write-" not in listed


def test_the_version_is_said(sidecue: Sidecue) -> None:
    assert sidecue("--version").out == f"sidecue {version()}\n"


@pytest.mark.parametrize(
    "arguments",
    [
        ("dance",),
        ("find",),
        ("bundle",),
        ("bundle", "eat"),
        ("pause", "year"),
        ("why", "--os", "beos"),
        ("find", "x", "--limit", "0"),
        ("find", "x", "--limit", "-3"),
        ("find", "x", "--limit", "9" * 30),
        ("find", "x", "--limit", "many"),
        ("why", "--wait", "-1"),
        ("why", "--wait", "nan"),
        ("why", "--wait", "soon"),
        ("why", "--wait", "1e99"),
        ("status", "--profile", "x"),
        ("--profile", "", "status"),
        ("--profile", __file__, "status"),
        ("--profile", "~nobody-of-this-name/x", "status"),
    ],
)
def test_wrong_use_is_status_2_and_a_word_on_standard_error(
    sidecue: Sidecue, arguments: tuple[str, ...]
) -> None:
    done = sidecue(*arguments)

    assert done.status == 2
    assert done.out == ""
    assert "error:" in done.err
    assert "Traceback" not in done.err


def test_whoever_stops_a_command_gets_no_traceback(monkeypatch: pytest.MonkeyPatch, sidecue: Sidecue) -> None:
    def interrupted(_arguments: object) -> int:
        raise KeyboardInterrupt

    monkeypatch.setattr("overlay.cli.running.status", interrupted)
    assert sidecue("status").status == 130


def test_an_error_of_the_system_is_said_in_one_line(
    monkeypatch: pytest.MonkeyPatch, sidecue: Sidecue
) -> None:
    def full(_arguments: object) -> int:
        raise OSError(28, "No space left on device", "/trace")

    monkeypatch.setattr("overlay.cli.running.status", full)
    done = sidecue("status")
    said = "sidecue: /trace: cannot be written: No space left on device; make room, then try again\n"
    assert (done.status, done.err) == (1, said)


@pytest.mark.skipif(sys.platform == "win32", reason="needs a shell")
@pytest.mark.parametrize("reader", ["true", "head -c 5"])
def test_a_reader_that_has_seen_enough_is_no_error(bundle: Path, reader: str) -> None:
    command = f"'{sys.executable}' -m overlay.cli.main bundle show '{bundle}' --json | {reader}"
    done = subprocess.run(
        ["bash", "-c", f"{command}; echo status ${{PIPESTATUS[0]}}"],
        capture_output=True,
        text=True,
        cwd=ROOT,
        check=True,
        timeout=60,
    )

    assert done.stdout.endswith("status 0\n")
    assert done.stderr == ""


def test_output_is_utf8_whatever_the_locale_says(
    process: Sidecue, bundle: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("PYTHONIOENCODING", "ascii")
    (bundle / "cards" / "pay.md").write_text("---\ntitle: Zahlläufe ✓\nkeywords: [pay]\n---\nx\n", "utf-8")

    assert "Zahlläufe ✓" in process("bundle", "show", bundle).out


BLOCKED = """
import importlib.abc, sys

class NoQt(importlib.abc.MetaPathFinder):
    def find_spec(self, name, path, target=None):
        if name.partition(".")[0] in ("PySide6", "shiboken6"):
            raise AssertionError(f"{name} was imported")

sys.meta_path.insert(0, NoQt())
from overlay.cli.main import main
sys.exit(main(sys.argv[1:]))
"""


@pytest.mark.parametrize(
    ("arguments", "status"),
    [
        (("find", "payment", "--bundle", "BUNDLE"), 0),
        (("find", "window"), 0),
        (("why", "--app", "soffice", "--bundle", "BUNDLE"), 0),
        (("bundle", "check", "BUNDLE"), 0),
        (("bundle", "show", "BUNDLE", "--json"), 0),
        (("settings",), 0),
        (("settings", "theme", "dark"), 0),
        (("status",), 1),
        (("palette",), 1),
        (("pause", "hour"), 1),
        (("quit",), 1),
        (("--version",), 0),
    ],
)
def test_no_verb_but_run_ever_loads_qt(
    process: Sidecue, bundle: Path, arguments: tuple[str, ...], status: int
) -> None:
    done = process(*(bundle if word == "BUNDLE" else word for word in arguments), code=BLOCKED)

    assert "was imported" not in done.err
    assert done.status == status


LOADED = """
import json, sys
before = set(sys.modules)
from overlay.cli.main import main
status = main(sys.argv[1:])
print(json.dumps(sorted(set(sys.modules) - before)))
sys.exit(status)
"""


def test_a_desktop_shortcut_loads_next_to_nothing(process: Sidecue, profile: Path) -> None:
    profile.mkdir()
    done = process("palette", "undo", code=LOADED)

    assert done.status == 1, "no app runs, which it has to find out"
    loaded = set(json.loads(done.out))
    # One of each chain of modules: asyncio brings ssl and logging, dataclasses brings inspect, and so on.
    heavy = {"PySide6", "asyncio", "argparse", "dataclasses", "inspect", "platformdirs", "tempfile", "shutil"}
    assert loaded & heavy == set()
    ours = {name for name in loaded if name.startswith(("overlay.", "content", "triggers"))}
    assert ours == {
        f"overlay.{name}" for name in ("cli", "cli.main", "cli.exits", "cli.running", "cli.remote", "profile")
    }


def test_an_empty_profile_is_not_the_current_folder(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    monkeypatch.chdir(tmp_path)
    with pytest.raises(SystemExit) as ended:
        main(["--profile", "", "palette"])
    assert ended.value.code == 2
    assert "--profile" in capsys.readouterr().err


def test_the_reader_of_the_app_answers_on_the_command_line(bundle: Path) -> None:
    loaded = subprocess.run(
        [sys.executable, "-m", "overlay.cli.main", "read-bundles"],
        input=question([bundle]),
        capture_output=True,
        cwd=ROOT,
        check=True,
        timeout=60,
    )
    assert len(loaded.stdout) > 1000


@pytest.mark.parametrize("asked", [b"", b"not json", b"\xff", b"5", b"[5]", b'{"a": 1}', b"[" * 60_000])
def test_the_reader_sends_away_whoever_is_not_the_app(process: Sidecue, asked: bytes) -> None:
    done = process("read-bundles", asked=asked)
    assert (done.status, done.out) == (2, "")
    assert done.err == "sidecue: read-bundles is for the app itself; use `sidecue bundle show`\n"


@pytest.mark.parametrize("name", ["", __file__])
def test_a_profile_that_is_no_folder_is_wrong_use(sidecue: Sidecue, name: str) -> None:
    done = sidecue("--profile", name, "status")
    assert f'error: argument --profile: "{name}" is not a folder; name a folder\n' in done.err


def test_main_answers_what_the_process_would(bundle: Path, capsys: pytest.CaptureFixture[str]) -> None:
    assert main(["bundle", "show", str(bundle)]) == 0
    assert "desk/pay" in capsys.readouterr().out
