"""Applications and buses that hang, die, lie or shout, on a real accessibility bus."""

from __future__ import annotations

import os
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path

import pytest
from jeepney import DBusAddress, new_signal
from jeepney.io.blocking import open_dbus_connection

from tests.desktop.app import ROOT
from tests.platforms.accessibility.desktop import (
    A11Y,
    NOBODY,
    AccessibleSession,
    Following,
    ask_bus,
    enable,
    process_of,
)
from tests.platforms.accessibility.fake_app import ALERT, BUTTON, ENTRY, LABEL, PANEL, PASSWORD, FakeApp
from triggers.context import WindowInfo
from triggers.dbus import Bus
from triggers.detail.atspi import AtspiDetail
from triggers.detail.base import LONGEST_TEXT, DetailUnavailableError
from triggers.loop import SelectorLoop


@pytest.fixture
def desktop(session: AccessibleSession, following: Following) -> Iterator[Bus]:
    """The session bus as anybody sees it."""
    bus = Bus(following.loop, "SESSION", lambda _: None)
    yield bus
    bus.close()


@pytest.fixture
def address(following: Following, desktop: Bus) -> str:
    """Where the accessibility bus is."""
    return str(ask_bus(following.loop, desktop, *A11Y, A11Y[0], "GetAddress"))


@pytest.fixture
def app(following: Following, address: str) -> Iterator[FakeApp]:
    made = FakeApp(following.loop, address)
    yield made
    made.close()


def is_enabled(loop: SelectorLoop, bus: Bus) -> bool:
    call = (*A11Y, "org.freedesktop.DBus.Properties", "Get", "ss", ("org.a11y.Status", "IsEnabled"))
    return bool(ask_bus(loop, bus, *call))


def test_an_answer_that_does_not_come_holds_nothing_up(following: Following, app: FakeApp) -> None:
    app.has("/dialog", ALERT, "Hangs", ("/a", "/b", "/c"))
    app.has("/a", LABEL, "before")
    app.has("/b", LABEL, "never")
    app.has("/c", LABEL, "after")
    app.has("/other", ALERT, "Works", ("/a",))
    app.silent.add("/b")
    app.activate("/dialog")
    following.until(lambda: "/b" in app.asked)
    app.activate("/other")  # the person goes elsewhere meanwhile
    following.until(lambda: (following.last.title, following.last.dialog_text) == ("Works", "before"))


def test_what_the_others_say_is_told_and_a_late_answer_is_dropped(following: Following, app: FakeApp) -> None:
    app.has("/dialog", ALERT, "Slow", ("/a", "/b", "/c"))
    for path, said in (("/a", "before"), ("/b", "ten seconds late"), ("/c", "after")):
        app.has(path, LABEL, said)
    app.silent.add("/b")
    app.activate("/dialog")
    following.until_said("before\nafter")
    app.speak()
    following.rest()
    assert following.last.dialog_text == "before\nafter"


def test_a_hanging_application_does_not_hold_up_another(following: Following, app: FakeApp) -> None:
    app.has("/hangs", ALERT, "Hangs")
    app.silent.add("/hangs")
    app.activate("/hangs")
    following.until(lambda: "/hangs" in app.asked)
    app.has("/works", ALERT, "Works", ("/label",))
    app.has("/label", LABEL, "at once")
    app.activate("/works")
    following.until_said("at once", 1.5)  # sooner than an answer is given up


def test_a_megabyte_of_text_is_cut(following: Following, app: FakeApp) -> None:
    app.has("/dialog", ALERT, "Long", ("/long", "/short"))
    app.has("/long", LABEL, "x" * 1_000_000)
    app.has("/short", LABEL, "short")
    app.activate("/dialog")
    following.until_said("xxx")
    assert following.last.dialog_text == "x" * LONGEST_TEXT


