"""The whole app, looking at dialogs, while the accessibility bus or an application hangs, dies or shouts.

Each time: the GUI never stands still, the status tells what is the matter, a good dialog brings its guide.
"""

from __future__ import annotations

import os
import signal
import sys
import time
from collections.abc import Iterator
from contextlib import contextmanager
from functools import partial
from pathlib import Path

import psutil
import pytest

from tests.desktop.app import ROOT, AppProcess
from tests.desktop.desk import write_bundle
from tests.desktop.pulse import Pulse, look_in
from tests.platforms.accessibility.desktop import A11Y, AccessibleSession, ask_bus, enable, process_of
from tests.platforms.accessibility.staged import Staged
from triggers.dbus import Bus
from triggers.loop import SelectorLoop

GUIDE = "desk/full"


@pytest.fixture
def address(session: AccessibleSession) -> str:
    """Where the accessibility bus is; it runs from now on."""
    loop = SelectorLoop()
    bus = Bus(loop, "SESSION", lambda _: None)
    started: list[object] = []
    bus.start_service(A11Y[0], lambda body, _: started.append(body))
    assert loop.run(lambda: bool(started), 10)
    found = str(ask_bus(loop, bus, *A11Y, A11Y[0], "GetAddress"))
    bus.close()
    loop.close()
    return found


@pytest.fixture
def daemon(session: AccessibleSession, address: str) -> Iterator[psutil.Process]:
    """The process of the accessibility bus; it goes on at the end, or it could not be ended."""
    loop = SelectorLoop()
    launcher = process_of(loop, session.env["DBUS_SESSION_BUS_ADDRESS"], A11Y[0])
    loop.close()
    (found,) = launcher.children()
    yield found
    if found.is_running():
        found.resume()


