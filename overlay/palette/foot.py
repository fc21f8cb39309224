"""The line at the foot of the palette that names its keys. Not for handling them."""

from __future__ import annotations

from PySide6.QtWidgets import QHBoxLayout, QLabel, QWidget

from overlay.theme.theme import GRID, SMALL, Theme

_KEYS = ((("↑", "↓"), "choose"), (("Enter",), "open"), (("Tab",), "read"), (("Esc",), "back"))


class KeyLine(QWidget):
    """Key caps and what they do, muted: help for the first days that is easy to overlook later."""

    def __init__(self, theme: Theme) -> None:
        super().__init__()
        self._theme = theme
        self.setObjectName("paletteKeys")
        self._line = line = QHBoxLayout(self)
        line.setSpacing(GRID // 2)
        for keys, deed in _KEYS:
            for key in keys:
                cap = QLabel(key)
                cap.setProperty("role", "key")
                line.addWidget(cap)
            word = QLabel(deed)
            word.setProperty("role", "muted")
            line.addWidget(word)
            line.addSpacing(2 * GRID)
        line.addStretch()
        self.restyle()

    def restyle(self) -> None:
        """Take the theme's present colours and sizes."""
        roles, px = self._theme.roles, self._theme.px
        self.setStyleSheet(
            f'QLabel[role="key"] {{ font-size: {px(SMALL)}px; color: {roles.muted};'
            f"background: {roles.raised}; border: 1px solid {roles.border}; "
            f"border-radius: 4px; padding: 0 {px(5)}px; }}"
        )
        self._line.setContentsMargins(px(2 * GRID), px(GRID), px(2 * GRID), px(GRID))
