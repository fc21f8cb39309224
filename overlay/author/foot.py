"""The foot of the author's window: where the card is saved, what became of it, and the ways out."""

from __future__ import annotations

from collections.abc import Sequence

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QHBoxLayout, QLabel, QMenu, QPushButton, QVBoxLayout, QWidget

from overlay.author.destinations import Destination
from overlay.theme.plain import plain_tip
from overlay.theme.theme import GRID, Theme
from overlay.theme.widgets import MenuButton


class Foot(QWidget):
    """Saving is offered only while there is a card to save."""

    save_asked = Signal()
    close_asked = Signal()
    chosen = Signal(object)  # Destination

    def __init__(self, theme: Theme) -> None:
        super().__init__()
        self._menu = QMenu(self)
        self._menu.setObjectName("authorBundleList")
        self.bundle = MenuButton(theme, "", self._menu)
        self.bundle.setObjectName("authorBundle")
        self._file = QLabel()
        self._file.setObjectName("authorFile")
        self._file.setTextFormat(Qt.TextFormat.PlainText)
        self._file.setProperty("role", "muted")
        self._file.setTextFormat(Qt.TextFormat.PlainText)
        self.said = QLabel()
        self.said.setObjectName("authorSaid")
        self.said.setWordWrap(True)
        self.said.setTextFormat(Qt.TextFormat.PlainText)
        self.said.hide()
        self.close_button, self.save_button = QPushButton("Close"), QPushButton("Save card")
        self.close_button.setObjectName("authorClose")
        self.save_button.setObjectName("authorSave")
        self.save_button.setProperty("role", "primary")
        self.save_button.setToolTip("Save and go back to your window. Ctrl+S saves and stays here.")
        self.close_button.clicked.connect(self.close_asked)
        self.save_button.clicked.connect(self.save_asked)
        line = QHBoxLayout()
        line.setSpacing(GRID)
        line.addWidget(self.bundle)
        line.addWidget(self._file, 1)
        line.addWidget(self.close_button)
        line.addWidget(self.save_button)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(GRID)
        column.addWidget(self.said)
        column.addLayout(line)

    def show_destinations(self, places: Sequence[Destination], *, fixed: bool) -> None:
        """Offer these; ``fixed`` for a card that lies in one of them already."""
        self._menu.clear()
        for place in places:
            action = self._menu.addAction(_shown(place.title))
            action.setObjectName(f"authorBundle-{place.bundle}")
            action.setToolTip(plain_tip(str(place.root)))
            action.triggered.connect(lambda _=False, chosen=place: self.chosen.emit(chosen))
        self.bundle.setEnabled(not fixed and len(places) > 1)

    def show_place(self, place: Destination, name: str) -> None:
        """Say where the card goes."""
        self.bundle.setText(_shown(f"Save in {place.title}"))
        self.bundle.setAccessibleName(f"Save in {place.title}")
        self.bundle.setToolTip(plain_tip(str(place.root)))
        self._file.setText(f"as {name}")
        self._file.setToolTip(plain_tip(str(place.root / name)))

    def say(self, words: str, *, trouble: bool = False) -> None:
        """Tell what became of it; "" for nothing."""
        self.said.setProperty("role", "warning" if trouble else "muted")
        self.said.style().unpolish(self.said)
        self.said.style().polish(self.said)
        self.said.setText(words)
        self.said.setVisible(bool(words))


def _shown(words: str) -> str:
    """``words`` for a button or a menu, which take a single & for the mark of a shortcut."""
    return words.replace("&", "&&")
