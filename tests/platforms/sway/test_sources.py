"""Both Wayland sources with a real sway and real windows: of a terminal, of GTK, and of X11."""

from __future__ import annotations

import pytest

from tests.platforms.sway.sway_session import SwaySession
from tests.platforms.sway.watching import Watching
from triggers.context import Rect
from triggers.sources.base import NothingFocused, Unavailable

BOTH = pytest.mark.parametrize("kind", ["sway", "wlr"])


@BOTH
def test_windows_are_told_as_they_come_and_go(session: SwaySession, kind: str) -> None:
    with Watching(session, kind) as watching:
        watching.until(lambda: watching.state == NothingFocused())
        first = session.spawn("foot", "-a", "ledger", "-T", "Ledger – Zahlungslauf 💶", "sleep", "60")
        watching.until(lambda: watching.title == "Ledger – Zahlungslauf 💶")
        assert watching.window.window_class == "ledger"
        assert watching.window.app == {"sway": "foot", "wlr": "ledger"}[kind]
        assert watching.window.pid == (first.pid if kind == "sway" else None)
        second = session.spawn("foot", "-a", "orders", "-T", "Orders", "sleep", "60")
        watching.until(lambda: watching.title == "Orders")
        second.kill()
        watching.until(lambda: watching.title == "Ledger – Zahlungslauf 💶")
        first.kill()
        watching.until(lambda: watching.state == NothingFocused())


@BOTH
def test_a_title_that_changes_is_followed(session: SwaySession, kind: str) -> None:
    script = 'for n in 1 2 3; do printf "\\033]2;step %s\\007" $n; sleep 0.3; done; sleep 60'
    session.spawn("foot", "sh", "-c", script)
    with Watching(session, kind) as watching:
        watching.until(lambda: watching.title == "step 3")


@BOTH
def test_apps_of_gtk_and_of_x11_are_seen_alike(session: SwaySession, kind: str) -> None:
    letter = session.home / "letter.txt"
    letter.touch()
    with Watching(session, kind) as watching:
        session.spawn("mousepad", str(letter))
        watching.until(lambda: "letter.txt" in (watching.title or ""), timeout=15)
        assert watching.window.app == "mousepad"
        session.spawn("xterm", "-T", "Old", "-e", "sleep", "60")
        watching.until(lambda: watching.title == "Old", timeout=15)
        assert watching.window.window_class == "XTerm"


@BOTH
def test_full_screen_is_told(session: SwaySession, kind: str) -> None:
    session.terminal("Film")
    with Watching(session, kind) as watching:
        watching.until(lambda: watching.title == "Film")
        assert watching.window.full_screen is False
        session.ask("fullscreen", "enable")
        watching.until(lambda: watching.window.full_screen is True)
        session.ask("fullscreen", "disable")
        watching.until(lambda: watching.window.full_screen is False)


@BOTH
def test_an_empty_workspace_is_nothing_and_the_focus_can_be_given_back(
    session: SwaySession, kind: str
) -> None:
    session.terminal("Ledger")
    with Watching(session, kind) as watching:
        watching.until(lambda: watching.title == "Ledger")
        ledger = watching.window.id
        session.ask("workspace", "2")
        watching.until(lambda: watching.state == NothingFocused())
        session.terminal("Orders")
        watching.until(lambda: watching.title == "Orders")
        watching.source.activate(ledger)
        watching.until(lambda: watching.title == "Ledger")
        watching.source.activate(987654)  # has gone
        watching.rest()
        assert watching.title == "Ledger"


@BOTH
def test_our_own_windows_are_nobodys_work(session: SwaySession, kind: str) -> None:
    session.terminal("Ledger")
    with Watching(session, kind) as watching:
        watching.until(lambda: watching.title == "Ledger")
        seen = len(watching.got)
        session.terminal("Sidecue palette", app_id="sidecue")
        watching.rest()
        assert watching.title == "Ledger"
        own = [seen.state for seen in watching.got[seen:]]
        assert all(getattr(state, "title", "Ledger") == "Ledger" for state in own)
        assert NothingFocused() not in own


@BOTH
def test_a_compositor_that_dies_is_told(session: SwaySession, kind: str) -> None:
    session.terminal("Ledger")
    with Watching(session, kind) as watching:
        watching.until(lambda: watching.title == "Ledger")
        session.kill_sway()
        watching.until(lambda: isinstance(watching.state, Unavailable))
        assert watching.state is not None
        assert "lost" in getattr(watching.state, "reason", "")


def test_a_window_is_placed_on_its_screen_also_after_its_neighbour_has_gone(session: SwaySession) -> None:
    session.ask("create_output")
    session.ask("output", "HEADLESS-2", "position", "1280", "0", "resolution", "800x600")
    session.ask("focus", "output", "HEADLESS-1")
    session.terminal("Left")
    with Watching(session) as watching:
        watching.until(lambda: watching.title == "Left")
        watching.until(lambda: watching.window.frame == Rect(0, 25, 1280, 775))
        second = session.spawn("foot", "-T", "Right", "sleep", "60")
        watching.until(lambda: watching.title == "Right")
        watching.until(lambda: watching.window.frame == Rect(640, 25, 640, 775))
        second.kill()
        watching.until(lambda: watching.title == "Left" and watching.window.frame == Rect(0, 25, 1280, 775))
        session.ask("move", "window", "to", "output", "HEADLESS-2")
        session.ask("focus", "output", "HEADLESS-2")
        watching.until(lambda: watching.title == "Left" and watching.window.frame == Rect(1280, 25, 800, 575))


@pytest.mark.parametrize("session", [{"scale": 2}], indirect=True)
def test_frames_are_counted_in_the_compositors_own_pixels(session: SwaySession) -> None:
    session.terminal("Big")
    with Watching(session) as watching:
        watching.until(lambda: watching.title == "Big" and watching.window.frame == Rect(0, 25, 640, 375))
