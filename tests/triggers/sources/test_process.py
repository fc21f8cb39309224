from __future__ import annotations

import os
import shutil
import subprocess
import sys
from pathlib import Path

import psutil
import pytest

from triggers.sources import process_elsewhere
from triggers.sources.process import ProcessNames

BEGAN, NAME = "triggers.sources.process.began", "triggers.sources.process.name"


def test_it_knows_a_running_process() -> None:
    assert ProcessNames().name_of(os.getpid()) == psutil.Process().name().removesuffix(".exe")


@pytest.mark.parametrize("pid", [None, 0x7FFFFFFF, -5, 2**40])
def test_a_process_that_is_not_there_has_no_name(pid: int | None) -> None:
    assert ProcessNames().name_of(pid) == ""


@pytest.mark.parametrize("pid", [0x7FFFFFFF, -5, 2**40])
def test_psutil_knows_no_process_that_is_not_there(pid: int) -> None:
    for ask in (process_elsewhere.began, process_elsewhere.name):
        with pytest.raises((OSError, ValueError, OverflowError)):
            ask(pid)


def test_psutil_says_the_same() -> None:
    ourselves = os.getpid()
    assert process_elsewhere.name(ourselves) == psutil.Process().name()
    assert process_elsewhere.began(ourselves) == psutil.Process().create_time()


@pytest.mark.skipif(sys.platform != "linux", reason="elsewhere psutil is asked")
@pytest.mark.parametrize(
    ("called", "title"),
    [
        ("short", "another"),
        ("with ) (blanks", "x"),
        ("longer than the kernel keeps", "longer than the kernel keeps"),
        ("longer-than-the-kernel-keeps", "/opt/longer-than-the-kernel-keeps"),
        ("longer-than-the-kernel-keeps", "something else"),
        ("longer-than-the-kernel-keeps", "longer-than-the-kernel-keeps --all in one"),
        ("longer-than-the-kernel-keeps", ""),
        ("as-long-as-kept", "as-long-as-kept"),
    ],
)
def test_linux_tells_the_names_that_psutil_tells(tmp_path: Path, called: str, title: str) -> None:
    program = tmp_path / called
    shutil.copy("/bin/cat", program)
    for words in ([title], [title, "-"]):
        with subprocess.Popen(words, executable=program, stdin=subprocess.PIPE) as running:
            assert ProcessNames().name_of(running.pid) == psutil.Process(running.pid).name()


def test_a_reused_number_gets_the_new_name(monkeypatch: pytest.MonkeyPatch) -> None:
    started = {"time": 1.0, "name": "soffice.bin"}
    monkeypatch.setattr(BEGAN, lambda _: started["time"])
    monkeypatch.setattr(NAME, lambda _: started["name"])
    names = ProcessNames()
    assert names.name_of(os.getpid()) == "soffice.bin"
    started["name"] = "renamed"
    assert names.name_of(os.getpid()) == "soffice.bin"  # remembered: the same process
    started["time"] = 2.0
    assert names.name_of(os.getpid()) == "renamed"


def test_a_name_on_windows_has_no_extension(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(NAME, lambda _: "EXCEL.EXE")
    assert ProcessNames().name_of(os.getpid()) == "EXCEL"


def test_it_remembers_no_more_than_it_was_told(monkeypatch: pytest.MonkeyPatch) -> None:
    asked: list[float] = []
    now = {"time": 0.0}
    monkeypatch.setattr(BEGAN, lambda _: now["time"])
    monkeypatch.setattr(NAME, lambda _: asked.append(now["time"]) or "x")  # type: ignore[func-returns-value]
    names = ProcessNames(remembered=2)
    for time in (0.0, 1.0, 2.0, 2.0, 0.0):
        now["time"] = time
        names.name_of(os.getpid())
    assert asked == [0.0, 1.0, 2.0, 0.0]


@pytest.mark.skipif(not Path("/proc").exists(), reason="needs a process that is gone at a known number")
def test_a_process_that_ended_has_no_name() -> None:
    done = subprocess.Popen([sys.executable, "-c", ""])
    done.wait()
    assert ProcessNames().name_of(done.pid) == ""


def test_a_name_that_is_not_utf8_is_still_text(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(NAME, lambda _: "x\udcffterm")
    assert ProcessNames().name_of(os.getpid()) == "x?term"
