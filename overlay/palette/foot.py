"""The line at the foot of the palette that names its keys. Not for handling them."""

from __future__ import annotations

from PySide6.QtWidgets import QHBoxLayout, QLabel, QSizePolicy, QWidget

from overlay.theme.theme import GRID, SMALL, Theme

_KEYS = (
    (("↑", "↓"), "choose"),
    (("Enter",), "open"),
    (("Tab",), "read"),
    (("Ctrl", "D"), "pin"),
    (("Esc",), "back"),
)
_MISSING = "note as missing"
NOTED = "Noted. The list is in the settings."


class KeyLine(QWidget):
    """Key caps and what they do, muted: help for the first days that is easy to overlook later."""

    def __init__(self, theme: Theme) -> None:
        super().__init__()
        self._theme = theme
        self.setObjectName("paletteKeys")
        self._line = line = QHBoxLayout(self)
        self._hints = {deed: self._hint(keys, deed) for keys, deed in _KEYS}
        for hint in self._hints.values():
            line.addWidget(hint)
        line.addStretch()
        self._missing = self._hint(("Ctrl", "L"), _MISSING)
        self._said = QLabel()
        self._said.setProperty("role", "muted")
        for note in (self._missing, self._said):
            line.addWidget(note)
            note.hide()
        # Where there is little room, the last hints are cut: they must not widen the window.
        self.setSizePolicy(QSizePolicy.Policy.Ignored, QSizePolicy.Policy.Fixed)
        self.restyle()

    def show_read(self, can_read: bool) -> None:
        """Name Tab only while there is a preview to read."""
        self._hints["read"].setVisible(can_read)

    def show_missing(self, asks: bool) -> None:
        """Name the key that notes a query as missing, or not; what was said is over."""
        self._missing.setVisible(asks)
        self._said.hide()

    def say(self, words: str) -> None:
        """Say that something was done, in the place of the key that did it."""
        self._missing.hide()
        self._said.setText(words)
        self._said.show()

    def restyle(self) -> None:
        """Take the theme's present colours and sizes."""
        roles, px = self._theme.roles, self._theme.px
        self.setStyleSheet(
            f'QLabel[role="key"] {{ font-size: {px(SMALL)}px; color: {roles.muted};'
            f"background: {roles.raised}; border: 1px solid {roles.border}; "
            f"border-radius: 4px; padding: 0 {px(5)}px; }}"
        )
        self._line.setContentsMargins(px(2 * GRID), px(GRID), px(2 * GRID), px(GRID))
        self._line.setSpacing(px(2 * GRID))

    def _hint(self, keys: tuple[str, ...], deed: str) -> QWidget:
        hint = QWidget()
        line = QHBoxLayout(hint)
        line.setContentsMargins(0, 0, 0, 0)
        line.setSpacing(GRID // 2)
        for words, role in (*((key, "key") for key in keys), (deed, "muted")):
            label = QLabel(words)
            label.setProperty("role", role)
            line.addWidget(label)
        return hint