@pytest.fixture
def app(session: AccessibleSession, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> AppProcess:
    """The app with a card for an error, allowed to look at dialogs; not started yet."""
    look_in(session, monkeypatch)
    bundle = write_bundle(tmp_path / "bundle")
    when = "when: {dialog_text: '*disk is full*'}"
    (bundle / "cards" / "full.md").write_text(f"---\ntitle: Disk full\n{when}\nloudness: panel\n---\nText.\n")
    made = AppProcess(session, "--bundle", str(bundle))
    assert made.command("settings", "detail", "on").returncode == 0
    return made


@pytest.fixture
def staged(session: AccessibleSession, address: str) -> Iterator[Staged]:
    with Staged(session, address) as running:
        yield running


@contextmanager
def at_work(app: AppProcess) -> Iterator[None]:
    """The app runs and looks at dialogs; it is still the same process at the end."""
    with app:
        app.wait_event("match", timeout=30)
        until_said(app, "at-spi: on")
        yield
        assert app.process.poll() is None


def until_said(app: AppProcess, words: str, timeout: float = 20) -> None:
    """Wait until ``sidecue status`` says that."""
    end = time.monotonic() + timeout
    while words not in (said := app.command("status").stdout):
        assert time.monotonic() < end, said


def work(app: AppProcess, session: AccessibleSession, title: str) -> None:
    """What needs no detail goes on: a card by title comes, and goes with its window."""
    mark = app.mark()
    terminal = session.terminal(title)
    session.activate(terminal.window)
    app.wait_event("match", mark, lambda event: event["cards"] == ["desk/invoice"])
    shown = app.wait_event("cue_painted", mark, lambda event: event["loudness"] != "none")
    session.programs.end(terminal.process)
    app.wait_event("cue_painted", shown["t"] + 0.001, lambda event: event["loudness"] == "none")


def brings_its_guide(app: AppProcess, session: AccessibleSession, title: str) -> None:
    """A real dialog of a real application is read."""
    mark = app.mark()
    session.show(title, "zenity", "--error", "--title", title, "--text", "The disk is full")
    app.wait_event("match", mark, lambda event: event["cards"] == [GUIDE], timeout=20)


def begin_anew(app: AppProcess) -> None:
    """What a person does who does not want to wait for the next attempt."""
    for value in ("off", "on"):
        assert app.command("settings", "detail", value).returncode == 0
    until_said(app, "at-spi: on")


def test_a_bus_that_hangs_and_then_dies_while_it_is_used(
    session: AccessibleSession, app: AppProcess, daemon: psutil.Process
) -> None:
    with at_work(app):
        with Pulse(app.profile).felt():
            daemon.suspend()
            work(app, session, "invoice 1")
            until_said(app, "the accessibility bus does not answer")
            daemon.kill()
            work(app, session, "invoice 2")
        begin_anew(app)
        brings_its_guide(app, session, "After the fall")


def test_a_bus_that_is_killed_is_missed(
    session: AccessibleSession, app: AppProcess, daemon: psutil.Process
) -> None:
    with at_work(app):
        with Pulse(app.profile).felt():
            daemon.kill()
            until_said(app, "the connection to D-Bus was lost")
            work(app, session, "invoice 1")
        begin_anew(app)
        brings_its_guide(app, session, "After the fall")


@pytest.mark.parametrize("enabled", [False, True])
def test_a_bus_that_hangs_already_holds_up_no_start(
    session: AccessibleSession, app: AppProcess, daemon: psutil.Process, enabled: bool
) -> None:
    if enabled:  # as for people who use a screen reader: Qt goes to the bus by itself then
        loop = SelectorLoop()
        bus = Bus(loop, "SESSION", lambda _: None)
        enable(loop, bus, on=True)
        bus.close()
        loop.close()
    daemon.suspend()
    with app:
        app.wait_event("match", timeout=30)
        session.wait_for(lambda: app.command("status").returncode == 0, "the app to answer")
        with Pulse(app.profile).felt():
            work(app, session, "invoice 1")
            until_said(app, "has not answered for 10 seconds")
            daemon.resume()
        begin_anew(app)
        brings_its_guide(app, session, "Awake again")


def test_an_answer_ten_seconds_late(session: AccessibleSession, app: AppProcess, staged: Staged) -> None:
    with at_work(app), Pulse(app.profile).felt():
        mark = app.mark()
        with staged.dialog("Late", "The disk is full", silent=True):
            session.wait_for(lambda: staged.was_asked("/Late/0"), "the text to be asked for")
            time.sleep(10)
            staged.speak()
            until_said(app, "at-spi: on")
            brings_its_guide(app, session, "Soon")
        matches = [e["cards"] for e in app.read_trace() if e["event"] == "match" and e["t"] > mark]
        assert matches.count([GUIDE]) == 1, "what comes so late is about a dialog that may have changed"


def test_a_megabyte_of_text(session: AccessibleSession, app: AppProcess, staged: Staged) -> None:
    with at_work(app), Pulse(app.profile).felt():
        mark = app.mark()
        with staged.dialog("Long", "x " * 500_000):
            session.wait_for(lambda: staged.was_asked("/Long/0"), "the text to be asked for")
        with staged.dialog("Full", "The disk is full", "x" * 1_000_000):
            app.wait_event("match", mark, lambda event: event["cards"] == [GUIDE])
        brings_its_guide(app, session, "Short")


def test_ten_thousand_events_a_second(
    session: AccessibleSession, app: AppProcess, address: str, staged: Staged, tmp_path: Path
) -> None:
    (tmp_path / "bundle" / "cards" / "save.md").write_text(
        "---\ntitle: Save\nwhen: {control: Save}\n---\nOf controls the app is told by events.\n"
    )
    with at_work(app), Pulse(app.profile).felt():
        shouting = session.spawn(
            sys.executable, "-m", "tests.platforms.accessibility.shouting", address, "3", cwd=ROOT
        )
        work(app, session, "invoice 1")
        mark = app.mark()
        with staged.dialog("Heard", "The disk is full"):
            app.wait_event("match", mark, lambda event: event["cards"] == [GUIDE])
        assert shouting.wait(20) == 0
        until_said(app, "at-spi: on")
        brings_its_guide(app, session, "Quiet")


def test_a_dialog_that_closes_between_event_and_question(
    session: AccessibleSession, app: AppProcess, staged: Staged
) -> None:
    with at_work(app), Pulse(app.profile).felt():
        for number in range(5):
            with staged.dialog(f"Gone{number}", "The disk is full", silent=True):
                session.wait_for(partial(staged.was_asked, f"/Gone{number}"), "the first question")
        for number in range(5):
            zenity = session.show(f"Short {number}", "zenity", "--error", "--title", f"Short {number}")
            os.kill(zenity.pid, signal.SIGKILL)
        until_said(app, "at-spi: on")
        brings_its_guide(app, session, "At last")
