"""A real bus with a desktop on it that answers as GNOME, KDE and XFCE do, or badly, or not at all."""

from __future__ import annotations

import os
import shutil
import subprocess
from collections.abc import Iterator
from typing import Any

import pytest

from triggers.loop import SelectorLoop
from triggers.session.base import SessionUnavailableError, Sign
from triggers.session.freedesktop import SESSION, DesktopSource
from triggers.session.motion import Motion

jeepney = pytest.importorskip("jeepney")
pytestmark = pytest.mark.skipif(shutil.which("dbus-daemon") is None, reason="needs dbus-daemon")

NOTIFICATIONS = "org.freedesktop.Notifications"
PORTAL = "org.freedesktop.portal.Desktop"
PROPERTIES = "org.freedesktop.DBus.Properties"


@pytest.fixture
def loop() -> Iterator[SelectorLoop]:
    made = SelectorLoop()
    yield made
    made.close()


class Desktop:
    """Owns ``name`` and answers each call with ``says`` of its member; what is not there gets an error."""

    def __init__(self, loop: SelectorLoop, name: str, says: dict[str, tuple[str, tuple[Any, ...]]]) -> None:
        from jeepney.bus_messages import message_bus
        from jeepney.io.blocking import open_dbus_connection

        self.says = says
        self._connection = open_dbus_connection(os.environ["DBUS_SESSION_BUS_ADDRESS"])
        self._connection.send_and_get_reply(message_bus.RequestName(name))
        self._watch = loop.watch(self._connection.sock.fileno(), self._readable)

    def signal(self, path: str, interface: str, member: str, signature: str, body: tuple[Any, ...]) -> None:
        where = jeepney.DBusAddress(path, interface=interface)
        self._connection.send(jeepney.new_signal(where, member, signature, body))

    def close(self) -> None:
        self._watch.cancel()
        self._connection.close()

    def _readable(self) -> None:
        message = self._connection.receive(timeout=1)
        if message.header.message_type is not jeepney.MessageType.method_call:
            return
        member = message.header.fields[jeepney.HeaderFields.member]
        if member in self.says:
            self._connection.send(jeepney.new_method_return(message, *self.says[member]))
        else:
            self._connection.send(jeepney.new_error(message, "org.example.No", "s", ("not here",)))


@pytest.fixture
def source(bus: object, loop: SelectorLoop) -> Iterator[DesktopSource]:
    made = DesktopSource(loop, "SESSION", SESSION)
    yield made
    made.close()


def test_a_desktop_that_is_silent_is_unknown_and_not_guessed(
    source: DesktopSource, loop: SelectorLoop
) -> None:
    source.start(lambda: None)
    assert "has not answered yet" in source.read().unknown[Sign.LOCKED]
    assert loop.run(lambda: "has not answered" not in str(source.read().unknown), 5)
    assert set(source.read().unknown) == {Sign.LOCKED, Sign.DO_NOT_DISTURB, Sign.KEPT_AWAKE}
    assert NOTIFICATIONS in source.read().unknown[Sign.DO_NOT_DISTURB]
    assert source.read().present == frozenset()


def test_do_not_disturb_is_known_at_the_start_and_after_each_change(
    source: DesktopSource, loop: SelectorLoop
) -> None:
    desktop = Desktop(loop, NOTIFICATIONS, {"Get": ("v", (("b", True),))})
    news: list[frozenset[Sign]] = []
    source.start(lambda: news.append(source.read().present))
    assert loop.run(lambda: source.read().present == {Sign.DO_NOT_DISTURB}, 5)
    assert Sign.DO_NOT_DISTURB not in source.read().unknown

    desktop.says["Get"] = ("v", (("b", False),))
    changed: tuple[Any, ...] = (NOTIFICATIONS, {"Inhibited": ("b", False)}, [])
    desktop.signal("/org/freedesktop/Notifications", PROPERTIES, "PropertiesChanged", "sa{sv}as", changed)
    assert loop.run(lambda: source.read().present == frozenset(), 5)
    assert news == [{Sign.DO_NOT_DISTURB}, frozenset()]
    desktop.close()


