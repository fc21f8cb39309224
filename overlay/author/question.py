"""A question that takes the place of a window's foot until it is answered. Covers nothing."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import QHBoxLayout, QLabel, QPushButton, QWidget

from overlay.theme.theme import GRID


@dataclass(frozen=True, slots=True)
class Choice:
    """One answer, and what it leads to. The last choice of a question is what Escape means."""

    name: str
    words: str
    act: Callable[[], None]
    is_primary: bool = False


class Question(QWidget):
    """Takes the keyboard when it is asked; hidden otherwise."""

    answered = Signal()

    def __init__(self) -> None:
        super().__init__()
        self.setObjectName("authorQuestion")
        self._choices: Sequence[Choice] = ()
        self._words = QLabel()
        self._words.setObjectName("authorQuestionText")
        self._words.setTextFormat(Qt.TextFormat.PlainText)
        self._words.setWordWrap(True)
        self._buttons: list[QPushButton] = []
        self._line = QHBoxLayout(self)
        self._line.setContentsMargins(0, 0, 0, 0)
        self._line.setSpacing(GRID)
        self._line.addWidget(self._words, 1)
        self.hide()

    def ask(self, words: str, choices: Sequence[Choice]) -> None:
        """Show the question; the first choice has the keyboard."""
        self._words.setText(words)
        self.setAccessibleName(words)
        self._choices = choices
        for button in self._buttons:
            button.hide()
            button.deleteLater()
        self._buttons = [self._button(choice) for choice in choices]
        self.show()
        self._buttons[0].setFocus(Qt.FocusReason.TabFocusReason)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        if event.key() == Qt.Key.Key_Escape and self._choices:
            self._answer(self._choices[-1])
        else:
            super().keyPressEvent(event)

    def _button(self, choice: Choice) -> QPushButton:
        button = QPushButton(choice.words)
        button.setObjectName(choice.name)
        button.setProperty("role", "primary" if choice.is_primary else "")
        button.setAutoDefault(True)
        button.clicked.connect(lambda _=False: self._answer(choice))
        self._line.addWidget(button)
        return button

    def _answer(self, choice: Choice) -> None:
        self.hide()
        self.answered.emit()
        choice.act()
