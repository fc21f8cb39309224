"""The X11 source against a real server, real window managers and real programs."""

from __future__ import annotations

import os
import sys
import time
from collections.abc import Iterator
from pathlib import Path

import pytest
from Xlib import Xatom

from tests.desktop.app import ROOT
from tests.desktop.raw_window import RawWindow
from tests.desktop.watching import NOBODY, Watching, title_of
from tests.desktop.xsession import XSession
from triggers.context import WindowInfo
from triggers.loop import SelectorLoop
from triggers.sources.base import NothingFocused, SourceUnavailableError, Unavailable
from triggers.sources.polling import PollingSource
from triggers.sources.x11 import NO_WINDOW_MANAGER, SERVER_GONE, X11Source
from triggers.titles import MAX_LENGTH
from triggers.xdisplay import XConnection, XError, open_x11


@pytest.fixture
def raw(session: XSession) -> Iterator[RawWindow]:
    with RawWindow(session) as made:
        yield made


def test_it_tells_the_present_window_at_once_with_everything_about_it(session: XSession) -> None:
    terminal = session.terminal("Invoices 2026")
    session.activate(terminal.window)
    with Watching(session) as watching:
        window = watching.window
    assert (window.id, window.app, window.window_class) == (terminal.window, "xterm", "XTerm")
    assert window.title == "Invoices 2026"
    assert window.pid == terminal.process.pid
    assert window.frame == session.geometry(terminal.window)


def test_it_follows_switches_between_real_programs(session: XSession) -> None:
    terminal = session.terminal("Orders")
    document = session.home / "minutes.txt"
    document.write_text("x")
    session.spawn("mousepad", str(document))
    editor = session.wait_window("minutes.txt")
    with Watching(session) as watching:
        for _ in range(5):
            session.activate(terminal.window)
            watching.until(lambda: watching.is_at(terminal.window))
            session.activate(editor)
            watching.until(lambda: watching.is_at(editor))
        assert (watching.window.app, watching.window.window_class) == ("mousepad", "Mousepad")
        # Between two windows the manager says "none" for a moment; that must never come through.
        assert all(isinstance(state, WindowInfo) for state in watching.states)


def test_it_follows_the_title_of_the_active_window_only(session: XSession) -> None:
    first, second = session.terminal("First"), session.terminal("Second")
    session.activate(second.window)
    with Watching(session) as watching:
        first.set_title("not looked at")
        second.set_title("Second – Zahlungslauf 💶")
        watching.until(lambda: watching.is_at(second.window, "Second – Zahlungslauf 💶"))
        watching.rest()
        assert len(watching.got) == 2


def test_a_burst_of_titles_costs_few_deliveries_and_the_last_arrives(session: XSession) -> None:
    terminal = session.terminal("Burst")
    session.activate(terminal.window)
    with Watching(session) as watching:
        started = time.monotonic()
        for number in range(60):
            terminal.set_title(f"frame {number}")
            watching.rest(1 / 60)
        watching.until(lambda: watching.is_at(terminal.window, "frame 59"), 1)
        seconds = time.monotonic() - started
        watching.rest()
        assert len(watching.got) - 1 <= seconds * 10 + 2


def test_letters_that_a_program_notes_in_a_property_are_no_work(
    session: XSession, raw: RawWindow, monkeypatch: pytest.MonkeyPatch
) -> None:
    parsed = 0

    def pending(connection: XConnection) -> bool:
        nonlocal parsed
        parsed += 1
        return looks(connection)

    looks = XConnection.pending
    with Watching(session) as watching:
        watching.rest()
        monkeypatch.setattr(XConnection, "pending", pending)
        for number in range(200):
            raw.write("_NET_WM_USER_TIME", Xatom.CARDINAL, 32, [number])
            watching.rest(0.001)
        assert parsed == 0
        raw.write("WM_NAME", Xatom.STRING, 8, b"among many")
        for number in range(200):  # more than are read at once
            raw.write("_NET_WM_USER_TIME", Xatom.CARDINAL, 32, [number])
        watching.until(lambda: watching.is_at(raw.id, "among many"))
        assert len(watching.got) == 2


def test_a_window_that_vanishes_leaves_the_next_one_or_nothing(session: XSession) -> None:
    stays, goes = session.terminal("Stays"), session.terminal("Goes")
    session.activate(stays.window)
    session.activate(goes.window)
    with Watching(session) as watching:
        goes.process.kill()
        watching.until(lambda: not watching.is_at(goes.window))
        session.activate(stays.window)
        watching.until(lambda: watching.is_at(stays.window))
        stays.process.kill()
        watching.until(lambda: watching.state == NothingFocused())