@pytest.mark.parametrize(("shows", "there"), [(True, set()), (False, {Sign.DO_NOT_DISTURB})])
def test_gnome_says_it_by_its_banners(
    source: DesktopSource, loop: SelectorLoop, shows: bool, there: set[Sign]
) -> None:
    desktop = Desktop(loop, PORTAL, {"Read": ("v", (("v", ("b", shows)),))})
    source.start(lambda: None)
    assert loop.run(lambda: Sign.DO_NOT_DISTURB not in source.read().unknown, 5)
    assert source.read().present == there
    desktop.close()


@pytest.mark.parametrize(
    ("name", "says", "sign"),
    [
        ("org.freedesktop.ScreenSaver", {"GetActive": ("b", (True,))}, Sign.LOCKED),
        ("org.gnome.ScreenSaver", {"GetActive": ("b", (True,))}, Sign.LOCKED),
        ("org.gnome.SessionManager", {"IsInhibited": ("b", (True,))}, Sign.KEPT_AWAKE),
        ("org.freedesktop.PowerManagement", {"HasInhibit": ("b", (True,))}, Sign.KEPT_AWAKE),
    ],
)
def test_each_desktop_answers_in_its_way(
    source: DesktopSource,
    loop: SelectorLoop,
    name: str,
    says: dict[str, tuple[str, tuple[Any, ...]]],
    sign: Sign,
) -> None:
    desktop = Desktop(loop, name, says)
    source.start(lambda: None)
    assert loop.run(lambda: source.read().present == {sign}, 5)
    desktop.close()


def test_a_bus_that_dies_leaves_everything_unknown(
    source: DesktopSource, loop: SelectorLoop, bus: subprocess.Popen[bytes]
) -> None:
    desktop = Desktop(loop, NOTIFICATIONS, {"Get": ("v", (("b", True),))})
    source.start(lambda: None)
    assert loop.run(lambda: source.read().present == {Sign.DO_NOT_DISTURB}, 5)
    desktop.close()
    bus.terminate()
    assert loop.run(lambda: "was lost" in source.read().unknown.get(Sign.DO_NOT_DISTURB, ""), 5)
    assert source.read().present == frozenset()


@pytest.mark.parametrize("address", [None, "unix:path=/nonexistent/bus", "nonsense", "tcp:host=localhost"])
def test_without_a_bus_it_says_so(
    address: str | None, loop: SelectorLoop, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.delenv("DBUS_SESSION_BUS_ADDRESS", raising=False)
    if address is not None:
        monkeypatch.setenv("DBUS_SESSION_BUS_ADDRESS", address)
    with pytest.raises(SessionUnavailableError, match="no session bus"):
        DesktopSource(loop, "SESSION", SESSION).start(lambda: None)


def test_reduced_motion_is_followed_and_its_end_too(bus: object, loop: SelectorLoop) -> None:
    desktop = Desktop(loop, PORTAL, {"Read": ("v", (("v", ("b", False)),))})
    told: list[bool] = []
    motion = Motion(loop, lambda: told.append(motion.moves))
    assert motion.moves
    assert loop.run(lambda: told == [False], 5)
    desktop.says["Read"] = ("v", (("v", ("b", True)),))
    changed = ("org.gnome.desktop.interface", "enable-animations", ("b", True))
    path, interface = "/org/freedesktop/portal/desktop", "org.freedesktop.portal.Settings"
    desktop.signal(path, interface, "SettingChanged", "ssv", changed)
    assert loop.run(lambda: told == [False, True], 5)
    motion.close()
    desktop.close()


def test_where_nobody_tells_things_move(loop: SelectorLoop, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.delenv("DBUS_SESSION_BUS_ADDRESS", raising=False)
    motion = Motion(loop, lambda: None)
    assert motion.moves
    motion.close()
