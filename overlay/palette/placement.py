"""Where the palette stands: in the upper third of the screen the person works on. Knows no widgets."""

from __future__ import annotations

from PySide6.QtCore import QRect, QSize
from PySide6.QtGui import QGuiApplication

from overlay.panel.placement import areas, in_logical_pixels
from triggers.context import Rect

_FROM_TOP = 0.16  # of the screen's height: with the usual height its middle is in the upper half
_MARGIN = 16


def place(wanted: QSize, available: QRect) -> QRect:
    """``wanted`` centred in the upper part of ``available``, made smaller where it does not fit."""
    width = min(wanted.width(), available.width() - 2 * _MARGIN)
    height = min(wanted.height(), available.height() - 2 * _MARGIN)
    lowest = available.bottom() + 1 - _MARGIN - height
    top = min(available.top() + round(available.height() * _FROM_TOP), lowest)
    return QRect(available.left() + (available.width() - width) // 2, top, width, height)


def area_of(near: Rect | None) -> QRect:
    """The free part of the screen that holds most of ``near`` (device pixels), else of the first screen."""
    primary = QGuiApplication.primaryScreen().availableGeometry()
    if near is None:
        return primary
    screens = areas(QGuiApplication.screens())
    window = in_logical_pixels(near, screens)
    shared = [screen.whole.intersected(window) for screen in screens]
    best = max(range(len(screens)), key=lambda at: shared[at].width() * shared[at].height())
    return screens[best].available if shared[best].isValid() else primary
