"""The short list "Also here" of other cards for this window. Not for their order: the matcher's."""

from __future__ import annotations

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QLabel, QWidget

from content.cards.model import Card
from overlay.panel.column import Column
from overlay.panel.links import card_row
from overlay.theme.theme import GRID, Theme
from overlay.theme.widgets import Hairline, QuietButton

_SHOWN = 4
_MOST = 40  # a bundle may have thousands for every window; the palette finds the rest


class AlsoHere(Column):
    """A few cards at first, all of them after a click on "3 more"."""

    card_chosen = Signal(str)
    grown = Signal()

    def __init__(self, cards: tuple[Card, ...], theme: Theme, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        label = QLabel("Also here")
        label.setProperty("role", "muted")
        self.add(Hairline(), inset=2 * GRID)
        self.add(label, gap=theme.px(GRID * 1.5), inset=2 * GRID)
        cards = cards[:_MOST]
        self.rows = [card_row(card, number, theme) for number, card in enumerate(cards)]
        for number, (row, card) in enumerate(zip(self.rows, cards, strict=True)):
            row.clicked.connect(lambda _=False, card=card: self.card_chosen.emit(card.id))
            self.add(row, gap=0 if number else theme.px(GRID / 2), inset=GRID)
            row.setVisible(number < _SHOWN)
        self._more = QuietButton(f"{len(cards) - _SHOWN} more…")
        self._more.setObjectName("alsoHereMore")
        self._more.clicked.connect(self._show_all)
        self._more.setVisible(len(cards) > _SHOWN)
        self.add(self._more, inset=GRID)

    def _show_all(self) -> None:
        for row in self.rows:
            row.show()
        self._more.hide()
        self.rows[_SHOWN].setFocus()
        self.grown.emit()
