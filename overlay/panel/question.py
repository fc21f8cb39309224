"""A recall question in the panel: asked, answered in mind, rated by the person. Decides nothing."""

from __future__ import annotations

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QHBoxLayout, QLabel, QPushButton, QWidget

from content.cards.model import Recall
from overlay.panel.column import Column
from overlay.panel.wording import reads_right_to_left
from overlay.theme.theme import GRID, Theme
from overlay.theme.widgets import QuietButton

_RATINGS = (("again", "Not quite"), ("good", "Yes"), ("easy", "Easily"))


class Question(Column):
    """``answered`` carries a rating of content/learning; ``grown`` follows the answer's appearance."""

    answered = Signal(str)
    skipped = Signal()
    grown = Signal()

    def __init__(self, recall: Recall, theme: Theme, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.recall = recall
        intro = _label("Do you remember?", "recallIntro")
        intro.setProperty("role", "muted")
        self.question = _label(recall.question, "recallQuestion")
        self.show_answer = QPushButton("Show answer")
        self.show_answer.setObjectName("recallShow")
        self.show_answer.setProperty("role", "small-primary")
        self.show_answer.clicked.connect(self._reveal)
        self.answer = _label(recall.answer, "recallAnswer")
        self._ratings = self._rating_row()
        self._known = _label("Did you know it?", "recallAsk")
        self._known.setProperty("role", "muted")
        skip = QuietButton("Show the card instead")
        skip.setObjectName("recallSkip")
        skip.clicked.connect(self.skipped)
        gap, side = theme.px(GRID), 2 * GRID
        self.add(intro, inset=side)
        self.add(self.question, gap=theme.px(GRID / 2), inset=side)
        self.add(self.show_answer, gap=theme.px(1.5 * GRID), inset=side)
        self.add(self.answer, gap=gap, inset=side)
        self.add(self._known, gap=gap, inset=side)
        self.add(self._ratings, gap=theme.px(GRID / 2), inset=side)
        self.add(skip, gap=gap, inset=GRID)
        self.ask_afresh()

    def ask_afresh(self) -> None:
        """Hide the answer again: who sees the question next may not have seen it yet."""
        self.show_answer.show()
        for part in (self.answer, self._known, self._ratings):
            part.hide()

    def _rating_row(self) -> QWidget:
        line = QWidget()
        row = QHBoxLayout(line)
        row.setContentsMargins(0, 0, 0, 0)
        row.setSpacing(GRID)
        for rating, text in _RATINGS:
            button = QPushButton(text)
            button.setObjectName(f"recall-{rating}")
            button.setAccessibleName(f"Did you know it? {text}")
            button.setProperty("role", "small")
            button.clicked.connect(lambda _=False, rating=rating: self.answered.emit(rating))
            row.addWidget(button, 1)
        return line

    def _reveal(self) -> None:
        had_focus = self.show_answer.hasFocus()
        for part in (self.answer, self._known, self._ratings):
            part.show()
        self.show_answer.hide()
        if had_focus:  # the keyboard is here already, and goes on where the eyes go
            first = self._ratings.findChild(QPushButton)
            if first is not None:
                first.setFocus(Qt.FocusReason.TabFocusReason)
        self.grown.emit()


def _label(text: str, name: str) -> QLabel:
    made = QLabel(text)
    made.setObjectName(name)
    made.setWordWrap(True)
    made.setTextFormat(Qt.TextFormat.PlainText)  # the author's words, and no markup of theirs
    side = Qt.AlignmentFlag.AlignRight if reads_right_to_left(text) else Qt.AlignmentFlag.AlignLeft
    made.setAlignment(side | Qt.AlignmentFlag.AlignTop)
    return made