def test_windows_that_come_and_go_quickly_leave_no_half_read_one(session: XSession) -> None:
    anchor = session.terminal("Anchor")
    with Watching(session) as watching:
        for number in range(15):
            with RawWindow(session, pid=os.getpid(), window_class="Passing", settled=False) as passing:
                passing.write("_NET_WM_NAME", "UTF8_STRING", 8, f"passing {number}".encode())
                watching.rest(0.005 * (number % 4))
            watching.rest(0.01)
        session.activate(anchor.window)
        watching.until(lambda: watching.is_at(anchor.window, "Anchor"))
        seen = [state for state in watching.states if isinstance(state, WindowInfo)]
        assert {(state.window_class, state.frame is None) for state in seen} <= {
            ("XTerm", False),
            ("Passing", False),
        }


def test_a_window_that_states_nothing_is_a_window_all_the_same(session: XSession, raw: RawWindow) -> None:
    session.activate(raw.id)
    with Watching(session) as watching:
        window = watching.window
    assert (window.id, window.app, window.window_class, window.title) == (raw.id, "", "", "")
    assert window.pid is None


@pytest.mark.parametrize(
    ("name", "kind", "value", "title"),
    [
        ("WM_NAME", "STRING", b"M\xe4rz", "März"),
        ("WM_NAME", "COMPOUND_TEXT", b"1 \x1b%G\xe2\x82\xac\x1b%@", "1 €"),
        ("_NET_WM_NAME", "UTF8_STRING", b"broken \xff\xfe end", "broken \ufffd\ufffd end"),
        ("_NET_WM_NAME", "UTF8_STRING", b"x" * 60_000, "x" * MAX_LENGTH),
    ],
)
def test_titles_in_any_encoding_are_read(
    session: XSession, raw: RawWindow, name: str, kind: str, value: bytes, title: str
) -> None:
    session.activate(raw.id)
    with Watching(session) as watching:
        raw.write(name, kind, 8, value)
        watching.until(lambda: title_of(watching.state) == title)


def test_the_modern_title_goes_before_the_old_one(session: XSession, raw: RawWindow) -> None:
    raw.write("WM_NAME", "STRING", 8, b"old")
    raw.write("_NET_WM_NAME", "UTF8_STRING", 8, b"modern")
    session.activate(raw.id)
    with Watching(session) as watching:
        assert watching.window.title == "modern"
        raw.forget("_NET_WM_NAME")
        watching.until(lambda: watching.is_at(raw.id, "old"))


def test_a_class_that_is_set_late_is_told(session: XSession, raw: RawWindow) -> None:
    session.activate(raw.id)
    with Watching(session) as watching:
        raw.write("WM_CLASS", "STRING", 8, b"soffice\0libreoffice-calc\0")
        watching.until(lambda: watching.window.window_class == "libreoffice-calc")


def test_a_moved_window_is_told_where_it_rests(session: XSession, raw: RawWindow) -> None:
    session.activate(raw.id)
    with Watching(session) as watching:
        for step in range(20):
            raw.move(100 + step * 10, 150, 300, 200)
            watching.rest(0.01)
        watching.rest(0.5)
        assert watching.window.frame == session.geometry(raw.id)
        assert len(watching.got) <= 4


def test_a_title_that_changes_as_our_own_window_becomes_active_is_told(
    session: XSession, raw: RawWindow
) -> None:
    with RawWindow(session, window_class="sidecue") as own:
        session.activate(raw.id)
        with Watching(session) as watching:
            watching.until(lambda: watching.is_at(raw.id))
            raw.write("_NET_WM_NAME", "UTF8_STRING", 8, b"payment 7")
            session.activate(own.id)  # both have happened before the source looks
            watching.until(lambda: watching.is_at(raw.id, "payment 7"))


def test_a_window_in_the_background_does_not_come_back_by_a_change_of_its_own(
    session: XSession, raw: RawWindow
) -> None:
    session.activate(raw.id)
    with Watching(session) as watching:
        watching.until(lambda: watching.is_at(raw.id))
        session.run("xdotool", "windowminimize", str(raw.id))
        watching.until(lambda: watching.state == NothingFocused())
        raw.write("_NET_WM_NAME", "UTF8_STRING", 8, b"9 new messages")
        raw.move(50, 60, 200, 100)
        watching.rest(0.5)
        assert watching.state == NothingFocused()
        session.activate(raw.id)
        watching.until(lambda: watching.is_at(raw.id, "9 new messages"))


@pytest.mark.parametrize("wm", ["openbox"])
def test_without_a_window_manager_a_change_of_the_last_window_says_nothing(
    session: XSession, raw: RawWindow
) -> None:
    session.activate(raw.id)
    with Watching(session) as watching:
        watching.until(lambda: watching.is_at(raw.id))
        session.stop_manager()
        raw.write("_NET_WM_NAME", "UTF8_STRING", 8, b"not the active one for certain")
        watching.until(lambda: watching.state == NO_WINDOW_MANAGER)
        raw.write("_NET_WM_NAME", "UTF8_STRING", 8, b"nor now")
        watching.rest()
        assert watching.state == NO_WINDOW_MANAGER


