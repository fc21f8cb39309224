"""The line at the foot of the palette that names its keys. Not for handling them."""

from __future__ import annotations

from PySide6.QtCore import QSize, Qt, Signal
from PySide6.QtGui import QResizeEvent
from PySide6.QtWidgets import QHBoxLayout, QLabel, QPushButton, QSizePolicy, QWidget

from overlay.theme.theme import GRID, SMALL, Theme

_KEYS = (
    (("↑", "↓"), "choose"),
    (("Enter",), "open"),
    (("Tab",), "read"),
    (("Ctrl", "D"), "pin"),
    (("Ctrl", "K"), "more"),
    (("Esc",), "back"),
)
_FIRST_TO_GO = (
    "back",
    "pin",
    "choose",
    "read",
    "open",
    "more",
)  # where the room is short; known or found soonest
_ALWAYS = ("back",)  # also without a card to do something with
_MISSING = "note as missing"
_WRITTEN = "write an answer"
NOTED = "Noted. The list is in the settings."


class KeyLine(QWidget):
    """Key caps and what they do, muted: help for the first days that is easy to overlook later."""

    missing_clicked = Signal()
    written_clicked = Signal()
    more_clicked = Signal()

    def __init__(self, theme: Theme) -> None:
        super().__init__()
        self._theme = theme
        self.setObjectName("paletteKeys")
        self._line = line = QHBoxLayout(self)
        self._hints = {deed: KeyHint(keys, deed) for keys, deed in _KEYS}
        self._missing = KeyHint(("Ctrl", "L"), _MISSING)
        self._written = KeyHint(("Alt", "Enter"), _WRITTEN)
        self._said = QLabel()
        self._said.setProperty("role", "muted")
        for hint in self._hints.values():
            line.addWidget(hint)
        line.addStretch()
        for note in self._notes():
            line.addWidget(note)
            note.hide()
        self._can_read = self._has_cards = True
        self._missing.clicked.connect(self.missing_clicked)
        self._written.clicked.connect(self.written_clicked)
        self._hints["more"].clicked.connect(self.more_clicked)
        for hint in (self._missing, self._written, self._hints["more"]):
            hint.make_button()
        self.setSizePolicy(QSizePolicy.Policy.Ignored, QSizePolicy.Policy.Fixed)
        self.restyle()

    def show_read(self, can_read: bool) -> None:
        """Name Tab only while there is a preview to read."""
        self._can_read = can_read
        self._fit()

    def show_keys(
        self, *, has_cards: bool, asks_missing: bool, asks_written: bool = False, goes_on: bool = False
    ) -> None:
        """Name what can be done with these results; what was said before is over, unless all goes on."""
        self._has_cards = has_cards
        if not goes_on:
            self._said.hide()
        self._missing.setVisible(asks_missing and self._said.isHidden())
        self._written.setVisible(asks_written and self._said.isHidden())
        self._fit()

    def say(self, words: str) -> None:
        """Say that something was done, in the place of the key that did it."""
        self._missing.hide()
        self._written.hide()
        self._said.setText(words)
        self._said.show()
        self._fit()

    def restyle(self) -> None:
        """Take the theme's present colours and sizes."""
        roles, px = self._theme.roles, self._theme.px
        self.setStyleSheet(
            f'QLabel[role="key"] {{ font-size: {px(SMALL)}px; color: {roles.muted};'
            f"background: {roles.raised}; border: 1px solid {roles.border}; "
            f"border-radius: 4px; padding: 0 {px(5)}px; }}"
            "QPushButton { background: transparent; border: none; padding: 0; border-radius: 4px; }"
            f"QPushButton:hover {{ background: {roles.hover}; }}"
        )
        self._line.setContentsMargins(px(2 * GRID), px(GRID), px(2 * GRID), px(GRID))
        self._line.setSpacing(px(2 * GRID))
        self._fit()

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        self._fit()

    def _fit(self) -> None:
        """Leave out whole hints rather than cut them all."""
        fits = {deed for deed in self._hints if self._has_cards or deed in _ALWAYS}
        if not self._can_read:
            fits.discard("read")
        notes = [note for note in self._notes() if not note.isHidden()]
        for deed in _FIRST_TO_GO:
            shown: list[QWidget] = [*(self._hints[name] for name in fits), *notes]
            if self._width_of(shown) <= self.width():
                break
            fits.discard(deed)
        for deed, hint in self._hints.items():
            hint.setVisible(deed in fits)

    def _notes(self) -> tuple[QWidget, ...]:
        return self._missing, self._written, self._said

    def _width_of(self, parts: list[QWidget]) -> int:
        margins = self._line.contentsMargins()
        gaps = self._line.spacing() * len(parts)  # the stretch has one of its own
        return sum(part.sizeHint().width() for part in parts) + gaps + margins.left() + margins.right()


class KeyHint(QPushButton):
    """Key caps with a word; a click does what the keys do, where ``make_button`` was called."""

    def __init__(self, keys: tuple[str, ...], deed: str) -> None:
        super().__init__()
        self.setAccessibleName(f"{deed.capitalize()}, {'+'.join(keys)}")
        self.setFocusPolicy(Qt.FocusPolicy.NoFocus)  # the field keeps the keyboard
        self.setAttribute(Qt.WidgetAttribute.WA_TransparentForMouseEvents)
        self._line = line = QHBoxLayout(self)
        line.setContentsMargins(0, 0, 0, 0)
        line.setSpacing(GRID // 2)
        for words, role in (*((key, "key") for key in keys), (deed, "muted")):
            label = QLabel(words)
            label.setProperty("role", role)
            label.setAttribute(Qt.WidgetAttribute.WA_TransparentForMouseEvents)
            line.addWidget(label)

    def make_button(self) -> None:
        """Let it be clicked."""
        self.setAttribute(Qt.WidgetAttribute.WA_TransparentForMouseEvents, False)
        self.setCursor(Qt.CursorShape.PointingHandCursor)

    def sizeHint(self) -> QSize:
        return self._line.sizeHint()

    def minimumSizeHint(self) -> QSize:
        return self._line.minimumSize()
