"""Runs the command in this process, or as one of its own, on a profile and a bundle made for the test."""

from __future__ import annotations

import os
import subprocess
import sys
from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path

import pytest

from overlay.cli.main import main
from tests.overlay.desk import write_bundle

ROOT = Path(__file__).resolve().parents[3]


@dataclass(frozen=True)
class Done:
    """How a command ended, and what it said."""

    status: int
    out: str
    err: str


Sidecue = Callable[..., Done]


@pytest.fixture
def profile(home: Path) -> Path:
    return home / "profile"


@pytest.fixture
def bundle(tmp_path: Path) -> Path:
    return write_bundle(tmp_path / "desk")


@pytest.fixture
def sidecue(profile: Path, capsys: pytest.CaptureFixture[str]) -> Sidecue:
    """The command in this process, with ``--profile`` before the verb."""

    def run(*arguments: object) -> Done:
        capsys.readouterr()
        try:
            status = main(["--profile", str(profile), *map(str, arguments)])
        except SystemExit as end:  # argparse ends like this
            status = int(end.code or 0)
        said = capsys.readouterr()
        return Done(status, said.out, said.err)

    return run


@pytest.fixture
def process(profile: Path) -> Sidecue:
    """The command as a process of its own; ``asked`` is its standard input."""

    def run(*arguments: object, asked: bytes = b"", without: tuple[str, ...] = (), code: str = "") -> Done:
        start = ["-c", code] if code else ["-m", "overlay.cli.main"]
        done = subprocess.run(
            [sys.executable, *start, "--profile", str(profile), *map(str, arguments)],
            input=asked,
            capture_output=True,
            cwd=ROOT,
            env={name: value for name, value in os.environ.items() if name not in without},
            check=False,
            timeout=60,
        )
        return Done(done.returncode, done.stdout.decode(), done.stderr.decode())

    return run
