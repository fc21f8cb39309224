"""The window in which a card is made: puts its parts together and tells what the person does in it.

It decides nothing, reads no card and writes no file: see author.py. objectNames that tests and scripts may
rely on: author, authorApp, authorClass, authorTitle, proposal-title, proposal-alike, proposal-kind,
proposal-app, authorRule-app, authorRule-title, authorFault-app, authorFault-title, authorVerdict,
authorReason, authorText, authorProblems, authorPreview, authorBundle, authorFile, authorSaid, authorClose,
authorSave, authorQuestion.
"""

from __future__ import annotations

from collections.abc import Sequence

from PySide6.QtCore import QSize, Qt, QTimer, Signal
from PySide6.QtGui import QCloseEvent, QFontDatabase, QKeyEvent, QKeySequence, QShortcut
from PySide6.QtWidgets import QFrame, QHBoxLayout, QScrollArea, QVBoxLayout, QWidget

from content.bundles.author.draft import Judgement
from content.cards.rule_text import SimpleRule, changed_rule
from overlay.author.editor import Editor
from overlay.author.foot import Foot
from overlay.author.preview import Preview
from overlay.author.problem_list import ProblemList
from overlay.author.question import Choice, Question
from overlay.author.rule_fields import RuleFields
from overlay.author.seen import SeenView
from overlay.theme.stylesheet import stylesheet
from overlay.theme.theme import GRID, SMALL, Theme
from overlay.theme.widgets import Hairline
from triggers.context import Context
from triggers.rules.propose import propose

_SIZE = QSize(1100, 760)  # at 100 %
_EDITOR_HEIGHT = 96  # px at 100 % that are left to the text on the smallest screen
_NO_PLACE = "The rule has no place yet: begin the text with a line ---, the fields, and another line ---."
_PAUSE = 200  # ms without a key after which the text is looked at


