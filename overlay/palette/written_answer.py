"""An answer that a server wrote, as a frame of the palette. Not for asking it: see overlay/answers.py.

What a model writes is shown as the words it is, in labels of plain text, and leads nowhere but to cards.
"""

from __future__ import annotations

from collections.abc import Mapping
from functools import partial

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QResizeEvent
from PySide6.QtWidgets import QFrame, QLabel, QPushButton, QSizePolicy, QVBoxLayout, QWidget

from content.answers.model import WrittenAnswer
from overlay.palette.preview import breakable
from overlay.theme.theme import GRID, RADIUS, Theme

_FRAME = 2  # px around a link that has the keyboard
_ASKING = "Asking…"
_NONE = "Your cards do not answer this."
_BY = "Written by a model from these cards. Read the cards before you rely on it."


class _CardLink(QPushButton):
    """A card's number and title in one line, shortened where room is short: titles may be of any length."""

    def __init__(self, words: str) -> None:
        super().__init__(words.replace("&", "&&"))
        self._words = words
        self.setCursor(Qt.CursorShape.PointingHandCursor)
        self.setFlat(True)
        self.setAutoDefault(False)
        self.setSizePolicy(QSizePolicy.Policy.Ignored, QSizePolicy.Policy.Fixed)

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        room = self.contentsRect().width() - 2 * _FRAME
        fitting = self.fontMetrics().elidedText(self._words, Qt.TextElideMode.ElideRight, room)
        self.setText(fitting.replace("&", "&&"))


class WrittenAnswerFrame(QFrame):
    """Says that it is asking, then the answer with its cards and quotes, that there is none, or why."""

    card_clicked = Signal(str)  # the card's id

    def __init__(self, theme: Theme, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._theme = theme
        self._sources: list[QWidget] = []
        self.setObjectName("writtenAnswer")
        self._text, self._by = QLabel(), QLabel(_BY)
        self._text.setTextInteractionFlags(Qt.TextInteractionFlag.TextSelectableByMouse)
        self._column = QVBoxLayout(self)
        self._column.addWidget(self._text)
        self._column.addWidget(self._by)
        for label, role in ((self._text, "body"), (self._by, "muted")):
            _make_plain(label, role)
        self._say("")
        self.restyle()

    def show_asking(self) -> None:
        """The server was asked, and may take seconds."""
        self._say(_ASKING, "muted")

    def show_answer(self, answer: WrittenAnswer, titles: Mapping[str, str]) -> None:
        """Show what was written; ``titles`` names the cards by their ids, those that are gone left out."""
        if answer.none:
            self._say(_NONE)
            return
        self._say(answer.text)
        for number, card in answer.cited:
            if card in titles:
                self._add(self._link(number, card, titles[card]))
                for quote in answer.quotes:
                    if quote.card == card:
                        self._add(_make_plain(QLabel(f"“{breakable(quote.words)}”"), "quote"))
        self._by.show()
        self.restyle()

    def show_failure(self, why: str) -> None:
        """Show why there is no answer, and what to do."""
        self._say(f"No answer: {why}", "warning")

    def clear(self) -> None:
        """Show nothing; the frame hides."""
        self._say("")

    def restyle(self) -> None:
        """Take the theme's present colours and sizes."""
        theme, roles = self._theme, self._theme.roles
        inset = theme.px(GRID)
        self._column.setContentsMargins(inset + 3, inset, inset, inset)
        self._column.setSpacing(GRID // 2)
        self.setStyleSheet(
            f"#writtenAnswer {{ background: {roles.selected}; border: 0; border-radius: {RADIUS // 2}px; "
            f"border-left: 3px solid {roles.accent}; }}"
            f"#writtenAnswer QLabel {{ color: {roles.text}; }}"
            f'#writtenAnswer QLabel[role="muted"] {{ color: {roles.muted}; }}'
            f'#writtenAnswer QLabel[role="warning"] {{ color: {roles.warning}; }}'
            f"#writtenAnswer QPushButton {{ color: {roles.accent}; background: transparent; "
            "text-align: left; border: 2px solid transparent; padding: 0; margin-left: -2px; }"
            f"#writtenAnswer QPushButton:focus {{ border-color: {roles.accent}; }}"
        )
        for part in (self._text, self._by, *self._sources):
            part.setFont(theme.font())

    def _say(self, text: str, role: str = "body") -> None:
        """``text`` alone, without cards below it."""
        for source in self._sources:
            self._column.removeWidget(source)
            source.hide()
            source.deleteLater()
        self._sources.clear()
        self._by.hide()
        self._text.setProperty("role", role)
        self._text.setText(breakable(text))
        self._text.setAccessibleName(text)
        self.setAccessibleName("Written answer")
        self.setAccessibleDescription(text)
        self.setVisible(bool(text))
        self.restyle()

    def _add(self, part: QWidget) -> None:
        self._column.insertWidget(self._column.count() - 1, part)
        self._sources.append(part)
        part.show()

    def _link(self, number: int, card: str, title: str) -> _CardLink:
        button = _CardLink(f"[{number}] {title}")
        button.setAccessibleName(f"Card {number}: {title}")
        button.clicked.connect(partial(self._clicked, card))
        return button

    def _clicked(self, card: str, _checked: bool = False) -> None:
        self.card_clicked.emit(card)


def _make_plain(label: QLabel, role: str) -> QLabel:
    """``label`` for words that nobody may take for more than words."""
    label.setTextFormat(Qt.TextFormat.PlainText)
    label.setWordWrap(True)
    label.setProperty("role", role)
    return label
