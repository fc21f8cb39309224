from __future__ import annotations

import os
import subprocess
import sys
from collections.abc import Sequence
from pathlib import Path

import pytest

from overlay.own_command import own_command

ROOT = Path(__file__).resolve().parents[2]


def test_it_starts_this_very_program() -> None:
    done = subprocess.run(
        own_command("--version"), capture_output=True, text=True, cwd=ROOT, check=True, timeout=60
    )
    assert done.stdout.startswith("sidecue ")


@pytest.fixture
def foreign(tmp_path: Path) -> Path:
    """A folder from elsewhere, with modules named like ours and like Python's own."""
    names = ("json", "argparse", "pathlib", "runpy", "content", "triggers", "overlay/cli/main")
    for name in names:
        file = tmp_path / f"{name}.py"
        file.parent.mkdir(parents=True, exist_ok=True)
        file.write_text("print('code of the current folder')")
    return tmp_path


def said_in(folder: Path, command: Sequence[str]) -> str:
    """What it says, started in that folder; our sources are where Python would not look for them."""
    environment = {name: value for name, value in os.environ.items() if name != "PYTHONPATH"}
    done = subprocess.run(
        command,
        cwd=folder,
        env=environment,
        stdin=subprocess.DEVNULL,
        stdout=subprocess.PIPE,
        check=False,
        timeout=60,
    )
    return done.stdout.decode(errors="replace")


def test_no_code_of_the_current_folder_is_run(foreign: Path) -> None:
    assert said_in(foreign, own_command("--version")).startswith("sidecue ")
    for worker in ("read-bundles", "read-drafts", "read-policy", "write-answer", "encode-queries"):
        assert "current folder" not in said_in(foreign, own_command(worker))


def test_nor_by_beginning_anew(foreign: Path) -> None:
    begin_anew = f"""
import sys; sys.path.append({str(ROOT)!r})
from overlay.start import Start
start = Start()
start.display_ended("xcb")
start.once_more()
"""
    assert said_in(foreign, [sys.executable, "-P", "-c", begin_anew, "--version"]).startswith("sidecue ")


def test_a_frozen_program_is_its_own_interpreter(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(sys, "frozen", True, raising=False)
    assert own_command("read-bundles") == [sys.executable, "read-bundles"]
