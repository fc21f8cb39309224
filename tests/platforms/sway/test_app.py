"""The whole app under a real sway: panel, palette, hotkey, and what it says of its sources."""

from __future__ import annotations

import signal
from pathlib import Path

import pytest
from PySide6.QtGui import QImage

from overlay.panel.placement import TITLE_BAR
from tests.platforms.sway.desk import SwayDesk
from tests.platforms.sway.sway_session import Node, SwaySession

PALETTE = "Sidecue palette"


@pytest.fixture
def desk(session: SwaySession, tmp_path: Path) -> SwayDesk:
    return SwayDesk(session, tmp_path)


def test_the_panel_appears_and_the_keys_go_on_into_the_persons_window(
    session: SwaySession, desk: SwayDesk
) -> None:
    letter = session.terminal("Letter")
    with desk:
        mark = desk.app.mark()
        invoice = session.terminal("An invoice")
        session.type("before ")
        desk.painted("panel", mark)
        session.type("and after")
        invoice.wait_typed("before and after")
        assert session.focused() == "An invoice"
        picture = session.screenshot("panel")
        assert picture.exists()
        session.focus("Letter")
        session.type("more")
        letter.wait_typed("more")
        status = desk.status()
    assert status["source"]["name"] == "sway"
    assert [one["name"] for one in status["source"]["passed_over"]] == ["x11"]


def test_the_hotkey_opens_the_palette_which_gets_the_keyboard_and_gives_it_back(
    session: SwaySession, desk: SwayDesk
) -> None:
    letter = session.terminal("Letter")
    with desk:
        session.press("space", "ctrl", "alt")
        desk.app.wait_event("hotkey")
        session.wait_for(lambda: session.focused() == PALETTE, "the palette to have the focus")
        mark = desk.app.mark()
        session.type("toner")
        desk.app.wait_event("results_painted", mark, lambda event: event["letters"] == 5)
        session.screenshot("palette")
        session.press("Escape")
        session.wait_for(lambda: session.focused() == "Letter", "the focus to be back")
        session.type("on")
        letter.wait_typed("on")
        presses = [event for event in desk.app.read_trace() if event["event"] == "hotkey"]
    assert len(presses) == 1


@pytest.mark.parametrize("session", [{"scale": 2}], indirect=True)
def test_the_panel_stands_at_the_screens_edge_whatever_the_scale(
    session: SwaySession, desk: SwayDesk
) -> None:
    with desk:
        mark = desk.app.mark()
        session.terminal("An invoice")
        desk.painted("panel", mark)
        # 640 x 400 of the compositor's pixels: the panel's 340 reach from 292 to the edge, less the margin.
        wait_for_shade(session, "panel at scale 2", inside=(1240, 80), outside=(560, 80))


@pytest.mark.parametrize("session", [{"xwayland": False}], indirect=True)
def test_without_xwayland_sway_places_the_panel_and_keeps_the_focus_where_it_is(
    session: SwaySession, desk: SwayDesk
) -> None:
    with desk:
        mark = desk.app.mark()
        invoice = session.terminal("An invoice")
        desk.painted("panel", mark)
        session.type("still mine")
        invoice.wait_typed("still mine")
        session.wait_for(
            lambda: place_of(session, "Sidecue panel") == (1280 - 340 - 8, 25 + TITLE_BAR), "the panel"
        )
        assert size_of(session, "Sidecue panel")[0] == 340
        assert size_of(session, "Sidecue panel")[1] < 400
        assert session.focused() == "An invoice"
        session.screenshot("panel-native")
        session.press("space", "ctrl", "alt")
        session.wait_for(lambda: session.focused() == PALETTE, "the palette to have the focus")
        session.type("toner")
        desk.app.wait_event("results_painted", mark, lambda event: event["letters"] == 5)
        session.screenshot("palette-native")
        palette = place_of(session, PALETTE)
        assert palette is not None
        assert palette[0] == (1280 - 680) // 2


def test_a_compositor_that_dies_and_comes_back_is_told_and_watched_again(
    session: SwaySession, tmp_path: Path
) -> None:
    # The windows of the app would die with the compositor: here Qt shows none.
    with SwayDesk(session, tmp_path, env={"QT_QPA_PLATFORM": "offscreen"}) as desk:
        session.terminal("Letter")
        session.wait_for(lambda: desk.status()["source"]["state"] == "window", "a window")
        session.kill_sway()
        session.wait_for(lambda: desk.status()["source"]["name"] == "none", "no source to be left")
        status = desk.status()
        assert status["source"]["state"] == "unavailable"
        assert "sway: " in status["source"]["reason"]
        assert status["state"].startswith("no-source ")
        session.start_sway()
        session.terminal("Letter again")
        session.wait_for(lambda: desk.status()["source"]["name"] == "sway", "sway to be watched", timeout=20)
        session.wait_for(lambda: desk.status()["source"]["state"] == "window", "a window again")


def test_a_compositor_that_hangs_holds_nothing_up(session: SwaySession, tmp_path: Path) -> None:
    session.sway.send_signal(signal.SIGSTOP)
    try:
        with SwayDesk(session, tmp_path, env={"QT_QPA_PLATFORM": "offscreen"}) as desk:
            assert desk.status()["source"]["state"] == "starting"
            session.wait_for(
                lambda: desk.status()["source"]["state"] == "unavailable", "an end of patience", 20
            )
            assert "told nothing" in desk.status()["source"]["reason"]
            session.sway.send_signal(signal.SIGCONT)
            session.wait_for(lambda: desk.status()["source"]["name"] == "sway", "sway to be watched", 20)
    finally:
        session.sway.send_signal(signal.SIGCONT)


def test_the_keyboard_goes_into_the_panel_on_purpose_and_back(session: SwaySession, desk: SwayDesk) -> None:
    with desk:
        mark = desk.app.mark()
        invoice = session.terminal("An invoice")
        desk.painted("panel", mark)
        session.press("Return", "ctrl", "alt")
        session.wait_for(lambda: session.focused() == "Sidecue panel", "the panel to have the focus")
        session.press("space")
        session.wait_for(lambda: desk.app.command("status").returncode == 0, "the app to answer")
        session.press("Escape")
        session.wait_for(lambda: session.focused() == "An invoice", "the focus to be back")
        wait_for_shade(session, "panel after a visit", inside=(1240, 100), outside=(640, 400))
        assert session.focused() == "An invoice"
        session.type("mine")
        invoice.wait_typed("mine")


def place_of(session: SwaySession, title: str) -> tuple[int, int] | None:
    """The top left corner of that window, None while there is none."""
    return next(((one["rect"]["x"], one["rect"]["y"]) for one in named(session, title)), None)


def size_of(session: SwaySession, title: str) -> tuple[int, int]:
    """Width and height of that window."""
    return next((one["rect"]["width"], one["rect"]["height"]) for one in named(session, title))


def named(session: SwaySession, title: str) -> list[Node]:
    """The windows of that title."""
    return [one for one in session.windows() if one["name"] == title]


def wait_for_shade(
    session: SwaySession, name: str, inside: tuple[int, int], outside: tuple[int, int]
) -> None:
    """Wait until the picture is light at one place and dark at another, in its own pixels."""

    def look() -> bool:
        picture = QImage(str(session.screenshot(name.replace(" ", "-"))))
        light, dark = (picture.pixelColor(*place).lightness() for place in (inside, outside))
        return light > 200 and dark < 60

    session.wait_for(look, name)
