"""A session bus that is missing, hangs, or dies, an X server that hangs: the app goes on, never freezing."""

from __future__ import annotations

import os
import signal
import socket
import subprocess
import threading
from collections.abc import Callable, Iterator
from contextlib import ExitStack, contextmanager, suppress
from pathlib import Path

import pytest

from tests.desktop.app import AppProcess
from tests.desktop.desk import Desk
from tests.desktop.panel_eyes import PALETTE
from tests.desktop.pulse import Pulse, look_in
from tests.desktop.xsession import XSession

pytestmark = pytest.mark.parametrize("wm", ["openbox"])

BUS = "DBUS_SESSION_BUS_ADDRESS"


@pytest.fixture
def around(session: XSession, monkeypatch: pytest.MonkeyPatch) -> XSession:
    """The session, in whose folders this process looks for the app's socket too."""
    look_in(session, monkeypatch)
    return session


@contextmanager
def silent_bus(folder: Path, *, accepts: bool) -> Iterator[str]:
    """The address of something that takes guests, or lets them wait at the door, and never says a word."""
    path = folder / "silent-bus"
    with silent_door(str(path), accepts=accepts):
        yield f"unix:path={path}"


@contextmanager
def silent_door(address: str, *, accepts: bool) -> Iterator[list[socket.socket]]:
    """Somebody listens at that address and never says a word; the guests that were let in."""
    with socket.socket(socket.AF_UNIX) as door, ExitStack() as leaving:
        door.bind(address)
        door.listen(0)
        door.settimeout(0.05)
        ended = threading.Event()
        guests: list[socket.socket] = []

        def welcome() -> None:
            while not ended.is_set():
                with suppress(TimeoutError):
                    guests.append(leaving.enter_context(door.accept()[0]))

        host = threading.Thread(target=welcome if accepts else ended.wait)
        host.start()
        try:
            yield guests
        finally:
            ended.set()
            host.join()


def real_bus(session: XSession) -> subprocess.Popen[bytes]:
    """A session bus for the programs that are started from now on."""
    address = f"unix:path={session.home / 'bus'}"
    daemon = session.spawn("dbus-daemon", "--session", "--nofork", f"--address={address}")
    session.wait_for((session.home / "bus").exists, "the bus to listen")
    session.env[BUS] = address
    return daemon


def work(desk: Desk) -> None:
    """What a person does: a card comes with its window, the palette opens, the app is paused and goes on."""
    desk.panel_for("invoice 1")
    desk.do("palette")
    desk.eyes.wait(PALETTE)
    desk.do("pause")
    desk.do("pause", "off")
    assert desk.app.process.poll() is None
    assert desk.do("status").startswith("Sidecue ")


def test_without_a_session_bus_everything_else_works(around: XSession, tmp_path: Path) -> None:
    around.env[BUS] = "unix:path=/nowhere/bus"
    with Desk(around, tmp_path) as desk:
        with Pulse(desk.profile).felt():
            work(desk)
        assert "there is no session bus" in desk.do("status")


@pytest.mark.parametrize("accepts", [True, False])
def test_a_session_bus_that_never_answers_does_not_keep_the_app_from_starting(
    around: XSession, tmp_path: Path, accepts: bool
) -> None:
    with silent_bus(around.home, accepts=accepts) as address:
        around.env[BUS] = address
        with Desk(around, tmp_path) as desk:
            with Pulse(desk.profile).felt():
                work(desk)
            assert "the session bus does not answer" in desk.do("status")


def killed(bus: subprocess.Popen[bytes]) -> None:
    bus.kill()
    bus.wait()


def stopped(bus: subprocess.Popen[bytes]) -> None:
    os.kill(bus.pid, signal.SIGSTOP)


@pytest.mark.parametrize(
    ("fault", "reason"), [(killed, "d-bus (session): silent"), (stopped, "d-bus (session): ")]
)
def test_a_session_bus_that_dies_or_hangs_while_the_app_runs(
    around: XSession, tmp_path: Path, fault: Callable[[subprocess.Popen[bytes]], None], reason: str
) -> None:
    bus = real_bus(around)
    with Desk(around, tmp_path) as desk:
        with Pulse(desk.profile).felt():
            fault(bus)
            work(desk)
        assert reason in desk.do("status")
    if bus.poll() is None:
        os.kill(bus.pid, signal.SIGCONT)  # or it could not be ended


def test_an_x_server_that_never_answers_is_waited_for_once(around: XSession) -> None:
    """Windows, hotkeys and the session are asked of it, some of them again and again: by one guest in all."""
    number = 6000 + os.getpid() % 50_000
    env = {"DISPLAY": f":{number}", "QT_QPA_PLATFORM": "offscreen", BUS: "unix:path=/nowhere/bus"}
    with silent_door(f"\0/tmp/.X11-unix/X{number}", accepts=True) as guests:
        with AppProcess(around, env=env) as app:
            around.wait_for(lambda: app.command("status").returncode == 0, "the app to answer")
            pulse = Pulse(app.profile)
            with pulse.felt():
                around.wait_for(lambda: pulse.count > 400, "some rounds of the sources")
            assert "x11: The X server does not answer" in app.command("status").stdout
        assert len(guests) == 1
