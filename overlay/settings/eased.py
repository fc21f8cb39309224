"""The list of cards that got quieter because the person kept closing them, each with its undo and reason."""

from __future__ import annotations

from collections.abc import Mapping

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QPushButton, QWidget

from content.attention.easing import in_words, is_eased
from overlay.settings.section import Section, listed, text
from overlay.theme.theme import GRID, Theme


class EasedSection(Section):
    """``undone`` carries the id of the card that is to start afresh."""

    undone = Signal(str)

    def __init__(self, theme: Theme) -> None:
        super().__init__("Cards that got quieter")
        self._theme = theme
        self.show_records({}, {})

    def show_records(self, records: Mapping[str, str], titles: Mapping[str, str]) -> None:
        """List those of ``records`` that make a card quieter; ``titles`` gives the title of each card."""
        self.clear()
        eased = [(card, record) for card, record in records.items() if is_eased(record)]
        for at, (card, record) in enumerate(eased):
            self.add(self._row(at, card, titles.get(card, card), record))
        if not eased:
            nothing = text("None. A card that you close more often than not gets quieter by itself.", "muted")
            nothing.setContentsMargins(*(self._theme.px(1.5 * GRID),) * 4)
            self.add(nothing)

    def _row(self, at: int, card: str, title: str, record: str) -> QWidget:
        undo = QPushButton("Undo")
        undo.setObjectName(f"undoEased-{at}")
        undo.setAccessibleName(f"Let {title} speak as before")
        undo.clicked.connect(lambda: self.undone.emit(card))
        said = in_words(record)
        lines = [text(title), text(f"{said[0].upper()}{said[1:]}", "muted")]
        return listed(self._theme, f"eased-{at}", lines, undo)
