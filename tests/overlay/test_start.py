from __future__ import annotations

import os
import sys
import time
from typing import Any

import pytest

from overlay.display_ends import MOST, NOTE, DisplayEnds, take_note
from overlay.start import Start

Run = tuple[str, list[str], dict[str, str]]


@pytest.fixture
def runs(monkeypatch: pytest.MonkeyPatch) -> list[Run]:
    """What would have taken the place of this process."""
    found: list[Run] = []
    monkeypatch.setattr(os, "execve", lambda *run: found.append(run))
    monkeypatch.setattr(sys, "argv", ["sidecue", "--profile", "/p", "run", "--no-tray"])
    return found


def test_it_begins_anew_as_it_was_started(runs: list[Run], monkeypatch: pytest.MonkeyPatch) -> None:
    start = Start()
    monkeypatch.setenv("QT_QPA_PLATFORMTHEME", "changed by the app")
    start.display_ended("xcb")
    start.once_more()
    (program, command, environment), *others = runs
    assert (program, others) == (sys.executable, [])
    assert command[-4:] == ["--profile", "/p", "run", "--no-tray"]
    ends = take_note(environment)
    assert (ends.platform, len(ends.at)) == ("xcb", 1)
    assert "QT_QPA_PLATFORMTHEME" not in environment


def test_nothing_begins_anew_when_no_display_ended_or_somebody_wants_it_to_end(runs: list[Run]) -> None:
    start = Start()
    start.once_more()
    start.display_ended("xcb")
    start.leave()
    start.once_more()
    assert runs == []


def test_after_too_many_ends_it_says_so_and_ends(
    runs: list[Run], monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    now = time.time()
    monkeypatch.setenv(NOTE, DisplayEnds("xcb", (now,) * MOST).note())
    start = Start()
    assert NOTE not in os.environ
    start.display_ended("xcb")
    start.once_more()
    assert runs == []
    said = capsys.readouterr().err
    assert f"{MOST + 1} times within a minute; start Sidecue again when the desktop holds\n" in said


def test_a_program_that_is_gone_is_told(
    monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    def refuse(*_: Any) -> None:
        raise FileNotFoundError(2, "No such file or directory")

    monkeypatch.setattr(os, "execve", refuse)
    start = Start()
    start.display_ended("xcb")
    start.once_more()
    assert "cannot be started: No such file or directory; start Sidecue again\n" in capsys.readouterr().err
