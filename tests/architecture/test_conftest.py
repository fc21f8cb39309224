"""What tests/conftest.py promises for every test, tried on tests that break it."""

from __future__ import annotations

import os
import subprocess
import sys
from pathlib import Path

from tests.architecture.source import ROOT

BREAKS_EVERYTHING = """
import logging, os, threading, time

def test_log():
    logging.getLogger("any").warning("unexpected")

def test_looked_at_log(caplog):
    logging.getLogger("any").warning("expected")

def test_thread():
    threading.Thread(target=time.sleep, args=(5,), daemon=True, name="forgotten").start()

def test_short_thread():
    threading.Thread(target=time.sleep, args=(0.1,)).start()

def test_home(home):
    assert os.environ["HOME"] == str(home)
    assert os.environ["XDG_CONFIG_HOME"].startswith(str(home))
    assert not any(home.rglob("*.txt"))
    (home / "left.txt").touch()

test_another_home = test_home

def test_no_display():
    assert "DISPLAY" not in os.environ
    assert os.environ["QT_QPA_PLATFORM"] == "offscreen"
"""


def test_breaches_fail_and_the_rest_passes(tmp_path: Path) -> None:
    file = tmp_path / "test_breaches.py"
    file.write_text(BREAKS_EVERYTHING, encoding="utf-8")
    environment = {name: value for name, value in os.environ.items() if name != "QT_QPA_PLATFORM"}

    options = ("-p", "tests.conftest", "-p", "no:cacheprovider", "-rA", "-c", os.devnull)
    done = subprocess.run(
        [sys.executable, "-m", "pytest", *options, "--rootdir", str(tmp_path), str(file)],
        cwd=ROOT,
        env=environment | {"DISPLAY": ":77"},
        capture_output=True,
        text=True,
        check=False,
        timeout=60,
    )

    outcomes = {
        line.split("::")[1].split()[0]: line.split()[0] for line in done.stdout.splitlines() if "::" in line
    }
    failed = {name for name, outcome in outcomes.items() if outcome in {"ERROR", "FAILED"}}
    assert failed == {"test_log", "test_thread"}, done.stdout
    assert len(outcomes) == 7
    assert "WARNING any: unexpected" in done.stdout
    assert "threads left behind: forgotten" in done.stdout
