"""What `make` offers, and how .ci/stages sums up."""

from __future__ import annotations

import os
import re
import subprocess
from pathlib import Path

import pytest

from tests.architecture.source import ROOT

MAKEFILE = (ROOT / "Makefile").read_text(encoding="utf-8")


def run_stages(folder: Path, make: str, *stages: str) -> subprocess.CompletedProcess[str]:
    """Run .ci/stages with a stand-in for make; $2 is the stage."""
    fake = folder / "make"
    fake.write_text(f"#!/bin/sh\n{make}\n", encoding="utf-8")
    fake.chmod(0o755)
    return subprocess.run(
        [str(ROOT / ".ci" / "stages"), *stages],
        env=os.environ | {"PATH": f"{folder}:{os.environ['PATH']}"},
        capture_output=True,
        text=True,
        check=False,
    )


def test_make_alone_explains_every_target() -> None:
    shown = subprocess.run(["make"], cwd=ROOT, capture_output=True, text=True, check=True).stdout

    targets = re.findall(r"^([a-z-]+):", MAKEFILE, flags=re.MULTILINE)
    explained = re.findall(r"^ *make ([a-z-]+) +\S", shown, flags=re.MULTILINE)
    assert {"setup", "run", "test", "bench", "check", "package", "clean"} <= set(targets)
    assert sorted(explained) == sorted(targets)


def test_the_build_machine_runs_what_contributors_run() -> None:
    assert (ROOT / ".ci" / "run").read_text(encoding="utf-8").rstrip().endswith("exec make test")


def test_a_failed_stage_fails_the_whole_and_stops_no_other(tmp_path: Path) -> None:
    done = run_stages(tmp_path, '[ "$2" != two ] && echo "7 passed in 1s"', "one", "two", "three")

    assert done.returncode == 1
    assert re.findall(r"^(\w+) +(ok|FAILED)", done.stdout, flags=re.MULTILINE) == [
        ("one", "ok"),
        ("two", "FAILED"),
        ("three", "ok"),
    ]
    assert "7 passed" in done.stdout
    assert done.stdout.endswith("stages: 2 passed, 1 failed\n")


@pytest.mark.parametrize("stages", [("one",), ("one", "two")])
def test_all_stages_fine_is_success(tmp_path: Path, stages: tuple[str, ...]) -> None:
    assert run_stages(tmp_path, "exit 0", *stages).returncode == 0
