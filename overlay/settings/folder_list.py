"""A list of folders to add to and take from. Not for reading what is in them."""

from __future__ import annotations

import os
from collections.abc import Callable, Sequence
from pathlib import Path

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QFileDialog, QHBoxLayout, QLabel, QPushButton, QVBoxLayout, QWidget

from overlay.theme.theme import GRID, Theme
from overlay.theme.widgets import IconButton

ChooseFolder = Callable[[QWidget], str]


def ask_for_folder(parent: QWidget) -> str:
    """Let the person pick a folder; "" when they changed their mind."""
    return QFileDialog.getExistingDirectory(parent, "Add a bundle folder")


class FolderList(QWidget):
    """Each folder on a line with a way to take it out; ``choose`` opens whatever picks a new one."""

    edited = Signal(object)  # tuple[Path, ...]

    def __init__(self, theme: Theme, choose: ChooseFolder = ask_for_folder) -> None:
        super().__init__()
        self._theme, self._choose = theme, choose
        self._folders: tuple[Path, ...] = ()
        self._column = QVBoxLayout(self)
        self._column.setContentsMargins(0, 0, 0, 0)
        self._column.setSpacing(GRID // 2)
        self._lines: list[QWidget] = []
        self._add = QPushButton("Add folder…")
        self._add.setObjectName("addFolder")
        self._add.setAutoDefault(False)
        self._add.clicked.connect(self._add_one)
        self._column.addWidget(self._add, 0, Qt.AlignmentFlag.AlignLeading)

    def show_folders(self, folders: Sequence[Path]) -> None:
        """Show ``folders`` in their order."""
        self._folders = tuple(folders)
        self.restyle()

    def lock(self) -> None:
        """Take away what adds and removes."""
        self._add.hide()
        self.restyle()

    def restyle(self) -> None:
        """Build the lines anew in the theme's present colours and sizes."""
        for line in self._lines:
            line.hide()
            line.deleteLater()
        self._lines = [self._line(at, folder) for at, folder in enumerate(self._folders)]
        for at, line in enumerate(self._lines):
            self._column.insertWidget(at, line)

    def _line(self, at: int, folder: Path) -> QWidget:
        line = QWidget()
        row = QHBoxLayout(line)
        row.setContentsMargins(0, 0, 0, 0)
        there = folder.is_dir()
        path = str(folder).replace(os.sep, f"{os.sep}\u200b")  # a long path breaks behind its separators
        text = QLabel(path if there else f"{path} — not there at the moment")
        text.setProperty("role", "small" if there else "warning")
        text.setTextFormat(Qt.TextFormat.PlainText)
        text.setWordWrap(True)
        remove = IconButton(self._theme, "close", f"Remove {folder}")
        remove.setObjectName(f"removeFolder-{at}")
        remove.clicked.connect(lambda: self.edited.emit(self._folders[:at] + self._folders[at + 1 :]))
        remove.setHidden(self._add.isHidden())
        row.addWidget(text, 1)
        row.addWidget(remove)
        return line

    def _add_one(self) -> None:
        chosen = self._choose(self)
        if chosen:
            self.edited.emit((*self._folders, Path(chosen).absolute()))
