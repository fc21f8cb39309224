"""The foot of the panel: steps back and on, why the card is shown, and not now. Not for the card itself."""

from __future__ import annotations

from PySide6.QtCore import QSize, Qt, Signal
from PySide6.QtGui import QResizeEvent
from PySide6.QtWidgets import QHBoxLayout, QLabel, QMenu, QPushButton, QWidget

from content.cards.model import Card
from content.memory.feedback import Feedback
from overlay.panel.column import Column
from overlay.panel.content import PanelContent
from overlay.panel.decline import Decline
from overlay.panel.links import LinkRow, onward_row
from overlay.panel.opinion import FurtherOpinion, HelpfulButtons
from overlay.panel.wording import current_step
from overlay.theme.theme import GRID, Theme
from overlay.theme.widgets import Hairline, MenuButton, QuietButton

SNOOZES = (("hour", "For an hour"), ("tomorrow", "Not today"), ("week", "For a week"))


class StepBar(QWidget):
    """Back and Next in one place, so that the pointer can stay where it is."""

    moved = Signal(int)
    finished = Signal()

    def __init__(self, theme: Theme, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._theme = theme
        self._current, self._total = 0, 0
        self.back = QPushButton("Back")
        self.back.setObjectName("stepBack")
        self.next = QPushButton("Next")
        self.next.setObjectName("stepNext")
        self.back.setProperty("role", "small")
        self.back.setIconSize(QSize(theme.px(16), theme.px(16)))
        self.next.setProperty("role", "small-primary")
        row = QHBoxLayout(self)
        row.setContentsMargins(0, 0, 0, 0)
        row.setSpacing(GRID)
        for button in (self.back, self.next):
            row.addWidget(button, 1)
        self.back.clicked.connect(lambda: self.moved.emit(self._current - 1))
        self.next.clicked.connect(self._go_on)

    def show_content(self, content: PanelContent) -> None:
        """Offer what makes sense at the present step."""
        self._current, self._total = current_step(content), len(content.card.steps)
        if self._total and self.back.icon().isNull():
            self.back.setIcon(self._theme.icon("chevron-left"))
        self.setVisible(self._total > 0 and content.recall is None)
        self.back.setEnabled(self._current > 1)
        self.next.setText("Next" if self._current < self._total else "Done")

    def _go_on(self) -> None:
        if self._current < self._total:
            self.moved.emit(self._current + 1)
        else:
            self.finished.emit()


class Foot(Column):
    """Stays in place while the card above it scrolls; grows when the reason is asked for."""

    snoozed = Signal(str)
    card_chosen = Signal(str)
    grown = Signal()

    def __init__(self, theme: Theme, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._theme = theme
        self.steps = StepBar(theme)
        self.decline = Decline(theme)
        self.decline.grown.connect(self.grown)
        self.reason = QLabel()
        self.reason.setObjectName("panelReason")
        self.reason.setProperty("role", "muted")
        self.reason.setWordWrap(True)
        self.reason.setTextFormat(Qt.TextFormat.PlainText)  # it quotes patterns of the author
        self.reason.hide()
        self.why = QuietButton("Why this?")
        self.why.setObjectName("panelWhy")
        self.why.setCheckable(True)
        self.why.toggled.connect(self._show_reason)
        self.snooze = MenuButton(theme, "Snooze", self._menu())
        self.snooze.setObjectName("panelSnooze")
        self._onward: tuple[tuple[Card, str], ...] = ()
        self.onward = Column()
        self.onward.hide()
        self.onward_rows: list[LinkRow] = []
        self.add(Hairline())
        self.add(self.onward, gap=theme.px(GRID / 2), inset=GRID)
        self.add(self.steps, gap=theme.px(GRID), inset=2 * GRID)
        self.add(self.decline, gap=theme.px(GRID), inset=2 * GRID)
        self.add(self.reason, gap=theme.px(GRID), inset=2 * GRID)
        self.helpful = HelpfulButtons(theme)
        self.further = FurtherOpinion(theme)
        self.further.grown.connect(self.grown)
        self.add(self.further, gap=theme.px(GRID / 2), inset=GRID)
        self.add(self._row(), gap=theme.px(GRID / 2), inset=GRID)

    def show_content(self, content: PanelContent, *, is_new_card: bool) -> None:
        """Take over steps and reason; the reason of a new card starts out closed."""
        self.steps.show_content(content)
        if is_new_card or not content.owed:
            self.decline.hide()
        else:
            self.decline.show_content(content)
        self.reason.setText(content.because)
        self.why.setVisible(bool(content.because))
        self._show_onward(content.onward)
        said = content.said or Feedback(content.card.id)
        self.helpful.setVisible(content.said is not None)
        self.helpful.show_feedback(said)
        self.further.show_feedback(said)
        if is_new_card or not content.because:
            self.why.setChecked(False)

    def _show_onward(self, onward: tuple[tuple[Card, str], ...]) -> None:
        if onward == self._onward:
            return
        self._onward = onward
        self.onward.clear()
        self.onward_rows = []
        for at, (card, because) in enumerate(onward):
            row = onward_row(card, because, at, self._theme)
            row.clicked.connect(lambda _=False, card=card: self.card_chosen.emit(card.id))
            self.onward_rows.append(row)
            self.onward.add(row)
            row.show()
        self.onward.setVisible(bool(onward))

    def controls(self) -> list[QWidget]:
        """What the keyboard may reach here, in order."""
        line = [self.further.line] if self.further.line is not None else []
        further = [*line, self.further.outdated, self.further.add_line]
        helpful = [self.helpful.yes, self.helpful.no]
        return [
            self.steps.back,
            self.steps.next,
            *self.decline.controls(),
            *self.onward_rows,
            *further,
            self.why,
            self.snooze,
            *helpful,
        ]

    def _show_reason(self, wanted: bool) -> None:
        self.reason.setVisible(wanted)
        self.grown.emit()

    def _menu(self) -> QMenu:
        menu = QMenu(self)
        menu.setObjectName("panelSnoozeList")
        for choice, text in SNOOZES:
            action = menu.addAction(text)
            action.setObjectName(f"snooze-{choice}")
            action.triggered.connect(lambda _=False, choice=choice: self.snoozed.emit(choice))
        return menu

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        beside = self.why.sizeHint().width() + self.snooze.sizeHint().width()
        self.helpful.fit(self.width() - 2 * GRID - beside - 3 * GRID)

    def _row(self) -> QWidget:
        row = QHBoxLayout(line := QWidget())
        row.setContentsMargins(2, 0, 0, 0)  # which puts the word below the text above it
        row.setSpacing(GRID)
        row.addWidget(self.why)
        row.addWidget(self.snooze)
        row.addStretch(1)
        row.addWidget(self.helpful)
        return line