class AuthorWindow(QWidget):
    """Unlike the panel it takes the keyboard: the person asked for it in order to write."""

    edited = Signal()  # and a moment has passed
    save_asked = Signal(bool)  # whether to stay afterwards
    close_asked = Signal()

    def __init__(self, theme: Theme) -> None:
        super().__init__(None, Qt.WindowType.Window)
        self._theme = theme
        self.setObjectName("author")
        self.setWindowTitle("Sidecue author")
        self.setAttribute(Qt.WidgetAttribute.WA_StyledBackground)
        self.seen, self.rule, self.editor = SeenView(theme), RuleFields(theme), Editor(theme)
        self.problems, self.preview, self.foot = ProblemList(theme), Preview(theme), Foot(theme)
        self.question = Question()
        self._pause = QTimer(self, interval=_PAUSE, singleShot=True)
        self._pause.timeout.connect(self.edited)
        self._lay_out()
        self._connect()
        theme.changed.connect(self.restyle)
        self.restyle()

    def begin(self, window: Context | None, text: str, rule: SimpleRule) -> None:
        """Write a card for ``window``, beginning with ``text`` and, as far as it is known, its ``rule``."""
        self._pause.stop()
        self.question.hide()
        self.seen.show_window(window, propose(window) if window is not None else ())
        self.rule.begin(rule)
        self.preview.forget()
        self.problems.show_problems(())
        self.foot.say("")
        self.editor.begin(text)

    def show_judgement(self, judgement: Judgement) -> None:
        """Show what was found out about the text as it is now."""
        self.rule.show_rule(judgement.rule)
        self.seen.show_rule(judgement.rule)
        self.rule.show_verdict(judgement.verdict, judgement.problems)
        self.problems.show_problems(judgement.problems)
        self.preview.show_card(judgement.card, judgement.verdict.because)

    def ask(self, words: str, choices: Sequence[Choice]) -> None:
        """Ask in place of the foot; answering brings the foot back."""
        self.foot.hide()
        self.question.ask(words, choices)

    def present(self) -> None:
        """Show the window, or bring it to the front, with the keyboard in the text."""
        if not self.isVisible():
            px, free = self._theme.px, self.screen().availableGeometry().size()
            self.resize(QSize(px(_SIZE.width()), px(_SIZE.height())).boundedTo(free * 0.96))
        self.show()
        self.raise_()
        self.activateWindow()
        if not self.question.isVisible():
            self.editor.setFocus()

    def restyle(self) -> None:
        """Take the theme's present colours and sizes."""
        theme = self._theme
        self.setPalette(theme.palette())
        self.setFont(theme.font())
        self.setStyleSheet(stylesheet(theme) + _looks(theme))
        edge = 2 * GRID  # whatever the size of the text: room is for words
        self._whole.setContentsMargins(edge, edge, edge, edge)
        self._whole.setSpacing(theme.px(1.5 * GRID))
        self._middle.setSpacing(edge)
        self._top.setContentsMargins(edge, theme.px(1.5 * GRID), edge, theme.px(1.5 * GRID))
        self._top.setSpacing(theme.px(GRID))
        self._left.setSpacing(theme.px(1.5 * GRID))
        self.editor.setMinimumHeight(theme.px(_EDITOR_HEIGHT))
        for part in (self.seen, self.rule, self.editor, self.problems, self.preview):
            part.restyle()
        labels = max(self.seen.label_width(), self.rule.label_width())
        self.seen.set_label_width(labels)
        self.rule.set_label_width(labels)

    def closeEvent(self, event: QCloseEvent) -> None:
        """The window manager asks; whether there is something to lose is not known here."""
        event.ignore()
        self.close_asked.emit()

    def keyPressEvent(self, event: QKeyEvent) -> None:
        if event.key() == Qt.Key.Key_Escape:
            self.close_asked.emit()
        else:
            super().keyPressEvent(event)

    def _lay_out(self) -> None:
        ground = QFrame()
        ground.setProperty("role", "raised")
        self._top = QVBoxLayout(ground)
        self._top.addWidget(self.seen)
        self._top.addWidget(Hairline())
        self._top.addWidget(self.rule)
        page = QWidget()
        self._left = QVBoxLayout(page)
        self._left.setContentsMargins(0, 0, 0, 0)
        self._left.addWidget(ground)
        self._left.addWidget(self.editor, 1)
        scroll = QScrollArea()
        scroll.setWidgetResizable(True)
        scroll.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        scroll.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        scroll.setWidget(page)
        for part in (page, scroll.viewport()):
            part.setAutoFillBackground(False)
        column = QVBoxLayout()
        column.setSpacing(GRID)
        column.addWidget(scroll, 1)
        column.addWidget(self.problems)
        self._middle = QHBoxLayout()
        self._middle.addLayout(column, 1)
        self._middle.addWidget(self.preview)
        self._whole = QVBoxLayout(self)
        self._whole.addLayout(self._middle, 1)
        self._whole.addWidget(self.foot)
        self._whole.addWidget(self.question)

    def _connect(self) -> None:
        self.seen.proposed.connect(self._take)
        self.rule.edited.connect(self._state)
        self.editor.textChanged.connect(self._pause.start)
        self.problems.line_chosen.connect(self.editor.go_to)
        self.foot.save_asked.connect(lambda: self.save_asked.emit(False))
        self.foot.close_asked.connect(self.close_asked)
        self.question.answered.connect(self.foot.show)
        save = QShortcut(QKeySequence.StandardKey.Save, self)
        save.activated.connect(lambda: self.save_asked.emit(True))

    def _take(self, rule: SimpleRule) -> None:
        """A proposal was picked."""
        self.rule.put(rule)
        self._state(rule)

    def _state(self, rule: SimpleRule) -> None:
        change = changed_rule(self.editor.text(), rule)
        self.foot.say(_NO_PLACE if change is None else "", trouble=True)
        if change is not None:
            self.editor.change(change)


def _looks(theme: Theme) -> str:
    """What only this window has: fields on raised ground, and buttons of which one is chosen."""
    roles, px = theme.roles, theme.px
    fixed = QFontDatabase.systemFont(QFontDatabase.SystemFont.FixedFont).family()
    return f"""
        QWidget#author {{ background: {roles.surface}; }}
        QLineEdit {{ background: {roles.surface}; padding: {px(2)}px {GRID}px;
            placeholder-text-color: {roles.muted}; }}
        QPushButton[role="small-choice"] {{ font-size: {px(SMALL)}px; background: {roles.surface};
            padding: {px(2)}px {px(GRID)}px; }}
        QPushButton[role="small-choice"]:checked {{ background: {roles.selected};
            border-color: {roles.accent}; }}
        QPlainTextEdit {{ font-family: "{fixed}"; font-size: {px(SMALL)}px; }}
        QListWidget {{ font-size: {px(SMALL)}px; }}
        QListWidget::item {{ padding: {px(2)}px 0; }}
    """
