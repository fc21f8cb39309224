"""A window like the app's panel, through XWayland: above the work, usable with the mouse, never focused."""

from __future__ import annotations

from pathlib import Path

from PySide6.QtGui import QColor, QImage

from tests.platforms.kwin.keyboard import Keyboard
from tests.platforms.kwin.session import KWinSession
from tests.platforms.session import ARTEFACTS
from tests.platforms.watching import NOBODY, Watching
from triggers.sources.kwin import KWinSource

IN_THE_PANEL = (1100, 200)


def test_the_panel_takes_no_focus_when_it_opens_nor_when_it_is_clicked(
    desk: KWinSession, keyboard: Keyboard
) -> None:
    work = desk.open_window("ledger", "Work")
    with Watching(lambda loop: KWinSource(loop, NOBODY)) as watching:
        watching.until_title("Work")
        panel = desk.open_window("sidecue-panel", "Panel", "panel", x11=True)
        keyboard.type("still")
        keyboard.click(*IN_THE_PANEL)
        desk.wait_for(lambda: "clicked" in panel.said, "the click in the panel")
        keyboard.type("here")
        desk.wait_for(lambda: work.typed == "stillhere", "all keys in the work's window")
        watching.rest()
        assert "inactive" not in work.said
        assert "active" not in panel.said
        assert [seen.state for seen in watching.got] == [watching.window]


def test_the_panel_stands_where_it_asks_to_above_full_screen_windows() -> None:
    picture = ARTEFACTS / "kwin-panel.png"
    with KWinSession(looks=True) as desk:
        work = desk.open_window("ledger", "Work")
        work.tell("full")
        panel = desk.open_window("sidecue-panel", "Panel", "panel", x11=True)
        desk.wait_for(lambda: _colour(desk, picture) == QColor("#fffbe0"), "the panel on the screen")
        assert "active" not in panel.said
    assert QImage(str(picture)).pixelColor(970, 200) != QColor("#fffbe0")


def _colour(desk: KWinSession, picture: Path) -> QColor:
    desk.screenshot(picture)
    return QImage(str(picture)).pixelColor(*IN_THE_PANEL)
