"""The icon in a real tray: there with every host, with a late one, and not missed where there is none."""

from __future__ import annotations

import pytest
from Xlib import X

from tests.desktop.desk import Desk
from tests.desktop.panel_eyes import PALETTE
from tests.desktop.pixels import Pixels
from tests.desktop.xsession import TrayHost, XSession
from triggers.context import Rect
from triggers.xdisplay import WindowGoneError

pytestmark = pytest.mark.parametrize("wm", ["openbox"])


def icon(session: XSession) -> Rect | None:
    """Where our icon is on the screen: the window of ours inside one of the tray host's."""
    for number in session.run("xdotool", "search", "--class", "^sidecue$").split():
        try:
            with session.x.guarded():
                window = session.x.window(int(number))
                parent = window.query_tree().parent
                shown = window.get_attributes().map_state == X.IsViewable
                size, corner = window.get_geometry(), session.x.root.translate_coords(int(number), 0, 0)
        except WindowGoneError:
            continue
        if shown and parent != session.x.root and size.width < 64:
            return Rect(corner.x, corner.y, size.width, size.height)
    return None


def wait_icon(session: XSession) -> Rect:
    """Wait until the icon is in the tray and painted."""

    def painted() -> Rect | None:
        area = icon(session)
        if area is None:
            return None
        pixels = Pixels(session, area)
        colours = {pixels.colour(x, y) for x in range(area.width) for y in range(area.height)}
        return area if len(colours) > 2 else None

    found = session.wait_for(painted, "the icon in the tray")
    assert found is not None
    return found


def middle(area: Rect) -> tuple[int, int]:
    return area.x + area.width // 2, area.y + area.height // 2


@pytest.mark.parametrize("host", ["tint2", "trayer"])
def test_the_icon_appears_and_its_menu_ends_the_app(desk: Desk, host: TrayHost) -> None:
    desk.session.start_tray(host)
    desk.click(middle(wait_icon(desk.session)), button=3)
    menu = desk.session.wait_for(desk.eyes.menu, "the menu of the icon")
    assert menu is not None
    desk.session.screenshot(f"tray-{host}")
    desk.session.click(menu.x + menu.width // 2, menu.y + menu.height - 20)
    assert desk.app.process.wait(10) == 0
    assert desk.app.said() == ""


def test_without_a_tray_host_the_app_runs_and_the_icon_appears_with_the_first_one(desk: Desk) -> None:
    desk.panel_for("invoice 1")
    assert icon(desk.session) is None
    host = desk.session.start_tray("tint2")
    wait_icon(desk.session)
    desk.session.programs.end(host)
    desk.session.wait_for(lambda: icon(desk.session) is None, "the icon to go with its host")
    desk.session.start_tray("trayer")
    wait_icon(desk.session)
    desk.eyes.wait_boxes(False, False, False)


def test_a_left_click_shows_help_and_a_middle_click_the_palette(desk: Desk) -> None:
    desk.session.start_tray("tint2")
    terminal = desk.panel_for("invoice 1")
    desk.click(desk.eyes.close_button())
    desk.eyes.wait_gone()
    desk.click(middle(wait_icon(desk.session)))
    desk.eyes.wait_boxes(False, False, False)
    desk.session.wait_for(lambda: desk.session.active() == terminal.window, "the terminal to stay active")
    desk.click(middle(wait_icon(desk.session)), button=2)
    desk.eyes.wait(PALETTE)


def test_the_app_ends_when_asked_though_its_palette_is_open(desk: Desk) -> None:
    desk.session.start_tray("tint2")
    terminal = desk.terminal("nothing")
    for _ in range(2):  # closed by the window manager, it opens again
        desk.do("palette")
        palette = desk.eyes.wait(PALETTE)
        desk.session.run("wmctrl", "-ic", hex(palette.id))
        desk.eyes.wait_gone(PALETTE)
        desk.session.wait_for(lambda: desk.session.active() == terminal.window, "the terminal to be active")
    desk.click(middle(wait_icon(desk.session)), button=2)
    desk.eyes.wait(PALETTE)
    desk.app.process.terminate()
    assert desk.app.process.wait(5) == 0


def test_a_pause_from_the_menu_hides_the_panel(desk: Desk) -> None:
    desk.session.start_tray("tint2")
    desk.panel_for("invoice 1")
    desk.click(middle(wait_icon(desk.session)), button=3)
    desk.session.wait_for(desk.eyes.menu, "the menu of the icon")
    # Open palette, Show help, Make a card, Pause and its first entry.
    desk.session.key("Down", "Down", "Down", "Down", "Right", "Return")
    desk.eyes.wait_gone()
    assert "paused until " in desk.do("status")
