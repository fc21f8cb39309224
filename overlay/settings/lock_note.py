"""A quiet line with a lock that says who decided something. Not for locking it."""

from __future__ import annotations

from PySide6.QtWidgets import QHBoxLayout, QLabel, QWidget

from overlay.settings.section import text
from overlay.theme.theme import GRID, Theme


class LockNote(QWidget):
    """``words`` behind a small lock."""

    def __init__(self, theme: Theme, words: str) -> None:
        super().__init__()
        self._theme, self._lock = theme, QLabel()
        self.note = text(words, "small")
        row = QHBoxLayout(self)
        row.setContentsMargins(0, 0, 0, 0)
        row.setSpacing(GRID // 2)
        row.addWidget(self._lock)
        row.addWidget(self.note, 1)
        self.restyle()

    def restyle(self) -> None:
        """Draw the lock again in the theme's present colour and size."""
        colour = self._theme.roles.muted
        self._lock.setPixmap(self._theme.pixmap("lock", colour, 14, self.devicePixelRatio()))
