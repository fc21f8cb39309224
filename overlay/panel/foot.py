"""The foot of the panel: steps back and on, why the card is shown, and not now. Not for the card itself."""

from __future__ import annotations

from PySide6.QtCore import QSize, Qt, Signal
from PySide6.QtWidgets import QHBoxLayout, QLabel, QMenu, QPushButton, QWidget

from overlay.panel.column import Column
from overlay.panel.content import PanelContent
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
        self.setVisible(self._total > 0)
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
    grown = Signal()

    def __init__(self, theme: Theme, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.steps = StepBar(theme)
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
        self.add(Hairline())
        self.add(self.steps, gap=theme.px(GRID), inset=2 * GRID)
        self.add(self.reason, gap=theme.px(GRID), inset=2 * GRID)
        self.add(self._row(), gap=theme.px(GRID / 2), inset=GRID)

    def show_content(self, content: PanelContent, *, is_new_card: bool) -> None:
        """Take over steps and reason; the reason of a new card starts out closed."""
        self.steps.show_content(content)
        self.reason.setText(content.because)
        self.why.setVisible(bool(content.because))
        if is_new_card or not content.because:
            self.why.setChecked(False)

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

    def _row(self) -> QWidget:
        line = QWidget()
        row = QHBoxLayout(line)
        row.setContentsMargins(2, 0, 0, 0)  # which puts the word below the text above it
        row.setSpacing(GRID)
        row.addWidget(self.why)
        row.addWidget(self.snooze)
        row.addStretch(1)
        return line
