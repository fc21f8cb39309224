"""The list of cards that the person is taken to know, each with its undo. Not for judging that."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QPushButton, QWidget

from overlay.settings.section import Section, listed, text
from overlay.theme.theme import GRID, Theme


class KnownSection(Section):
    """``undone`` carries the id of the card that is to be as loud as on the first day."""

    undone = Signal(str)

    def __init__(self, theme: Theme) -> None:
        super().__init__("Cards I know")
        self._theme = theme
        self.show_cards((), {})

    def show_cards(self, cards: Sequence[str], titles: Mapping[str, str]) -> None:
        """List ``cards``; those without a title in ``titles`` belong to nobody here and are left out."""
        self.clear()
        known = sorted((titles[card], card) for card in cards if card in titles)
        for at, (title, card) in enumerate(known):
            self.add(self._row(at, card, title))
        if not known:
            nothing = text("None yet. A card that you know only marks the tray until it fades.", "muted")
            nothing.setContentsMargins(*(self._theme.px(1.5 * GRID),) * 4)
            self.add(nothing)

    def _row(self, at: int, card: str, title: str) -> QWidget:
        undo = QPushButton("I don’t know it")
        undo.setObjectName(f"undoKnown-{at}")
        undo.setAccessibleName(f"I don’t know {title} yet")
        undo.clicked.connect(lambda: self.undone.emit(card))
        return listed(self._theme, f"known-{at}", [text(title)], undo)
