"""The menu of what can be done with the chosen card, each deed with its keys. Not for doing it."""

from __future__ import annotations

from PySide6.QtCore import QPoint, Signal
from PySide6.QtGui import QAction
from PySide6.QtWidgets import QMenu, QWidget

from overlay.palette.deeds import Deed, shown
from overlay.palette.rows import ResultRow
from overlay.theme.theme import Theme

_ENTRIES = (
    (Deed.OPEN, "chevron-right", "Open"),
    (Deed.SEND, "panel", "Send to the panel"),
    (Deed.PIN, "pin", "Pin"),
    (Deed.COPY, "link", "Copy link"),
)


class CardMenu(QMenu):
    """Teaches the keys: whoever comes here twice for the same deed reads them beside it."""

    asked = Signal(object)  # Deed

    def __init__(self, theme: Theme, parent: QWidget) -> None:
        super().__init__(parent)
        self._theme = theme
        self.setObjectName("paletteActions")
        self._actions = {deed: self._entry(deed, text) for deed, _, text in _ENTRIES}

    def offer(self, row: ResultRow, at: QPoint) -> None:
        """Open at the global point ``at`` for the card of ``row``."""
        self.setAccessibleName(f"Actions for {row.card.title}")
        self._actions[Deed.PIN].setText("Unpin" if row.pinned else "Pin")
        for deed, icon, _ in _ENTRIES:
            self._actions[deed].setIcon(self._theme.icon(icon, self._theme.roles.muted))
        self.popup(at)
        self.setActiveAction(self._actions[Deed.OPEN])

    def _entry(self, deed: Deed, text: str) -> QAction:
        action = self.addAction(text)
        action.setObjectName(f"palette-{deed}")
        # Shown only: a menu that hangs in no menu bar has no shortcuts of its own, the field hears the keys.
        action.setShortcut(shown(deed))
        action.setShortcutVisibleInContextMenu(True)
        action.triggered.connect(lambda _=False: self.asked.emit(deed))
        return action
