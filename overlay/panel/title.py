"""The card's title on three lines at most; what does not fit is in the tooltip. Nothing else of the head."""

from __future__ import annotations

from PySide6.QtCore import QPointF, QSize, Qt
from PySide6.QtGui import QColor, QFontMetrics, QPainter, QPaintEvent, QResizeEvent, QTextLayout, QTextOption
from PySide6.QtWidgets import QLabel, QWidget

from overlay.panel.wording import reads_right_to_left
from overlay.theme.plain import plain_tip
from overlay.theme.theme import BODY, Theme

_LINES = 3


class Title(QLabel):
    """A label, so that assistive technology reads the whole text whatever is painted of it."""

    def __init__(self, theme: Theme, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._theme = theme
        self.setFont(theme.font(BODY, strong=True))
        self.setTextFormat(Qt.TextFormat.PlainText)

    def hasHeightForWidth(self) -> bool:
        return True

    def heightForWidth(self, width: int) -> int:
        return len(self._lines(width)) * self._line_height()

    def minimumSizeHint(self) -> QSize:
        return QSize(0, 0)

    def paintEvent(self, _event: QPaintEvent) -> None:
        painter = QPainter(self)
        painter.setPen(QColor(self._theme.roles.text))
        option = QTextOption(self._alignment())
        option.setWrapMode(QTextOption.WrapMode.NoWrap)
        for at, line in enumerate(self._lines(self.width())):
            area = self.rect().translated(0, at * self._line_height())
            area.setHeight(self._line_height())
            painter.drawText(area, line, option)

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        lines = self._lines(self.width())
        self.setToolTip(plain_tip(self.text()) if lines and lines[-1].endswith("…") else "")

    def _lines(self, width: int) -> list[str]:
        layout = QTextLayout(self.text(), self.font())
        option = QTextOption()
        option.setWrapMode(QTextOption.WrapMode.WrapAtWordBoundaryOrAnywhere)
        layout.setTextOption(option)
        layout.beginLayout()
        lines: list[str] = []
        while (line := layout.createLine()).isValid():
            line.setLineWidth(width)
            line.setPosition(QPointF(0, 0))
            start = line.textStart()
            if len(lines) == _LINES - 1:
                rest = self.text()[start:]
                metrics = QFontMetrics(self.font())
                lines.append(metrics.elidedText(rest, Qt.TextElideMode.ElideRight, width))
                break
            lines.append(self.text()[start : start + line.textLength()].rstrip())
        layout.endLayout()
        return lines

    def _line_height(self) -> int:
        return round(QFontMetrics(self.font()).height() * 1.05)

    def _alignment(self) -> Qt.AlignmentFlag:
        to_right = reads_right_to_left(self.text())
        side = Qt.AlignmentFlag.AlignRight if to_right else Qt.AlignmentFlag.AlignLeft
        return side | Qt.AlignmentFlag.AlignAbsolute | Qt.AlignmentFlag.AlignVCenter
