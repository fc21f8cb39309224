"""The window that lists what is wrong and what to do about it. Not for finding it: see model.py."""

from __future__ import annotations

from collections.abc import Sequence

from PySide6.QtCore import QSize, Qt, QTimer, QUrl, Signal
from PySide6.QtGui import QDesktopServices, QGuiApplication, QKeyEvent
from PySide6.QtWidgets import QHBoxLayout, QLabel, QPushButton, QScrollArea, QVBoxLayout, QWidget

from content.bundles.model import Bundle
from content.problems import Problem
from overlay.problems.group import GroupView
from overlay.problems.model import AppProblem, Group, as_text, grouped
from overlay.theme.stylesheet import stylesheet
from overlay.theme.theme import GRID, Theme

_SIZE = QSize(640, 520)  # at 100 %


class ProblemsWindow(QWidget):
    """Follows what it is told while it is open; ``count_changed`` says how many problems there are."""

    count_changed = Signal(int)

    def __init__(self, theme: Theme) -> None:
        super().__init__(None, Qt.WindowType.Window)
        self._theme = theme
        self._groups: tuple[Group, ...] = ()
        self.setObjectName("problems")
        self.setWindowTitle("Sidecue problems")
        self.setAttribute(Qt.WidgetAttribute.WA_StyledBackground)
        self._summary = QLabel()
        self._summary.setObjectName("problemsSummary")
        self._summary.setProperty("role", "heading")
        self._copy = QPushButton("Copy all")
        self._copy.setObjectName("copyProblems")
        self._copy.clicked.connect(self._copy_all)
        self._nothing = QLabel("Every bundle could be read, and every part of Sidecue works.")
        self._nothing.setObjectName("noProblems")
        self._nothing.setWordWrap(True)
        self._page = QWidget()
        self._column = QVBoxLayout(self._page)
        self._views: list[GroupView] = []
        self._thanks = QTimer(self, interval=1500, singleShot=True)
        self._thanks.timeout.connect(lambda: self._copy.setText("Copy all"))
        self._lay_out()
        theme.changed.connect(self.restyle)
        self.restyle()
        self._refresh()

    @property
    def count(self) -> int:
        """How many problems are listed."""
        return sum(len(group.findings) for group in self._groups)

    def set_problems(
        self, app: Sequence[AppProblem], content: Sequence[Problem] = (), bundles: Sequence[Bundle] = ()
    ) -> None:
        """List these instead; nothing is repainted while they are the same."""
        groups = grouped(app, content, bundles)
        if groups != self._groups:
            self._groups = groups
            self._refresh()
            self.count_changed.emit(self.count)

    def present(self) -> None:
        """Show the window, or bring it to the front."""
        if not self.isVisible():
            px, free = self._theme.px, self.screen().availableGeometry().size()
            self.resize(QSize(px(_SIZE.width()), px(_SIZE.height())).boundedTo(free * 0.92))
        self.show()
        self.raise_()
        self.activateWindow()

    def restyle(self) -> None:
        """Take the theme's present colours and sizes."""
        self.setPalette(self._theme.palette())
        self.setFont(self._theme.font())
        ground = f"QWidget#problems {{ background: {self._theme.roles.surface}; }}"
        self.setStyleSheet(stylesheet(self._theme) + ground)
        edge = self._theme.px(3 * GRID)
        self._head.setContentsMargins(edge, edge, edge, self._theme.px(GRID))
        self._column.setContentsMargins(edge, self._theme.px(GRID), edge, edge)
        self._column.setSpacing(edge)
        self._refresh()

    def keyPressEvent(self, event: QKeyEvent) -> None:
        if event.key() == Qt.Key.Key_Escape:
            self.close()
        else:
            super().keyPressEvent(event)

    def _lay_out(self) -> None:
        self._head = QHBoxLayout()
        self._head.addWidget(self._summary, 1)
        self._head.addWidget(self._copy)
        scroll = QScrollArea()
        scroll.setWidgetResizable(True)
        scroll.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        scroll.setWidget(self._page)
        for ground in (self._page, scroll.viewport()):
            ground.setAutoFillBackground(False)
        whole = QVBoxLayout(self)
        whole.setContentsMargins(0, 0, 0, 0)
        whole.addLayout(self._head)
        whole.addWidget(scroll, 1)
        self._column.addWidget(self._nothing)
        self._column.addStretch()

    def _refresh(self) -> None:
        for view in self._views:
            view.hide()
            view.deleteLater()
        self._views = [GroupView(self._theme, group) for group in self._groups]
        for at, view in enumerate(self._views):
            view.folder_asked.connect(self._open_folder)
            self._column.insertWidget(at, view)
        count = self.count
        self._summary.setText(f"{count} problem{'' if count == 1 else 's'}" if count else "All is well")
        self._copy.setVisible(bool(count))
        self._nothing.setVisible(not count)

    def _copy_all(self) -> None:
        QGuiApplication.clipboard().setText(as_text(self._groups))
        self._copy.setText("Copied")
        self._thanks.start()

    def _open_folder(self, folder: str) -> None:
        QDesktopServices.openUrl(QUrl.fromLocalFile(folder))
