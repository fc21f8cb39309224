from __future__ import annotations

import subprocess
import sys
from pathlib import Path

import pytest

from overlay.own_command import own_command

ROOT = Path(__file__).resolve().parents[2]


def test_it_starts_this_very_program() -> None:
    done = subprocess.run(
        own_command("--version"), capture_output=True, text=True, cwd=ROOT, check=True, timeout=60
    )
    assert done.stdout.startswith("sidecue ")


def test_a_frozen_program_is_its_own_interpreter(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(sys, "frozen", True, raising=False)
    assert own_command("read-bundles") == [sys.executable, "read-bundles"]
