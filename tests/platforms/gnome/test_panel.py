"""A window like the app's panel, through XWayland, as it is seen. That it takes no focus: promises.py."""

from __future__ import annotations

from PySide6.QtGui import QColor, QImage

from tests.platforms.gnome.session import GnomeSession
from tests.platforms.promises import IN_THE_PANEL
from tests.platforms.session import ARTEFACTS


def test_the_panel_stands_where_it_asks_to(desk: GnomeSession) -> None:
    picture = ARTEFACTS / "gnome-panel.png"
    desk.open_window("ledger", "Work")
    desk.open_window("sidecue-panel", "Panel", "panel", x11=True)

    def colour() -> QColor:
        desk.screenshot(picture)
        return QImage(str(picture)).pixelColor(*IN_THE_PANEL)

    desk.wait_for(lambda: colour() == QColor("#fffbe0"), "the panel on the screen")
