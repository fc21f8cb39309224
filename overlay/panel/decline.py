"""Asks in place why a required card is closed before it is done. Not for recording the answer: the app does.

objectNames: panelDecline, panelDeclineNote, panelDeclineReason (the field), panelDeclineRecord,
panelDeclineDone, panelDeclineBack, panelDeclineAnyway.
"""

from __future__ import annotations

from PySide6.QtCore import QEvent, QObject, Qt, Signal
from PySide6.QtWidgets import QLabel, QLineEdit, QPushButton, QWidget

from content.evidence.reason import LONGEST_REASON, reason_of
from overlay.panel.column import Column
from overlay.panel.content import PanelContent
from overlay.panel.wording import done_button, is_finished, open_question
from overlay.theme.flow import Flow
from overlay.theme.theme import GRID, Theme
from overlay.theme.widgets import QuietButton


class Decline(Column):
    """Hidden until ``ask``. It takes no keyboard by itself: ``keyboard_wanted`` follows a click in the field.

    Whoever closed the panel by mouse may be typing in their own window already. What it consists of is made
    when it is first asked for: a field for text alone costs megabytes, and most people never see one here.
    """

    declined = Signal(str)
    done = Signal()
    left = Signal()
    closed_anyway = Signal()
    keyboard_wanted = Signal()
    grown = Signal()

    def __init__(self, theme: Theme, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setObjectName("panelDecline")
        self._theme = theme
        self._question: _Question | None = None
        self.hide()

    def controls(self) -> list[QWidget]:
        """What the keyboard reaches here, in order."""
        return [] if self._question is None else self._question.controls()

    def show_content(self, content: PanelContent) -> None:
        """Take over what is open."""
        if self._question is not None:
            self._question.show_content(content)

    def ask(self, content: PanelContent) -> None:
        """Show it, as on the first time."""
        self._made().ask(content)
        self.show()
        self.grown.emit()

    def refuse(self, why: str, content: PanelContent) -> None:
        """It could not be recorded: say so, and offer to close all the same."""
        self._made().refuse(why, content)
        self.show()
        self.grown.emit()

    def focus_field(self) -> None:
        """Let the person type their reason."""
        self._made().field.setFocus(Qt.FocusReason.OtherFocusReason)

    def _made(self) -> _Question:
        if self._question is None:
            self._question = made = _Question(self._theme)
            for signal, ours in (
                (made.declined, self.declined),
                (made.done, self.done),
                (made.left, self.left),
                (made.closed_anyway, self.closed_anyway),
                (made.keyboard_wanted, self.keyboard_wanted),
            ):
                signal.connect(ours)
            self.add(made)
        return self._question


class _Question(Column):
    """A line that asks, a field for the reason, and what can be done."""

    declined = Signal(str)
    done = Signal()
    left = Signal()
    closed_anyway = Signal()
    keyboard_wanted = Signal()

    def __init__(self, theme: Theme, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.note = _label("panelDeclineNote")
        self.field = QLineEdit()
        self.field.setObjectName("panelDeclineReason")
        self.field.setMaxLength(LONGEST_REASON)
        self.field.setPlaceholderText("Reason")
        self.field.setAccessibleName("Why it is not done")
        self.field.installEventFilter(self)
        self.record = _button("Record and close", "panelDeclineRecord", "small-primary")
        self.complete = _button("", "panelDeclineDone", "small")
        self.back = QuietButton("Back")
        self.back.setObjectName("panelDeclineBack")
        self.anyway = QuietButton("Close, not recorded")
        self.anyway.setObjectName("panelDeclineAnyway")
        row = Flow()
        for button in (self.record, self.complete, self.back, self.anyway):
            row.add(button)
        self.add(self.note)
        self.add(self.field, gap=theme.px(GRID / 2))
        self.add(row, gap=theme.px(GRID))
        self.field.textChanged.connect(self._enable)
        self.field.returnPressed.connect(self._record)
        self.record.clicked.connect(self._record)
        self.complete.clicked.connect(self.done)
        self.back.clicked.connect(self.left)
        self.anyway.clicked.connect(self.closed_anyway)
        self._row = row

    def controls(self) -> list[QWidget]:
        """What the keyboard reaches here, in order."""
        return [self.field, self.record, self.complete, self.back, self.anyway]

    def show_content(self, content: PanelContent) -> None:
        """Take over what is open."""
        if self.note.property("role") != "warning":
            self.note.setText(open_question(content))
        has_items = bool(content.card.items)
        self.complete.setText(done_button(content))
        self.complete.setVisible(not has_items or is_finished(content))

    def ask(self, content: PanelContent) -> None:
        """Show it, as on the first time."""
        self._style("muted")
        self.field.clear()
        self.anyway.hide()
        self.show_content(content)
        self._enable()

    def refuse(self, why: str, content: PanelContent) -> None:
        """It could not be recorded: say so, and offer to close all the same."""
        self._style("warning")
        self.show_content(content)
        self.note.setText(why)
        self.anyway.show()

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        if watched is self.field and event.type() == QEvent.Type.MouseButtonPress:
            self.keyboard_wanted.emit()
        return super().eventFilter(watched, event)

    def _record(self) -> None:
        if reason := reason_of(self.field.text()):
            self.declined.emit(reason)

    def _enable(self) -> None:
        self.record.setEnabled(bool(reason_of(self.field.text())))

    def _style(self, role: str) -> None:
        self.note.setProperty("role", role)
        self.note.style().unpolish(self.note)
        self.note.style().polish(self.note)


def _label(name: str) -> QLabel:
    label = QLabel()
    label.setObjectName(name)
    label.setWordWrap(True)
    label.setTextFormat(Qt.TextFormat.PlainText)
    return label


def _button(text: str, name: str, role: str) -> QPushButton:
    button = QPushButton(text)
    button.setObjectName(name)
    button.setProperty("role", role)
    return button
