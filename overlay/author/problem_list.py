"""The problems of the text that is being written, each a way to its line. Not for finding them."""

from __future__ import annotations

from collections.abc import Sequence

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QListWidget, QListWidgetItem

from content.problems import Problem, Severity
from overlay.author.wording import fault_of, sentence
from overlay.theme.theme import GRID, Theme

_ROWS = 3  # that are in view at once


class ProblemList(QListWidget):
    """Empty and out of the way when there are none."""

    line_chosen = Signal(int)

    def __init__(self, theme: Theme) -> None:
        super().__init__()
        self._theme = theme
        self._problems: tuple[Problem, ...] = ()
        self.setObjectName("authorProblems")
        self.setAccessibleName("Problems")
        self.setWordWrap(True)
        self.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.itemActivated.connect(self._choose)
        self.itemClicked.connect(self._choose)
        self.hide()

    def show_problems(self, problems: Sequence[Problem]) -> None:
        """List these, errors first; nothing is rebuilt while they are the same."""
        ordered = tuple(sorted(problems, key=lambda it: (it.severity is not Severity.ERROR, it.line)))
        if ordered != self._problems:
            self._problems = ordered
            self._fill()

    def restyle(self) -> None:
        """Take the theme's present colours and sizes."""
        self._fill()

    def _fill(self) -> None:
        self.clear()
        roles = self._theme.roles
        for problem in self._problems:
            is_error = problem.severity is Severity.ERROR
            mark = self._theme.icon(
                "warning" if is_error else "info", roles.warning if is_error else roles.muted
            )
            place = f"Line {problem.line}: " if problem.line else ""
            item = QListWidgetItem(mark, f"{place}{sentence(fault_of(problem))}", self)
            item.setData(Qt.ItemDataRole.UserRole, problem.line)
            item.setData(Qt.ItemDataRole.AccessibleTextRole, f"{problem.severity.value}: {item.text()}")
        self.setVisible(bool(self._problems))
        rows = min(_ROWS, len(self._problems))
        self.setFixedHeight(rows * self._theme.px(3.5 * GRID) + GRID)

    def _choose(self, item: QListWidgetItem) -> None:
        self.line_chosen.emit(item.data(Qt.ItemDataRole.UserRole) or 1)
