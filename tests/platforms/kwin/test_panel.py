"""A window like the app's panel, through XWayland, as it is seen. That it takes no focus: promises.py."""

from __future__ import annotations

from pathlib import Path

from PySide6.QtGui import QColor, QImage

from tests.platforms.kwin.session import KWinSession
from tests.platforms.promises import IN_THE_PANEL
from tests.platforms.session import ARTEFACTS


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
