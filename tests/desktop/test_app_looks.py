"""How it looks in other themes and sizes: read from the screen, with pictures left among the artefacts."""

from __future__ import annotations

from collections.abc import Iterator

import pytest

from tests.desktop.desk import Desk, write_card
from tests.desktop.panel_eyes import PALETTE, PANEL, TAB
from tests.desktop.pixels import Pixels
from tests.desktop.xsession import WindowManager, XSession
from triggers.context import Rect

TINT2_HEIGHT = 30
LONG = "\n".join(
    f"- [ ] Point {number}: everything that has to be looked at before it may leave the house"
    for number in range(30)
)


@pytest.fixture
def session(wm: WindowManager) -> Iterator[XSession]:
    """A small laptop with a bar at the bottom."""
    with XSession(wm=wm, tray="tint2", size=(1024, 600)) as running:
        yield running


def surface(desk: Desk, window: Rect) -> str:
    """The colour that most of a window has."""
    pixels = Pixels(desk.session, window)
    colours = [pixels.colour(x, y) for x in range(0, window.width, 5) for y in range(0, window.height, 5)]
    return max(set(colours), key=colours.count)


def wait_surface(desk: Desk, title: str, colour: str) -> None:
    desk.session.wait_for(
        lambda: surface(desk, desk.eyes.wait(title).frame) == colour, f"{title!r} in {colour}"
    )


def is_free_of_the_bar(desk: Desk, title: str) -> bool:
    frame, (width, height) = desk.eyes.wait(title).frame, desk.session.size
    right, bottom = frame.x + frame.width, frame.y + frame.height
    return frame.x >= 0 and frame.y >= 0 and right <= width and bottom <= height - TINT2_HEIGHT


@pytest.mark.parametrize("wm", ["openbox"])
def test_every_theme_is_taken_at_once_by_what_is_shown(desk: Desk) -> None:
    desk.panel_for("invoice 1")
    for theme, colour in (("dark", "#202224"), ("high-contrast", "#000000"), ("light", "#fcfcfb")):
        desk.do("settings", "theme", theme)
        wait_surface(desk, PANEL, colour)
        desk.session.screenshot(f"theme-{theme}-panel")
        desk.do("palette", "invoice")
        wait_surface(desk, PALETTE, colour)
        desk.session.screenshot(f"theme-{theme}-palette")
        desk.session.key("Escape")
        desk.eyes.wait_gone(PALETTE)


@pytest.mark.parametrize("percent", [150, 200])
@pytest.mark.parametrize("wm", ["openbox"])
def test_every_window_stays_on_a_small_screen_at_every_text_size(desk: Desk, percent: int) -> None:
    write_card(desk.bundle, "long", "A long list " * 8, LONG, windows="*parcel*")
    desk.session.wait_for(
        lambda: "Point" in desk.do("find", "everything", "--bundle", str(desk.bundle)), "the card"
    )
    desk.do("settings", "text_scale", str(percent))
    desk.panel_for("parcel 1")
    desk.session.wait_for(lambda: is_free_of_the_bar(desk, PANEL), "the panel inside the screen")
    desk.session.screenshot(f"text-{percent}-panel")
    desk.do("palette", "everything")
    desk.session.wait_for(lambda: is_free_of_the_bar(desk, PALETTE), "the palette inside the screen")
    desk.session.screenshot(f"text-{percent}-palette")
    desk.session.key("Escape")
    desk.eyes.wait_gone(PALETTE)
    desk.do("toggle")
    desk.session.wait_for(lambda: is_free_of_the_bar(desk, TAB), "the tab inside the screen")


def test_the_panel_beside_a_window_at_the_bottom_keeps_clear_of_the_bar(desk: Desk) -> None:
    desk.terminal("invoice 1", "40x4+60+480")
    desk.session.wait_for(lambda: is_free_of_the_bar(desk, PANEL), "the panel above the bar")


@pytest.mark.parametrize("wm", ["openbox"])
def test_the_setting_for_loudness_is_the_most_that_is_shown(desk: Desk) -> None:
    desk.panel_for("invoice 1")
    desk.do("settings", "loudness", "tab")
    desk.eyes.wait(TAB)
    desk.eyes.wait_gone(PANEL)
    desk.do("settings", "loudness", "badge")
    desk.eyes.wait_gone(TAB)
    desk.do("settings", "loudness", "panel")
    desk.eyes.wait(TAB)  # its one panel of this visit is over
    desk.terminal("payment 1")
    desk.eyes.wait(PANEL)
