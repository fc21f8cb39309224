"""The display server ends under the app: it comes back with it, but not against anybody's will."""

from __future__ import annotations

import json
import os
import signal
import subprocess
import time
from collections.abc import Iterator
from pathlib import Path

import pytest

from overlay.display_ends import MOST, NOTE, DisplayEnds
from tests.desktop.desk import Desk
from tests.desktop.panel_eyes import PALETTE
from tests.desktop.xsession import XSession
from triggers.xdisplay import NoXServerError, XConnection


class LastingSession(XSession):
    """On a display whose number no other test's server takes while its own is gone: they take the lowest."""

    def start_server_again(self) -> None:
        """An X server and a window manager on the same display as those that died."""
        self.x.close()
        self._start_server()
        self.x = XConnection(self.display)
        self.start_manager()

    def _start_server(self) -> tuple[subprocess.Popen[bytes], str]:
        display = self.display or _free_display()
        server = self.spawn("Xvfb", display, "-screen", "0", "1280x800x24", "-nolisten", "tcp", "-noreset")
        self.wait_for(lambda: server.poll() is not None or _answers(display), "the X server")
        assert server.poll() is None, f"{display} was taken meanwhile"
        return server, display


def _free_display() -> str:
    """One that no server has, nor had before it was killed: another may still hold the lock that it left."""
    first = 1000 + os.getpid() % 50_000
    numbers = range(first, first + 100)
    return next(f":{number}" for number in numbers if not Path(f"/tmp/.X{number}-lock").exists())


def _answers(display: str) -> bool:
    try:
        XConnection(display).close()
    except NoXServerError:
        return False
    return True


@pytest.fixture
def session() -> Iterator[LastingSession]:
    with LastingSession() as running:
        yield running
        running.x.close()


@pytest.fixture
def waiting(desk: Desk) -> Desk:
    """The app, which has just lost its display server."""
    desk.session.kill_server()
    desk.session.wait_for(lambda: "waits for it" in desk.app.command("status").stdout, "the app to wait")
    return desk


def test_with_its_display_server_the_app_comes_back(session: LastingSession, waiting: Desk) -> None:
    desk, mark = waiting, waiting.app.mark()
    session.start_server_again()
    desk.app.wait_event("match", mark)
    desk.session.wait_for(lambda: desk.app.command("status").returncode == 0, "the app to answer")
    status = json.loads(desk.do("status", "--json"))
    assert status["display"]["state"] == "started again"
    assert status["display"]["reason"].startswith("the display server ended at ")
    assert "  display      display: started again (the display server ended at " in desk.do("status")
    desk.panel_for("invoice 1")
    desk.do("run")  # finds it running
    desk.eyes.wait(PALETTE)
    desk.do("quit")
    assert desk.app.process.wait(10) == 0
    assert "Traceback" not in desk.app.said()


def test_another_start_that_has_no_display_either_does_not_end_it(
    session: LastingSession, waiting: Desk
) -> None:
    mark = waiting.app.mark()
    for arguments in (["run"], []):
        started = waiting.app.command(*arguments)
        assert (started.returncode, "waits for it" in started.stderr) == (1, True), started.stderr
    assert waiting.app.process.poll() is None
    session.start_server_again()
    waiting.app.wait_event("match", mark)


def test_while_it_waits_a_signal_ends_it_at_once(waiting: Desk) -> None:
    waiting.app.process.terminate()
    assert waiting.app.process.wait(10) == -signal.SIGTERM


def test_who_is_told_to_end_as_the_server_ends_does_not_come_back(desk: Desk) -> None:
    desk.app.process.send_signal(signal.SIGSTOP)
    desk.session.kill_server()
    desk.app.process.terminate()
    desk.app.process.send_signal(signal.SIGCONT)
    desk.app.process.wait(10)
    assert "waits for it" not in desk.app.said()


def test_after_many_ends_within_a_minute_it_stays_away(session: LastingSession, tmp_path: Path) -> None:
    session.env[NOTE] = DisplayEnds("xcb", (time.time(),) * MOST).note()
    with Desk(session, tmp_path) as desk:
        session.kill_server()
        assert desk.app.process.wait(10) == 1
        assert f"{MOST + 1} times within a minute; start Sidecue again" in desk.app.said()
