"""One numbered step of a guide as a row. Not for deciding which step is the present one."""

from __future__ import annotations

from enum import Enum

from PySide6.QtCore import QPoint, QRectF, Qt, Signal
from PySide6.QtGui import QColor, QPainter, QPaintEvent, QPen
from PySide6.QtWidgets import QPushButton, QWidget

from content.cards.model import Step
from overlay.panel.rows import RichRow, paint_ground
from overlay.theme.document import Place
from overlay.theme.theme import GRID, SMALL, Theme

_CIRCLE, _TICK = 24, 14  # px at 100 %


class Progress(Enum):
    """Where a step stands against the present one; the value is what a screen reader adds."""

    DONE = "done"
    CURRENT = "current step"
    AHEAD = ""


class StepRow(RichRow, QPushButton):
    """Pressing it makes it the present step."""

    link_clicked = Signal(str)

    def __init__(
        self, step: Step, total: int, place: Place, theme: Theme, parent: QWidget | None = None
    ) -> None:
        QPushButton.__init__(self, parent)
        self.step = step
        self.progress = Progress.AHEAD
        self.set_up(step.markdown, place, theme, marker=_CIRCLE + GRID)
        self.setAccessibleName(f"Step {step.number} of {total}: {step.text}")

    def set_progress(self, progress: Progress) -> None:
        """Show where the step stands now."""
        if progress is not self.progress:
            self.progress = progress
            self.setAccessibleDescription(progress.value)
            self.update()

    def paintEvent(self, _event: QPaintEvent) -> None:
        roles, painter = self.theme.roles, QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        current = self.progress is Progress.CURRENT
        paint_ground(painter, self, self.theme, roles.selected if current else "")
        self._paint_number(painter)
        done = self.progress is Progress.DONE
        self.rich_text.paint(painter, self.text_area(), roles.muted if done else roles.text)

    def _paint_number(self, painter: QPainter) -> None:
        theme, roles, side = self.theme, self.theme.roles, self.theme.px(_CIRCLE)
        circle, current = self.marker_area(side), self.progress is Progress.CURRENT
        painter.setPen(QPen(QColor(roles.accent if current else roles.border), 1.5))
        painter.setBrush(QColor(roles.accent) if current else Qt.BrushStyle.NoBrush)
        painter.drawEllipse(QRectF(circle).adjusted(1, 1, -1, -1))
        if self.progress is Progress.DONE:
            inset = (side - theme.px(_TICK)) // 2
            tick = theme.pixmap("check", roles.muted, _TICK, self.devicePixelRatio())
            painter.drawPixmap(circle.topLeft() + QPoint(inset, inset), tick)
            return
        painter.setPen(QColor(roles.on_accent if current else roles.muted))
        painter.setFont(theme.font(SMALL))
        painter.drawText(circle, Qt.AlignmentFlag.AlignCenter, str(self.step.number))
