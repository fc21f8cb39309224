"""What the palette says when it has nothing to list. Not for finding anything."""

from __future__ import annotations

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QLabel, QVBoxLayout, QWidget

from overlay.theme.theme import GRID, Theme

_LONGEST = 60  # letters of the query that are repeated; more would push the advice out of sight


class NothingFound(QWidget):
    """One kind sentence and what to try, in the middle of the room the results leave."""

    def __init__(self, theme: Theme) -> None:
        super().__init__()
        self._theme = theme
        self.setObjectName("paletteEmpty")
        self._said, self._advice = QLabel(), QLabel()
        self._advice.setProperty("role", "muted")
        self._column = column = QVBoxLayout(self)
        column.setSpacing(GRID)
        column.addStretch(2)
        for label in (self._said, self._advice):
            label.setAlignment(Qt.AlignmentFlag.AlignCenter)
            label.setWordWrap(True)
            label.setTextFormat(Qt.TextFormat.PlainText)
            column.addWidget(label)
        column.addStretch(3)
        self.restyle()

    def show_query(self, query: str) -> None:
        """Say that ``query`` found nothing; without a query, that there is nothing here yet."""
        short = query.strip()
        if not short:
            self._said.setText("No cards yet")
            self._advice.setText("Add a bundle folder in the settings, and its cards are found here.")
            return
        short = short if len(short) <= _LONGEST else short[:_LONGEST].rstrip() + "…"
        self._said.setText(f"No card for “{short}” yet")
        self._advice.setText(
            "Try fewer words, another word for it, or just the first letters. Ctrl+L notes it as missing."
        )

    def show_waiting(self) -> None:
        """Say that nothing can be found yet, because the cards are still being read."""
        self._said.setText("Getting the cards ready")
        self._advice.setText("What fits appears here in a moment.")

    @property
    def text(self) -> str:
        """All that is said, for a screen reader."""
        return f"{self._said.text()}. {self._advice.text()}"

    def restyle(self) -> None:
        """Take the theme's present sizes."""
        side = self._theme.px(4 * GRID)
        self._column.setContentsMargins(side, side, side, side)
