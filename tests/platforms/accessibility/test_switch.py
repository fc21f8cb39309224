"""Accessibility is left as it was found: by one process of ours, by two, and by the next after a crash."""

from __future__ import annotations

import subprocess
import sys
import time
from collections.abc import Callable, Iterator
from contextlib import ExitStack
from pathlib import Path

import pytest

from tests.desktop.app import ROOT, AppProcess
from tests.platforms.accessibility.desktop import A11Y, AccessibleSession, ask_bus, enable, process_of
from triggers.dbus import Bus
from triggers.loop import SelectorLoop

Holder = subprocess.Popen[str]
Listen = Callable[[], Holder]

_PROPERTIES = "org.freedesktop.DBus.Properties"
_STATUS = "org.a11y.Status"


class Switch:
    """The switch as the settings of the desktop see it."""

    def __init__(self) -> None:
        self._loop = SelectorLoop()
        self._bus = Bus(self._loop, "SESSION", lambda _: None)
        dbus = ("org.freedesktop.DBus", "/org/freedesktop/DBus", "org.freedesktop.DBus")
        ask_bus(self._loop, self._bus, *dbus, "StartServiceByName", "su", (A11Y[0], 0))

    def is_on(self) -> bool:
        return bool(ask_bus(self._loop, self._bus, *A11Y, _PROPERTIES, "Get", "ss", (_STATUS, "IsEnabled")))

    def turn(self, *, on: bool) -> None:
        enable(self._loop, self._bus, on=on)

    def need_screen_reader(self) -> None:
        value = (_STATUS, "ScreenReaderEnabled", ("b", True))
        ask_bus(self._loop, self._bus, *A11Y, _PROPERTIES, "Set", "ssv", value)

    def kill_session_bus(self, told: Callable[[], object]) -> None:
        """``told`` returns when it was noticed; nothing else of the desktop ends before that."""
        launcher = process_of(self._loop, "SESSION", A11Y[0])
        daemon = process_of(self._loop, "SESSION", "org.freedesktop.DBus")
        others = [launcher, *launcher.children()]
        for other in others:
            other.suspend()
        daemon.kill()
        told()
        for other in others:
            other.kill()

    def close(self) -> None:
        self._bus.close()
        self._loop.close()


@pytest.fixture
def switch(session: AccessibleSession) -> Iterator[Switch]:
    made = Switch()
    assert not made.is_on()
    yield made
    made.close()


@pytest.fixture
def listen(session: AccessibleSession, switch: Switch) -> Iterator[Listen]:
    """Starts a process of ours that listens."""
    with ExitStack() as ends:

        def start() -> Holder:
            made = subprocess.Popen(
                [sys.executable, "-m", "tests.platforms.accessibility.holder"],
                env=session.env,
                cwd=ROOT,
                stdin=subprocess.PIPE,
                stdout=subprocess.PIPE,
                text=True,
            )
            ends.callback(end, made)
            assert made.stdout is not None
            assert made.stdout.readline() == "listens\n"
            assert switch.is_on()
            return made

        yield start


def end(holder: Holder) -> None:
    """Let it end as it likes; may be called twice."""
    holder.communicate()


def crash(holder: Holder) -> None:
    holder.kill()
    holder.communicate()


def test_it_is_switched_off_again(switch: Switch, listen: Listen) -> None:
    end(listen())
    assert not switch.is_on()


def test_what_was_on_stays_on(switch: Switch, listen: Listen) -> None:
    switch.turn(on=True)
    end(listen())
    assert switch.is_on()


def test_after_a_crash_the_next_one_switches_it_off(switch: Switch, listen: Listen) -> None:
    crash(listen())
    assert switch.is_on()
    end(listen())
    assert not switch.is_on()
    # And what a person switches on after that is theirs.
    switch.turn(on=True)
    end(listen())
    assert switch.is_on()


def test_after_a_crash_the_app_switches_it_off_though_it_does_not_listen(
    session: AccessibleSession, switch: Switch, listen: Listen
) -> None:
    crash(listen())
    with AppProcess(session) as app:
        app.wait_event("match", timeout=30)
        session.wait_for(lambda: not switch.is_on(), "accessibility to be off again")
    assert not Path(session.env["XDG_STATE_HOME"], "sidecue", "accessibility-switched-on").exists()


def test_an_app_that_does_not_listen_leaves_others_of_ours_alone(
    session: AccessibleSession, switch: Switch, listen: Listen
) -> None:
    other = listen()
    with AppProcess(session) as app:
        app.wait_event("match", timeout=30)
        time.sleep(2)
        assert switch.is_on()
    end(other)
    assert not switch.is_on()


@pytest.mark.parametrize("leave", [end, crash])
def test_of_two_the_last_switches_it_off_whoever_was_first(
    switch: Switch, listen: Listen, leave: Callable[[Holder], None]
) -> None:
    first, second = listen(), listen()
    leave(first)
    assert switch.is_on()
    end(second)
    assert not switch.is_on()


def test_the_shorter_visit_of_a_command_changes_nothing(switch: Switch, listen: Listen) -> None:
    app = listen()
    end(listen())
    assert switch.is_on()
    crash(listen())
    assert switch.is_on()
    end(app)
    assert not switch.is_on()


def test_a_screen_reader_that_came_after_the_crash_keeps_it_on(switch: Switch, listen: Listen) -> None:
    crash(listen())
    switch.need_screen_reader()
    end(listen())
    end(listen())
    assert switch.is_on()


def test_a_screen_reader_that_comes_while_two_listen_keeps_it_on(switch: Switch, listen: Listen) -> None:
    first, second = listen(), listen()
    switch.need_screen_reader()
    end(first)
    end(second)
    end(listen())
    assert switch.is_on()


def test_where_the_session_ends_first_the_next_one_is_told(
    session: AccessibleSession, switch: Switch, listen: Listen
) -> None:
    """On desktops with dconf it is still on when the person logs in again."""
    mark = Path(session.env["XDG_STATE_HOME"], "sidecue", "accessibility-switched-on")
    holder = listen()
    assert holder.stdout is not None
    switch.kill_session_bus(holder.stdout.readline)
    assert mark.exists()
