"""A desktop session with accessibility in it, and our source of detail at work there. No pytest here."""

from __future__ import annotations

import subprocess
import sys
import time
from collections.abc import Callable
from pathlib import Path
from types import TracebackType
from typing import Any, Self

import psutil

from tests.desktop.xsession import WindowManager, XSession
from triggers.beyond import ALL, NOTHING, Beyond
from triggers.bus_messages import Body, plain
from triggers.context import Detail, WindowInfo
from triggers.dbus import Bus
from triggers.detail.atspi import AtspiDetail
from triggers.loop import SelectorLoop

NOBODY = -1
"""A process number that no application has, so that none is taken for our own."""

A11Y = ("org.a11y.Bus", "/org/a11y/bus")


class AccessibleSession(XSession):
    """A desktop whose toolkits are not told to keep silent."""

    def __init__(self, wm: WindowManager = "openbox") -> None:
        super().__init__(wm=wm, dbus=True)

    def show(self, title: str, *command: str) -> subprocess.Popen[bytes]:
        """Start a program and give its window the focus, which openbox does by itself only mostly."""
        program = self.spawn(*command)
        self.activate(self.wait_window(title))
        return program

    def show_page(self, *command: str) -> None:
        """Start a browser and wait until its page has given the window its title."""
        self.spawn(*command)
        self.activate(self.wait_window("Page ", 60))

    def _private_environment(self) -> dict[str, str]:
        env = super()._private_environment()
        del env["NO_AT_BRIDGE"], env["GTK_A11Y"]
        return env


class Following:
    """``with Following() as following``: the source runs while ``until`` or ``rest`` turn its loop.

    With a ``session`` it is told meanwhile, as by the app, which window the window manager calls active.
    """

    def __init__(self, session: XSession | None = None, own_pid: int = NOBODY, wanted: Beyond = ALL) -> None:
        self.session = session
        self.wanted = wanted
        self._active: tuple[int, str, Beyond] | None = (0, "", NOTHING)
        self.loop = SelectorLoop()
        self.got: list[Detail] = []
        self.losses: list[tuple[str, str]] = []
        self.source = AtspiDetail(self.loop, own_pid)

    def __enter__(self) -> Self:
        self.source.start(self.got.append, lambda *why: self.losses.append(why))
        self._look()
        self.until(lambda: self.source.listens or bool(self.losses), 15)
        return self

    def __exit__(
        self,
        kind: type[BaseException] | None,
        problem: BaseException | None,
        trace: TracebackType | None,
    ) -> None:
        self.source.close()
        self.loop.close()

    @property
    def last(self) -> Detail:
        """What is known now."""
        return self.got[-1] if self.got else Detail()

    def until(self, holds: Callable[[], bool], timeout: float = 10) -> None:
        """Turn the loop until ``holds()``; fails with what was told instead."""
        end = time.monotonic() + timeout
        while not self.loop.run(holds, 0.02):
            assert time.monotonic() < end, ([words(detail) for detail in self.got[-5:]], self.losses)
            self._look()

    def until_said(self, text: str, timeout: float = 10) -> Detail:
        """Wait for a dialog that says ``text``."""
        self.until(lambda: text in self.last.dialog_text, timeout)
        return self.last

    def until_at(self, role: str, name: str, timeout: float = 10) -> Detail:
        """Wait until that control has the focus."""
        self.until(lambda: (self.last.role, self.last.control) == (role, name), timeout)
        return self.last

    def until_page(self, url: str, timeout: float = 20) -> Detail:
        """Wait until that page is in front."""
        self.until(lambda: self.last.url == url, timeout)
        return self.last

    def rest(self, seconds: float = 0.5) -> None:
        """Turn the loop for a while, whatever comes."""
        self._look()
        self.loop.run(lambda: False, seconds)

    def _look(self) -> None:
        if self.session is not None:
            seen = self.session.window(self.session.active() or 0)
            active = (seen.id, seen.title, self.wanted) if seen else None
            if active != self._active:
                self._active = active
                if seen and self.wanted:
                    frame = self.session.geometry(seen.id)
                    looked = WindowInfo(seen.id, "app", seen.window_class, seen.title, seen.pid, frame)
                    self.source.look_at(looked, self.wanted)
                else:
                    self.source.look_at(None, NOTHING)


def words(detail: Detail) -> tuple[object, ...]:
    """All that ``detail`` says, which ``repr`` keeps to itself."""
    return detail.pid, detail.title, detail.role, detail.control, detail.dialog_text, detail.url


def qt_app(session: AccessibleSession, *arguments: str) -> subprocess.Popen[bytes]:
    """Start the Qt application beside this module: see there for ``arguments``."""
    return session.show("Order 17", sys.executable, str(Path(__file__).with_name("qt_app.py")), *arguments)


def ask_bus(loop: SelectorLoop, bus: Bus, *call: Any) -> Any:
    """Call a method and wait for its first value; None if it is refused."""
    got: list[Body | None] = []
    service, path, interface, method, *rest = call
    signature, body = rest or ("", ())
    bus.call(service, path, interface, method, signature, body, lambda body, _: got.append(body))
    assert loop.run(lambda: bool(got), 10)
    return plain(got[0]) if got[0] else None


def process_of(loop: SelectorLoop, address: str, name: str) -> psutil.Process:
    """Who has ``name`` on the bus at ``address``."""
    bus = Bus(loop, address, lambda _: None)
    dbus = ("org.freedesktop.DBus", "/org/freedesktop/DBus", "org.freedesktop.DBus")
    pid = ask_bus(loop, bus, *dbus, "GetConnectionUnixProcessID", "s", (name,))
    bus.close()
    return psutil.Process(pid)


def ordered_events(loop: SelectorLoop) -> set[str]:
    """The kinds of events that anybody has ordered on the accessibility bus of the session."""
    session = Bus(loop, "SESSION", lambda _: None)
    bus = Bus(loop, str(ask_bus(loop, session, *A11Y, A11Y[0], "GetAddress")), lambda _: None)
    registry = "org.a11y.atspi.Registry"
    ordered = ask_bus(loop, bus, registry, "/org/a11y/atspi/registry", registry, "GetRegisteredEvents")
    for one in (bus, session):
        one.close()
    return {name for _, name in ordered or ()}


def enable(loop: SelectorLoop, bus: Bus, *, on: bool) -> None:
    """Switch accessibility on or off, as the settings of a desktop do."""
    value = ("org.a11y.Status", "IsEnabled", ("b", on))
    ask_bus(loop, bus, *A11Y, "org.freedesktop.DBus.Properties", "Set", "ssv", value)
