"""In the panel's foot: whether the card helped or is outdated, and a line about it. Keeps nothing."""

from __future__ import annotations

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import QHBoxLayout, QLabel, QLineEdit, QWidget

from content.memory.feedback import LONGEST, Feedback
from overlay.theme.theme import GRID, Theme
from overlay.theme.widgets import IconButton, QuietButton

HELPFUL, UNHELPFUL, OUTDATED = "helpful", "unhelpful", "outdated"


class HelpfulButtons(QWidget):
    """“Helpful?” and two thumbs; ``judged`` carries one of the words above."""

    judged = Signal(str)

    def __init__(self, theme: Theme, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._word = QLabel("Helpful?")
        self._word.setProperty("role", "muted")
        self.yes = IconButton(theme, "thumb-up", "This card was helpful")
        self.no = IconButton(theme, "thumb-down", "This card was not helpful")
        row = QHBoxLayout(self)
        row.setContentsMargins(0, 0, 0, 0)
        row.setSpacing(GRID // 2)
        row.addWidget(self._word)
        for button, name, word in (
            (self.yes, "opinionHelpful", HELPFUL),
            (self.no, "opinionUnhelpful", UNHELPFUL),
        ):
            button.setObjectName(name)
            button.setCheckable(True)
            button.clicked.connect(lambda _=False, word=word: self.judged.emit(word))
            row.addWidget(button)

    def fit(self, room: int) -> None:
        """Leave the word out where ``room`` (px) is short: half a word says less than the thumbs."""
        wanted = sum(part.sizeHint().width() for part in (self._word, self.yes, self.no)) + GRID
        self._word.setVisible(wanted <= room)

    def show_feedback(self, said: Feedback) -> None:
        """Put in what was said already, without telling anyone."""
        self.yes.setChecked(said.helpful is True)
        self.no.setChecked(said.helpful is False)


class FurtherOpinion(QWidget):
    """“It is outdated” and “Add a line”, for a card on which something was said; grows a field to write in.

    ``written`` carries the line; ``writing`` says that the keyboard is wanted here, or not any more.
    """

    judged = Signal(str)
    written = Signal(str)
    writing = Signal(bool)
    grown = Signal()

    def __init__(self, theme: Theme, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._theme = theme
        self._said = Feedback("")
        self.outdated = QuietButton("It is outdated")
        self.outdated.setObjectName("opinionOutdated")
        self.outdated.setCheckable(True)
        self.outdated.clicked.connect(lambda: self.judged.emit(OUTDATED))
        self.add_line = QuietButton("Add a line…")
        self.add_line.setObjectName("opinionAdd")
        self.add_line.clicked.connect(self._open)
        self.line: QLineEdit | None = None
        self._row = row = QHBoxLayout(self)
        row.setContentsMargins(2, 0, 0, 0)
        row.setSpacing(GRID)
        row.addWidget(self.outdated)
        row.addWidget(self.add_line)
        row.addStretch(1)
        self.hide()

    @property
    def card(self) -> str:
        """The card that is spoken of."""
        return self._said.card

    def show_feedback(self, said: Feedback) -> None:
        """Take over what was said; a line that was being written about another card is kept for that one."""
        if said.card != self._said.card:
            self.close_line()
        self._said = said
        self.outdated.setChecked(said.outdated)
        self.outdated.setText("Marked as outdated" if said.outdated else "It is outdated")
        self.add_line.setText("Change your line…" if said.text else "Add a line…")
        if self.isHidden() != said.is_empty:
            self.setHidden(said.is_empty)

    def close_line(self) -> None:
        """Hand over what is in the field, and put the buttons back; harmless when nothing is written."""
        if self.line is None:
            return
        line, self.line = self.line, None
        text, was = line.text(), self._said.text
        line.hide()
        line.deleteLater()
        self.outdated.show()
        self.add_line.show()
        if text.strip() != was:
            self.written.emit(text)
        self.writing.emit(False)
        self.grown.emit()

    def keyPressEvent(self, event: QKeyEvent) -> None:
        if self.line is not None and event.key() in {Qt.Key.Key_Return, Qt.Key.Key_Enter}:
            self.close_line()
        elif self.line is not None and event.key() == Qt.Key.Key_Escape:
            self.line.setText(self._said.text)
            self.close_line()
        else:
            super().keyPressEvent(event)

    def _open(self) -> None:
        self.line = line = QLineEdit(self._said.text)
        line.setObjectName("opinionLine")
        line.setMaxLength(LONGEST)
        line.setPlaceholderText("What is wrong, or missing? Stays here")
        line.setAccessibleName("A line about this card; Enter keeps it on this computer")
        self.outdated.hide()
        self.add_line.hide()
        self._row.insertWidget(0, line, 1)
        line.show()
        self.writing.emit(True)
        line.setFocus(Qt.FocusReason.OtherFocusReason)
        self.grown.emit()
