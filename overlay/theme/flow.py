"""A row of small controls that goes on in the next line where there is no room. Not for what they do."""

from __future__ import annotations

from PySide6.QtCore import QSize, Qt
from PySide6.QtGui import QResizeEvent
from PySide6.QtWidgets import QSizePolicy, QWidget

from overlay.theme.theme import GRID


class Flow(QWidget):
    """Children stand in the order in which they were added, each as wide as it wants to be."""

    def __init__(self, gap: int = GRID) -> None:
        super().__init__()
        self._gap = gap
        self._parts: list[QWidget] = []
        policy = QSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Minimum)
        policy.setHeightForWidth(True)
        self.setSizePolicy(policy)

    def add(self, part: QWidget) -> None:
        """Append ``part``."""
        part.setParent(self)
        self._parts.append(part)
        part.show()
        self.updateGeometry()
        self._arrange(self.width())

    def clear(self) -> None:
        """Take all parts out."""
        for part in self._parts:
            part.hide()
            part.deleteLater()
        self._parts = []

    def hasHeightForWidth(self) -> bool:
        return True

    def heightForWidth(self, width: int) -> int:
        return self._arrange(width, move=False)

    def sizeHint(self) -> QSize:
        shown = self._shown()
        width = sum(part.sizeHint().width() + self._gap for part in shown) - self._gap
        return QSize(max(0, width), self.heightForWidth(self.width() or width))

    def minimumSizeHint(self) -> QSize:
        widest = max((part.sizeHint().width() for part in self._shown()), default=0)
        return QSize(widest, self.heightForWidth(self.width()))

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        self._arrange(self.width())
        self.updateGeometry()

    def _shown(self) -> list[QWidget]:
        return [part for part in self._parts if not part.isHidden()]

    def _arrange(self, width: int, *, move: bool = True) -> int:
        to_right = self.layoutDirection() == Qt.LayoutDirection.LeftToRight
        x = y = height = 0
        for part in self._shown():
            size = part.sizeHint()
            if x and x + size.width() > width:
                x, y, height = 0, y + height + self._gap, 0
            if move:
                part.setGeometry(x if to_right else width - x - size.width(), y, size.width(), size.height())
            x, height = x + size.width() + self._gap, max(height, size.height())
        return y + height