def test_a_dialog_without_end_is_walked_to_its_bounds(following: Following, app: FakeApp) -> None:
    app.has("/dialog", ALERT, "Deep", ("/label", "/round"))
    app.has("/label", LABEL, "on top")
    app.has("/round", PANEL, "", tuple(["/round"] * 50))
    app.activate("/dialog")
    following.until_said("on top")
    assert len(app.asked) < 1000


def test_a_password_field_is_asked_for_its_role_and_a_text_field_for_its_name(
    following: Following, app: FakeApp
) -> None:
    app.has("/dialog", ALERT, "Log in", ("/label", "/password", "/entry"))
    app.has("/label", LABEL, "Who are you?")
    app.has("/password", PASSWORD, "hunter2")
    app.has("/entry", ENTRY, "User")
    app.activate("/dialog")
    following.until_said("Who are you?")
    app.focus("/password")
    following.until(lambda: app.calls[-1][0] == "/password")
    app.focus("/entry")
    following.until_at("text field", "User")
    assert {call for path, call in app.calls if path == "/password"} == {"GetRole"}
    asked = {call for path, call in app.calls if path == "/entry"}
    assert asked == {"GetRole", "GetState", "GetRelationSet", "Get"}


def test_lies_are_survived(following: Following, app: FakeApp) -> None:
    app.has("/dialog", ALERT, "Liar", ("/label", "/nothing"))
    app.has("/label", LABEL, "true all the same")
    app.activate("/dialog")
    following.until_said("true all the same")
    app.focus("/unknown")
    following.rest(0.2)
    assert following.losses == []


def test_ten_thousand_events_a_second_are_turned_away_and_then_heard_again(
    session: AccessibleSession, following: Following, app: FakeApp, address: str
) -> None:
    app.has("/quiet", ALERT, "Quiet", ("/label",))
    app.has("/label", LABEL, "heard in the noise")
    app.has("/ok", BUTTON, "OK")
    shouting = subprocess.Popen(
        [sys.executable, "-m", "tests.platforms.accessibility.shouting", address, "3"],
        cwd=ROOT, stdout=subprocess.PIPE, text=True,
    )  # fmt: skip
    following.rest(1.0)
    app.activate("/quiet")
    following.until_said("heard in the noise", 5)
    following.until(lambda: shouting.poll() is not None, 20)
    assert shouting.stdout is not None
    with shouting.stdout:
        assert int(shouting.stdout.read()) >= 30_000, "it has to shout ten thousand times a second"

    def heard() -> bool:
        app.focus("/ok")
        return following.last.control == "OK"

    following.until(heard)
    assert following.losses == []


def test_accessibility_is_on_while_we_listen_and_as_it_was_afterwards(
    session: AccessibleSession, following: Following, desktop: Bus
) -> None:
    following.until(lambda: is_enabled(following.loop, desktop))
    with Following() as another:
        another.rest(0.1)
    assert is_enabled(following.loop, desktop)  # the first still needs it
    following.source.close()
    assert not is_enabled(following.loop, desktop)


def test_what_was_on_stays_on(session: AccessibleSession) -> None:
    loop = SelectorLoop()
    bus = Bus(loop, "SESSION", lambda _: None)
    started: list[object] = []
    bus.start_service(A11Y[0], lambda body, _: started.append(body))
    assert loop.run(lambda: bool(started), 10)
    enable(loop, bus, on=True)
    with Following() as following:
        following.rest(0.2)
    assert is_enabled(loop, bus)
    bus.close()
    loop.close()


def test_a_screen_reader_that_came_meanwhile_keeps_it_on(
    session: AccessibleSession, following: Following, desktop: Bus
) -> None:
    following.until(lambda: is_enabled(following.loop, desktop))
    ask_bus(
        following.loop,
        desktop,
        *A11Y,
        "org.freedesktop.DBus.Properties",
        "Set",
        "ssv",
        ("org.a11y.Status", "ScreenReaderEnabled", ("b", True)),
    )
    following.rest()
    following.source.close()
    assert is_enabled(following.loop, desktop)


