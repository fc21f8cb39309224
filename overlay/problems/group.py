"""The problems of one bundle or of the app, as a part of the window. Not for grouping: see model.py."""

from __future__ import annotations

import re

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QFrame, QHBoxLayout, QLabel, QVBoxLayout, QWidget

from content.problems import Severity
from overlay.problems.model import Finding, Group
from overlay.theme.plain import plain_tip
from overlay.theme.theme import GRID, Theme
from overlay.theme.widgets import Hairline, QuietButton


class GroupView(QWidget):
    """A heading with a way to the folder, and the findings on a raised ground."""

    folder_asked = Signal(str)

    def __init__(self, theme: Theme, group: Group) -> None:
        super().__init__()
        self._theme = theme
        self.setAccessibleName(group.title)
        head = QHBoxLayout()
        heading = _text(group.title)
        heading.setFont(theme.font(strong=True))
        head.addWidget(heading, 1)
        if group.folder is not None:
            path = str(group.folder)
            button = QuietButton("Open folder")
            button.setObjectName("openFolder")
            button.setIcon(theme.icon("folder", theme.roles.muted))
            button.setAccessibleName(f"Open the folder of {group.title}")
            button.setToolTip(plain_tip(path))
            button.clicked.connect(lambda: self.folder_asked.emit(path))
            head.addWidget(button)
        ground = QFrame()
        ground.setProperty("role", "raised")
        rows = QVBoxLayout(ground)
        rows.setContentsMargins(0, GRID // 2, 0, GRID // 2)
        rows.setSpacing(0)
        for at, finding in enumerate(group.findings):
            if at:
                rows.addWidget(Hairline())
            rows.addWidget(self._row(finding))
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(GRID)
        column.addLayout(head)
        column.addWidget(ground)

    def _row(self, finding: Finding) -> QWidget:
        px, roles = self._theme.px, self._theme.roles
        is_error = finding.severity is Severity.ERROR
        row, mark = QWidget(), QLabel()
        row.setAccessibleName(f"{finding.severity.value}: {finding}")
        mark.setPixmap(
            self._theme.pixmap(
                "warning" if is_error else "info",
                roles.warning if is_error else roles.muted,
                20,
                self.devicePixelRatio(),
            )
        )
        words = QVBoxLayout()
        words.setSpacing(px(GRID // 4))
        words.addWidget(_text(_sentence(finding.message)))
        if finding.remedy:
            words.addWidget(_text(_sentence(finding.remedy), "small"))
        if finding.where:
            words.addWidget(_text(finding.where.replace("/", "/\u200b"), "muted"))
        line = QHBoxLayout(row)
        line.setContentsMargins(px(2 * GRID), px(GRID), px(2 * GRID), px(GRID))
        line.setSpacing(px(1.5 * GRID))
        line.addWidget(mark, 0, Qt.AlignmentFlag.AlignTop)
        line.addLayout(words, 1)
        return row


def _sentence(words: str) -> str:
    """Problems are written as parts of one line; here each part stands alone."""
    ended = words if words.endswith((".", "!", "?")) else f"{words}."
    begins_with_a_field = re.match(r"[\w.\[\]-]+: ", ended)
    return ended if begins_with_a_field else ended[:1].upper() + ended[1:]


def _text(words: str, role: str = "") -> QLabel:
    label = QLabel(words)
    label.setProperty("role", role)
    label.setTextFormat(Qt.TextFormat.PlainText)
    label.setWordWrap(True)
    return label
