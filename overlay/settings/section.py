"""Groups of rows the way the settings show them: a heading over raised ground. Not one row: see row.py."""

from __future__ import annotations

from collections.abc import Sequence

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QFrame, QHBoxLayout, QLabel, QPushButton, QVBoxLayout, QWidget

from overlay.theme.theme import GRID, Theme
from overlay.theme.widgets import Hairline


class Section(QWidget):
    """Rows under one heading, a hairline between each two of them."""

    def __init__(self, title: str) -> None:
        super().__init__()
        self.setAccessibleName(title)
        heading = QLabel(title)
        heading.setProperty("role", "section")
        ground = QFrame()
        ground.setProperty("role", "raised")
        self._rows = QVBoxLayout(ground)
        self._rows.setContentsMargins(0, GRID // 2, 0, GRID // 2)
        self._rows.setSpacing(0)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(GRID)
        column.addWidget(heading)
        column.addWidget(ground)

    def add(self, row: QWidget) -> None:
        """Append a row."""
        if self._rows.count():
            self._rows.addWidget(Hairline())
        self._rows.addWidget(row)

    def clear(self) -> None:
        """Take all rows out."""
        while (taken := self._rows.takeAt(0)) is not None:
            if (row := taken.widget()) is not None:
                row.hide()
                row.deleteLater()


def text(words: str, role: str = "") -> QLabel:
    """A label that wraps and takes its words as they are."""
    label = QLabel(words)
    label.setProperty("role", role)
    label.setTextFormat(Qt.TextFormat.PlainText)
    label.setWordWrap(True)
    return label


def listed(theme: Theme, name: str, lines: Sequence[QLabel], button: QPushButton) -> QWidget:
    """A row of a list: its lines below each other, and what can be done with it at the end."""
    row = QWidget()
    row.setObjectName(name)
    button.setAutoDefault(False)
    words = QVBoxLayout()
    words.setSpacing(2)
    for line in lines:
        words.addWidget(line)
    whole = QHBoxLayout(row)
    side, above = theme.px(2 * GRID), theme.px(GRID)
    whole.setContentsMargins(side, above, side, above)
    whole.addLayout(words, 1)
    whole.addWidget(button, 0, Qt.AlignmentFlag.AlignVCenter)
    return row
