"""One setting as a row: what it is called, what it does, its control, its default. Not for storing it."""

from __future__ import annotations

from typing import Any

from PySide6.QtCore import Signal
from PySide6.QtGui import QResizeEvent
from PySide6.QtWidgets import QBoxLayout, QVBoxLayout, QWidget

from overlay.settings.editors import editor_for
from overlay.settings.lock_note import LockNote
from overlay.settings.section import text
from overlay.settings.table import Setting
from overlay.theme.theme import GRID, Theme
from overlay.theme.widgets import IconButton

LOCKED = "Set by your organisation"

_NARROW = 420  # px at 100 %; below it the control stands under its words


class SettingRow(QWidget):
    """``edited`` carries what the person made of it, unchecked; ``reset`` asks for the default."""

    edited = Signal(object)
    reset = Signal()

    def __init__(self, theme: Theme, setting: Setting[Any], *, locked: bool = False) -> None:
        """A ``locked`` setting is the organisation's: it is shown, says so, and cannot be changed."""
        super().__init__()
        self._theme, self.setting, self._locked = theme, setting, locked
        self.editor = editor_for(setting.kind, theme)
        self.editor.control.setObjectName(f"setting-{setting.name}")
        self.editor.control.setAccessibleName(setting.title)
        self.editor.control.setAccessibleDescription(f"{setting.help} {LOCKED}." if locked else setting.help)
        if locked:
            self.editor.lock()
        self.editor.edited.connect(self.edited)
        self._back = IconButton(theme, "undo", f"Back to the default for {setting.title}")
        self._back.setObjectName(f"reset-{setting.name}")
        self._back.clicked.connect(self.reset)
        room = self._back.sizePolicy()
        room.setRetainSizeWhenHidden(True)  # nothing jumps when it appears
        self._back.setSizePolicy(room)
        self._trouble = text("", "warning")
        self._trouble.setObjectName(f"error-{setting.name}")
        self._trouble.hide()
        self._lay_out()
        self.restyle()

    def show_value(self, value: Any) -> None:
        """Show the value that holds."""
        self.editor.show_value(value)
        self._back.setVisible(value != self.setting.default and not self._locked)

    def show_trouble(self, words: str) -> None:
        """Say below the control what is wrong; "" when all is well."""
        self._trouble.setText(words)
        self._trouble.setVisible(bool(words))

    def restyle(self) -> None:
        """Take the theme's present colours and sizes."""
        side, above = self._theme.px(2 * GRID), self._theme.px(1.5 * GRID)
        self._column.setContentsMargins(side, above, side, above)
        self.editor.restyle()
        self._back.restyle()
        if self._locked:
            self._lock.restyle()

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        narrow = not self.editor.wide and self.width() < self._theme.px(_NARROW)
        way = QBoxLayout.Direction.TopToBottom if narrow else QBoxLayout.Direction.LeftToRight
        if self._head.direction() != way:
            self._head.setDirection(way)
            # Under its words the control stands at their side, and the way back behind it.
            behind, before = QBoxLayout.Direction.RightToLeft, QBoxLayout.Direction.LeftToRight
            self._controls.setDirection(behind if narrow else before)

    def _lay_out(self) -> None:
        setting = self.setting
        words = QVBoxLayout()
        words.setSpacing(2)
        words.addWidget(text(setting.title))
        words.addWidget(text(setting.help.replace("`", ""), "muted"))
        if self._locked:
            self._lock = LockNote(self._theme, LOCKED)
            self._lock.note.setObjectName(f"locked-{setting.name}")
            words.addWidget(self._lock)
        self._controls = QBoxLayout(QBoxLayout.Direction.LeftToRight)
        self._controls.addStretch()
        self._controls.addWidget(self._back)
        if not self.editor.wide:
            self._controls.addWidget(self.editor)
        self._head = QBoxLayout(QBoxLayout.Direction.LeftToRight)
        self._head.setSpacing(2 * GRID)
        self._head.addLayout(words, 1)
        self._head.addLayout(self._controls)
        self._column = QVBoxLayout(self)
        self._column.setSpacing(GRID)
        self._column.addLayout(self._head)
        if self.editor.wide:
            self._column.addWidget(self.editor)
        self._column.addWidget(self._trouble)
