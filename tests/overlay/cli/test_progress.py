from __future__ import annotations

import io
import os
import subprocess
import sys
import threading

import pytest

from overlay.cli.progress import shown_progress
from tests.overlay.cli.conftest import ROOT

WORK = """
import sys
from overlay.cli.progress import shown_progress
with shown_progress(patience=0) as progress:
    for done in range(4):
        progress.step(done, 3, sys.argv[1])
print("finished")
"""


def on_a_terminal(what: str) -> tuple[str, str]:
    """What the work shows on a real terminal, and what it prints into a pipe."""
    pty = pytest.importorskip("pty", reason="Windows has no pseudo-terminals of this kind")
    termios = pytest.importorskip("termios")

    ours, theirs = pty.openpty()
    termios.tcsetwinsize(theirs, (24, 80))
    with os.fdopen(ours, "rb", buffering=0) as screen:
        process = subprocess.Popen(
            [sys.executable, "-c", WORK, what],
            stdout=subprocess.PIPE,
            stderr=theirs,
            cwd=ROOT,
            env={**os.environ, "PYTHONIOENCODING": "utf-8"},
        )
        os.close(theirs)
        shown = b""
        try:
            while piece := screen.read(4096):
                shown += piece
        except OSError:  # how Linux says that the other side is closed
            pass
        printed, _ = process.communicate(timeout=30)
    assert process.returncode == 0, shown
    return shown.decode(), printed.decode()


def test_a_terminal_shows_how_far_the_work_is() -> None:
    shown, printed = on_a_terminal("cards/pay.md")

    assert "0 of 3" in shown
    assert "cards/pay.md" in shown
    assert printed == "finished\n"


def test_the_line_is_gone_at_the_end() -> None:
    shown, _ = on_a_terminal("cards/pay.md")

    assert "\n" not in shown
    assert shown.endswith("\r")
    assert shown.split("\r")[-2].strip() == ""


def test_a_file_name_cannot_steer_the_terminal() -> None:
    shown, _ = on_a_terminal("\x1b]0;owned\x07\n.md")

    assert "\x1b]" not in shown
    assert "\x07" not in shown
    assert "owned" in shown


def test_a_pipe_stays_silent() -> None:
    pipe = io.StringIO()
    with shown_progress(pipe, patience=0) as progress:
        progress.step(1, 2, "cards/pay.md")

    assert pipe.getvalue() == ""


class Terminal(io.StringIO):
    def isatty(self) -> bool:
        return True


def test_short_work_shows_nothing() -> None:
    terminal = Terminal()
    with shown_progress(terminal, patience=3600) as progress:
        progress.step(1, 2, "cards/pay.md")

    assert terminal.getvalue() == ""


def test_work_without_a_known_end_is_counted() -> None:
    terminal = Terminal()
    with shown_progress(terminal, patience=0) as progress:
        progress.step(7, 0, "cards/pay.md")
        progress.step(8, 0, "cards/undo.md")

    assert "of" not in terminal.getvalue()
    assert "cards/pay.md" in terminal.getvalue()


def test_no_thread_is_left_and_a_failure_removes_the_line() -> None:
    terminal = Terminal()
    before = threading.active_count()
    with pytest.raises(ZeroDivisionError), shown_progress(terminal, patience=0) as progress:  # noqa: PT012 - it is about both
        progress.step(1, 2, "cards/pay.md")
        1 / 0  # noqa: B018

    assert threading.active_count() == before
    assert terminal.getvalue().endswith("\r")
