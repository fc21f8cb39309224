from __future__ import annotations

import os
import signal
import subprocess
import sys
from pathlib import Path

import pytest

ROOT = Path(__file__).resolve().parents[2]


def run(code: str, **environment: str) -> subprocess.CompletedProcess[str]:
    """Run ``code`` in a process of its own: there can be only one application in each."""
    return subprocess.run(
        [sys.executable, "-c", code],
        env={**os.environ, **environment},
        cwd=ROOT,
        capture_output=True,
        text=True,
        check=False,
        timeout=60,
    )


MAKE = """
from overlay.application import make_application
application = make_application()
"""


def test_its_names_are_those_that_window_managers_see() -> None:
    done = run(
        MAKE
        + """
print(application.applicationName(), application.desktopFileName(), application.style().name())
print(repr(application.applicationDisplayName()), application.quitOnLastWindowClosed())
"""
    )
    assert done.stdout.splitlines() == ["sidecue sidecue fusion", "'' False"]
    assert done.stderr == ""


@pytest.mark.parametrize(
    ("desktop", "theme"),
    [("XFCE", "xdgdesktopportal"), ("ubuntu:GNOME", "xdgdesktopportal"), ("KDE", ""), ("", "")],
)
def test_no_gtk_is_loaded_where_qt_would(desktop: str, theme: str) -> None:
    done = run(
        MAKE + "import os; print(os.environ.get('QT_QPA_PLATFORMTHEME', ''))", XDG_CURRENT_DESKTOP=desktop
    )
    assert done.stdout.strip() == theme


def test_a_persons_own_choice_of_platform_theme_stays() -> None:
    done = run(
        MAKE + "import os; print(os.environ['QT_QPA_PLATFORMTHEME'])",
        XDG_CURRENT_DESKTOP="GNOME",
        QT_QPA_PLATFORMTHEME="generic",
    )
    assert done.stdout.strip() == "generic"


def test_a_display_that_cannot_be_reached_ends_in_words_not_in_a_crash() -> None:
    done = run(MAKE + "print('on')", QT_QPA_PLATFORM="xcb", DISPLAY=":65000")

    assert done.returncode == 1
    assert done.stdout == ""
    assert done.stderr.splitlines()[-1] == (
        "sidecue: no window can be shown here; start it inside a desktop session"
    )


def test_messages_of_qt_are_its_own_again_afterwards() -> None:
    done = run(
        MAKE
        + """
from PySide6.QtCore import qWarning, qInstallMessageHandler
seen = []
print(qInstallMessageHandler(lambda *message: seen.append(message)))
qWarning("hello")
print(len(seen))
"""
    )
    assert done.stdout.splitlines() == ["None", "1"]


ENDING = (
    MAKE
    + """
import os, signal
from PySide6.QtCore import QTimer
from overlay.application import EndOnSignal
before = signal.getsignal(signal.{name})
ends = EndOnSignal(application)
QTimer.singleShot(0, lambda: os.kill(os.getpid(), signal.{name}))
QTimer.singleShot(20000, lambda: os._exit(9))
print("status", application.exec())
ends.close()
print("as before", signal.getsignal(signal.{name}) == before)
"""
)


@pytest.mark.skipif(sys.platform == "win32", reason="Windows has no such signals")
@pytest.mark.skipif(sys.platform == "win32", reason="Windows has no such signals")
@pytest.mark.parametrize("name", ["SIGTERM", "SIGINT", "SIGHUP"])
def test_a_signal_ends_the_loop_so_that_state_is_saved(name: str) -> None:
    done = run(ENDING.format(name=name))

    assert done.stdout.splitlines() == ["status 0", "as before True"]
    assert done.returncode == 0


@pytest.mark.skipif(sys.platform == "win32", reason="Windows has no such signals")
def test_a_signal_is_known_before_the_loop_has_noticed_it() -> None:
    done = run(
        MAKE
        + """
import os, signal
from overlay.application import EndOnSignal
ends = EndOnSignal(application)
print(ends.asked)
os.kill(os.getpid(), signal.SIGTERM)
print(ends.asked)
ends.close()
print(ends.asked)
"""
    )
    assert done.stdout.splitlines() == ["False", "True", "True"]


def test_after_close_a_signal_does_what_it_did_before() -> None:
    done = run(ENDING.format(name="SIGTERM") + "os.kill(os.getpid(), signal.SIGTERM)")

    assert done.returncode == -signal.SIGTERM
