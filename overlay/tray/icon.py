"""Draws the tray icon of a state, with a dot when a card waits. Not for showing it: see tray.py."""

from __future__ import annotations

from functools import lru_cache
from pathlib import Path

from PySide6.QtCore import QRectF, Qt
from PySide6.QtGui import QColor, QIcon, QPainter, QPixmap

from overlay.tray.state import TrayState

# Drawn ahead from overlay/theme/icons (packaging/draw_tray_icons.py): what draws them takes time and memory.
FOLDER = Path(__file__).parent / "drawings"
SIZES = (16, 22, 24, 32, 48, 64)  # what tray hosts ask for
_DOT = "#e5484d"  # a red that stands out from all four icons, on light bars and dark ones


@lru_cache(maxsize=8)
def tray_icon(state: TrayState, badge: bool) -> QIcon:
    """The icon for ``state``; with ``badge`` a dot in its corner says that a card waits."""
    icon = QIcon()
    for size in SIZES:
        drawing = QPixmap(str(FOLDER / f"{state}-{size}.png"))
        icon.addPixmap(_with_dot(drawing) if badge else drawing)
    return icon


def _with_dot(drawing: QPixmap) -> QPixmap:
    marked = QPixmap(drawing)
    side = marked.width()
    painter = QPainter(marked)
    painter.setRenderHint(QPainter.RenderHint.Antialiasing)
    painter.setPen(Qt.PenStyle.NoPen)
    painter.setBrush(QColor(_DOT))
    # A gap around the dot, cut out of the icon, keeps it apart whatever is behind.
    painter.setCompositionMode(QPainter.CompositionMode.CompositionMode_Clear)
    painter.drawEllipse(QRectF(side * 0.54, 0, side * 0.46, side * 0.46))
    painter.setCompositionMode(QPainter.CompositionMode.CompositionMode_SourceOver)
    painter.drawEllipse(QRectF(side * 0.6, 0, side * 0.4, side * 0.4))
    painter.end()
    return marked
