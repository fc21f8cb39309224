"""A check box drawn as a switch. Not for anything but its looks: it stays a check box for assistive tools."""

from __future__ import annotations

from PySide6.QtCore import QPoint, QRect, QRectF, QSize, Qt
from PySide6.QtGui import QColor, QPainter, QPaintEvent, QPen
from PySide6.QtWidgets import QCheckBox

from overlay.theme.theme import Theme

_WIDTH, _HEIGHT, _RING = 40, 24, 3  # px at 100 %; the ring around it shows the focus


class Toggle(QCheckBox):
    """On is to the right and filled with the accent; the knob's place tells it without colour."""

    def __init__(self, theme: Theme) -> None:
        super().__init__()
        self._theme = theme
        self.setCursor(Qt.CursorShape.PointingHandCursor)

    def sizeHint(self) -> QSize:
        px = self._theme.px
        return QSize(px(_WIDTH) + 2 * _RING, px(_HEIGHT) + 2 * _RING)

    def minimumSizeHint(self) -> QSize:
        return self.sizeHint()

    def hitButton(self, position: QPoint) -> bool:
        return self.rect().contains(position)

    def paintEvent(self, _event: QPaintEvent) -> None:
        roles, painter = self._theme.roles, QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        size = self.sizeHint()
        track = QRectF(0, (self.height() - size.height()) / 2, size.width(), size.height())
        track.adjust(_RING, _RING, -_RING, -_RING)
        round_off = track.height() / 2
        if self.hasFocus():
            painter.setPen(QPen(QColor(roles.accent), 2))
            ring = track.adjusted(-2, -2, 2, 2)
            painter.drawRoundedRect(ring, ring.height() / 2, ring.height() / 2)
        on = self.isChecked()
        strong = QColor(roles.accent if self.isEnabled() else roles.muted)
        painter.setPen(QPen(strong if on else QColor(roles.muted), 1))
        painter.setBrush(strong if on else QColor(roles.surface))
        painter.drawRoundedRect(track, round_off, round_off)
        knob = track.height() - 2 * _RING - 2
        on_right = on != (self.layoutDirection() == Qt.LayoutDirection.RightToLeft)
        left = track.right() - knob - _RING - 1 if on_right else track.left() + _RING + 1
        painter.setPen(Qt.PenStyle.NoPen)
        painter.setBrush(
            QColor((roles.on_accent if self.isEnabled() else roles.surface) if on else roles.muted)
        )
        painter.drawEllipse(
            QRect(round(left), round(track.center().y() - knob / 2), round(knob), round(knob))
        )
