"""A window like the app's panel, through XWayland: above the work, usable with the mouse, never focused."""

from __future__ import annotations

from PySide6.QtGui import QColor, QImage

from tests.platforms.gnome.session import GnomeSession
from tests.platforms.session import ARTEFACTS
from tests.platforms.watching import NOBODY, Watching
from triggers.sources.gnome import GnomeSource

IN_THE_PANEL = (1100, 200)


def test_the_panel_takes_no_focus_when_it_opens_nor_when_it_is_clicked(desk: GnomeSession) -> None:
    picture = ARTEFACTS / "gnome-panel.png"
    work = desk.open_window("ledger", "Work")
    with Watching(lambda loop: GnomeSource(loop, NOBODY)) as watching:
        watching.until_title("Work")
        panel = desk.open_window("sidecue-panel", "Panel", "panel", x11=True)
        desk.type("still")
        desk.click(*IN_THE_PANEL)
        desk.wait_for(lambda: "clicked" in panel.said, "the click in the panel")
        desk.type("here")
        desk.wait_for(lambda: work.typed == "stillhere", "all keys in the work's window")
        watching.rest()
        assert "inactive" not in work.said
        assert "active" not in panel.said
        assert {getattr(seen.state, "title", "") for seen in watching.got} == {"Work"}
    desk.screenshot(picture)
    assert QImage(str(picture)).pixelColor(*IN_THE_PANEL) == QColor("#fffbe0")