def test_our_own_windows_are_not_what_the_person_works_in(session: XSession) -> None:
    work = session.terminal("Work")
    with (
        RawWindow(session, pid=os.getpid()) as by_process,
        RawWindow(session, window_class="sidecue") as by_class,
    ):
        session.activate(work.window)
        with Watching(session, own_pid=os.getpid()) as watching:
            watching.until(lambda: watching.is_at(work.window))
            before = len(watching.got)
            for own in (by_process, by_class):
                session.activate(own.id)
                own.write("_NET_WM_NAME", "UTF8_STRING", 8, b"Sidecue palette")
                watching.rest()
            assert len(watching.got) == before
            work.set_title("Work goes on")  # the last foreign window stays the truth, and is still followed
            watching.until(lambda: watching.is_at(work.window, "Work goes on"))
            work.process.kill()
            watching.until(lambda: watching.state == NothingFocused())


def test_it_gives_the_focus_back(session: XSession) -> None:
    first, second = session.terminal("First"), session.terminal("Second")
    session.activate(second.window)
    with Watching(session) as watching:
        watching.source.activate(first.window)
        watching.until(lambda: watching.is_at(first.window))
        session.type("back")
        session.wait_for(lambda: first.typed == "back", "the keys in the first terminal")
        watching.source.activate(0x12345)  # long gone
        watching.rest(0.1)
        assert watching.is_at(first.window)


def test_a_restarted_window_manager_is_followed_again(session: XSession) -> None:
    terminal = session.terminal("Before")
    session.activate(terminal.window)
    with Watching(session) as watching:
        session.stop_manager()
        watching.until(lambda: watching.state == NO_WINDOW_MANAGER)
        session.start_manager()
        session.activate(terminal.window)
        watching.until(lambda: watching.is_at(terminal.window))
        terminal.set_title("After")
        watching.until(lambda: watching.is_at(terminal.window, "After"))


def test_without_a_window_manager_it_says_so_and_recovers(session: XSession) -> None:
    session.stop_manager()
    with Watching(session) as watching:
        assert watching.state == NO_WINDOW_MANAGER
        assert isinstance(watching.state, Unavailable)
        assert "window manager" in watching.state.remedy
        session.start_manager()
        terminal = session.terminal("Managed")
        session.activate(terminal.window)
        watching.until(lambda: watching.is_at(terminal.window))


@pytest.mark.parametrize("wm", ["openbox"])
def test_a_dying_server_is_told_once_and_ends_the_watching(session: XSession) -> None:
    session.terminal("Last")
    with Watching(session) as watching:
        session.kill_server()
        watching.until(lambda: watching.state == SERVER_GONE)
        watching.rest(0.1)
        assert watching.states.count(SERVER_GONE) == 1
        watching.source.activate(1)
        turns = 0

        def count() -> bool:
            nonlocal turns
            turns += 1
            return False

        watching.loop.run(count, 0.1)
        assert turns <= 2  # the dead descriptor, always readable, is no longer waited for


@pytest.mark.parametrize("wm", ["openbox"])
def test_a_refused_request_does_not_hang_the_connection(session: XSession) -> None:
    connection = XConnection(session.display)
    connection.root.change_property(connection.atom("_NET_X"), 31, 8, b"hello")
    with pytest.raises(XError), connection.guarded():
        connection.root.get_property(connection.atom("_NET_X"), 0, 1 << 28, 1)  # BadValue
    assert connection.atom("_NET_Y")
    connection.close()
    connection.close()


@pytest.mark.parametrize("wm", ["openbox"])
def test_idle_means_idle(session: XSession) -> None:
    other = session.terminal("Other")
    terminal = session.terminal("Idle")
    session.activate(terminal.window)
    notes = session.home / "notes"
    watcher = session.spawn(sys.executable, "-m", "tests.bench.watcher", "x11", str(notes), cwd=ROOT)

    def noted() -> int:
        return notes.read_text().count("\n") if notes.exists() else 0

    def switches() -> int:
        status = Path(f"/proc/{watcher.pid}/status").read_text()
        line = next(line for line in status.splitlines() if line.startswith("voluntary_ctxt_switches"))
        return int(line.split()[1])

    session.wait_for(lambda: noted() == 1, "the watcher")
    time.sleep(0.5)
    before = switches()
    time.sleep(3)
    assert switches() - before < 3
    assert noted() == 1
    session.activate(other.window)  # it was idle, not dead
    session.wait_for(lambda: noted() == 2, "the watcher to notice a switch")


@pytest.mark.parametrize("wm", ["openbox"])
def test_xwayland_is_turned_down_and_a_real_server_is_not(
    session: XSession, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("DISPLAY", session.display)
    monkeypatch.setenv("WAYLAND_DISPLAY", "wayland-0")  # says nothing about the server behind DISPLAY
    open_x11().close()
    monkeypatch.setattr("triggers.xdisplay._outputs", lambda _: ["XWAYLAND0"])
    loop = SelectorLoop()
    with pytest.raises(SourceUnavailableError, match="Xwayland") as problem:
        X11Source(loop, NOBODY).start(lambda _: None)
    assert "X11" in problem.value.remedy
    with pytest.raises(SourceUnavailableError, match="Xwayland"):
        PollingSource(loop, NOBODY).start(lambda _: None)
    loop.close()
