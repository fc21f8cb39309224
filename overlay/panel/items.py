"""One line of a checklist that can be ticked. Not for remembering the tick: the app does."""

from __future__ import annotations

from PySide6.QtCore import QPoint, Qt, Signal
from PySide6.QtGui import QColor, QPainter, QPaintEvent, QPen
from PySide6.QtWidgets import QCheckBox, QWidget

from content.cards.model import Item
from overlay.panel.rows import RichRow, paint_ground
from overlay.theme.document import Place
from overlay.theme.theme import GRID, Theme

_BOX, _TICK = 18, 14  # px at 100 %
_DEEPEST = 4  # levels of indentation; deeper items stay readable at this one


class ItemBox(RichRow, QCheckBox):
    """A check box whose text may hold links, code and emphasis, and may wrap."""

    link_clicked = Signal(str)

    def __init__(self, item: Item, place: Place, theme: Theme, parent: QWidget | None = None) -> None:
        QCheckBox.__init__(self, parent)
        self.item = item
        indent = min(item.depth, _DEEPEST) * 3 * GRID
        self.set_up(item.markdown, place, theme, marker=_BOX + GRID + 2, indent=indent)
        self.setAccessibleName(item.text)

    def paintEvent(self, _event: QPaintEvent) -> None:
        roles, painter = self.theme.roles, QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        paint_ground(painter, self, self.theme)
        self._paint_box(painter)
        self.rich_text.paint(painter, self.text_area(), roles.muted if self.isChecked() else roles.text)

    def _paint_box(self, painter: QPainter) -> None:
        theme, side = self.theme, self.theme.px(_BOX)
        box, done = self.marker_area(side), self.isChecked()
        painter.setPen(QPen(QColor(theme.roles.accent if done else theme.roles.muted), 1.5))
        painter.setBrush(QColor(theme.roles.accent) if done else Qt.BrushStyle.NoBrush)
        painter.drawRoundedRect(box.adjusted(1, 1, -1, -1), GRID / 2, GRID / 2)
        if done:
            tick = theme.pixmap("check", theme.roles.on_accent, _TICK, self.devicePixelRatio())
            inset = (side - theme.px(_TICK)) // 2
            painter.drawPixmap(box.topLeft() + QPoint(inset, inset), tick)
