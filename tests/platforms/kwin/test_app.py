"""The whole app on a real KWin: it sees the windows, and its hotkey opens the palette for typing."""

from __future__ import annotations

import json
from pathlib import Path
from typing import TYPE_CHECKING, Any, cast

import pytest

from tests.desktop.app import AppProcess
from tests.desktop.desk import write_bundle
from tests.platforms.kwin.keyboard import Keyboard
from tests.platforms.kwin.session import KWinSession, PlasmaSession

if TYPE_CHECKING:
    from tests.desktop.xsession import XSession


def test_the_app_sees_windows_and_its_hotkey_opens_the_palette(desk: KWinSession, keyboard: Keyboard) -> None:
    env = {"QT_QPA_PLATFORM": "xcb"}
    with AppProcess(cast("XSession", desk), env=env) as app:  # which is as much of a session as it needs
        app.wait_event("source", where=lambda event: event["name"] == "kwin", timeout=30)
        work = desk.open_window("org.example.ledger", "Ledger")
        app.wait_event("context", where=lambda event: event["class"] == "org.example.ledger")
        desk.wait_for(lambda: _status(app)["hotkey"]["state"] == "registered", "the hotkey")
        keyboard.type("a")
        mark = app.mark()
        keyboard.press("ctrl", "alt", "space")
        app.wait_event("palette_painted", mark)
        keyboard.type("he")
        app.wait_event("results_painted", mark, where=lambda event: event["letters"] == 2)
        assert work.typed.startswith("a")
        assert "h" not in work.typed


def test_a_kwin_that_has_gone_is_said_by_status_and_that_the_hotkeys_are_back(desk: KWinSession) -> None:
    # without KWin there is no display either, so the app runs without one
    with AppProcess(cast("XSession", desk), env={"QT_QPA_PLATFORM": "offscreen"}) as app:
        app.wait_event("source", where=lambda event: event["name"] == "kwin", timeout=30)
        mark = app.mark()
        desk.stop_kwin()
        gone = app.wait_event("source", mark, where=lambda event: event["state"] == "unavailable")
        assert gone["reason"] == "KWin has gone"
        assert "KWin has gone" in json.dumps(_status(app))
        desk.wait_for(lambda: _status(app)["hotkey"]["state"] == "failed", "the hotkey to be lost", 30)
        desk.start_kwin()
        desk.wait_for(lambda: _status(app)["hotkey"]["state"] == "registered", "the hotkey to be back", 90)
        assert _status(app)["panel_hotkey"]["state"] == "registered"
        mark = app.mark()
        with Keyboard(desk) as keyboard:
            keyboard.press("ctrl", "alt", "space")
        app.wait_event("hotkey", mark)


@pytest.mark.parametrize(("platform", "broke"), [("", "The X11 conn"), ("wayland", "The Wayland conn")])
def test_after_a_crash_of_kwin_the_app_is_back_with_panel_and_hotkeys(
    platform: str, broke: str, tmp_path: Path
) -> None:
    bundle, env = write_bundle(tmp_path / "bundle"), {"QT_QPA_PLATFORM": platform}
    with PlasmaSession() as desk, AppProcess(desk, "--bundle", str(bundle), env=env) as app:
        app.wait_event("source", where=lambda event: event["name"] == "kwin", timeout=30)
        mark = app.mark()
        desk.crash()
        app.wait_event("source", mark, where=lambda event: event["name"] == "kwin", timeout=30)
        assert app.process.poll() is None
        desk.wait_for(lambda: _status(app).get("hotkey", {}).get("state") == "registered", "the hotkey")
        assert _status(app)["display"]["reason"].startswith("the display server ended at ")
        desk.open_window("org.example.ledger", "invoice 1")
        app.wait_event("cue_painted", mark, where=lambda event: event["loudness"] == "panel")
        assert broke in app.said()
        assert "Traceback" not in app.said()


def _status(app: AppProcess) -> dict[str, Any]:
    answer: dict[str, Any] = json.loads(app.command("status", "--json").stdout)
    return answer