def test_a_second_dialog_of_the_same_title_says_nothing_of_the_first(
    following: Following, app: FakeApp
) -> None:
    app.has("/a", ALERT, "LibreOffice", ("/said",))
    app.has("/said", LABEL, "could not be saved")
    app.has("/b", ALERT, "LibreOffice", ("/silent",))
    pid = os.getpid()
    following.source.look_at(WindowInfo(1, "app", "app", "LibreOffice", pid))
    app.activate("/a")
    following.until_said("could not be saved")
    told = len(following.got)
    following.source.look_at(WindowInfo(2, "app", "app", "LibreOffice", pid))
    app.silent |= {"/b", "/silent"}
    app.activate("/b")
    following.rest(1)
    assert [detail.dialog_text for detail in following.got[told:] if detail.dialog_text] == []


def test_what_strangers_say_of_the_bus_and_of_the_switch_is_not_believed(
    session: AccessibleSession, following: Following, desktop: Bus, address: str
) -> None:
    following.until(lambda: following.source.listens)
    following.rest(0.2)
    ended = ("org.a11y.atspi.Registry", ":1.0", "")
    switched: tuple[object, ...] = ("org.a11y.Status", {"IsEnabled": ("b", False)}, [])
    for where, path, interface, member, signature, body in (
        (address, "/x", "org.freedesktop.DBus", "NameOwnerChanged", "sss", ended),
        (address, "/x", "org.freedesktop.DBus", "NameOwnerChanged", "s", ended[:1]),
        (
            session.env["DBUS_SESSION_BUS_ADDRESS"],
            A11Y[1],
            "org.freedesktop.DBus.Properties",
            "PropertiesChanged",
            "sa{sv}as",
            switched,
        ),
    ):
        liar = open_dbus_connection(where)
        liar.send(new_signal(DBusAddress(path, interface=interface), member, signature, body))
        following.rest(0.3)
        liar.close()
    assert following.losses == []
    assert is_enabled(following.loop, desktop)


def test_switched_off_by_the_person_is_said_and_not_fought(
    session: AccessibleSession, following: Following, desktop: Bus
) -> None:
    following.until(lambda: is_enabled(following.loop, desktop))
    enable(following.loop, desktop, on=False)
    following.until(lambda: bool(following.losses))
    assert "switched off" in following.losses[0][0]
    assert "settings" in following.losses[0][1]
    assert not is_enabled(following.loop, desktop)

    again: list[tuple[str, str]] = []
    following.source.close()
    later = AtspiDetail(following.loop, NOBODY)
    later.start(lambda _: None, lambda *why: again.append(why))  # as the app tries now and then
    following.until(lambda: again == following.losses)
    assert not is_enabled(following.loop, desktop)
    enable(following.loop, desktop, on=True)
    with Following() as anew:
        anew.rest(0.2)
        assert anew.losses == []
    assert is_enabled(following.loop, desktop)


@pytest.mark.parametrize("what", ["registry", "bus"])
def test_what_is_killed_is_told_and_can_be_begun_anew(
    session: AccessibleSession, following: Following, address: str, what: str
) -> None:
    if what == "registry":
        victims = [process_of(following.loop, address, "org.a11y.atspi.Registry")]
    else:
        launcher = process_of(following.loop, os.environ["DBUS_SESSION_BUS_ADDRESS"], A11Y[0])
        victims = [launcher, *launcher.children()]
    for victim in victims:
        victim.kill()
    following.until(lambda: bool(following.losses))
    following.rest(0.2)
    (reason, remedy), *more = following.losses
    assert reason
    assert remedy
    assert more == []
    with Following(session) as anew:
        session.show("Error", "zenity", "--error", "--text", "After the fall")
        anew.until_said("After the fall")
        assert anew.losses == []


def test_without_a_session_bus_it_says_so(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    monkeypatch.delenv("DBUS_SESSION_BUS_ADDRESS", raising=False)
    monkeypatch.setenv("XDG_RUNTIME_DIR", str(tmp_path))
    with pytest.raises(DetailUnavailableError, match="no session bus"):
        Following().source.start(lambda _: None, lambda *_: None)
