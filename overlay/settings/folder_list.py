"""A list of bundles, folders and packed files, to add to and take from. Not for reading what is in them."""

from __future__ import annotations

import os
from collections.abc import Callable, Sequence
from pathlib import Path

from PySide6.QtCore import QMimeData, Qt, Signal
from PySide6.QtGui import QDragEnterEvent, QDropEvent
from PySide6.QtWidgets import QFileDialog, QHBoxLayout, QLabel, QPushButton, QVBoxLayout, QWidget

from content.files.base import PACKED_ENDING
from overlay.theme.flow import Flow
from overlay.theme.theme import GRID, Theme
from overlay.theme.widgets import IconButton

Choose = Callable[[QWidget], Sequence[str]]


def ask_for_folder(parent: QWidget) -> Sequence[str]:
    """Let the person pick a folder; nothing when they changed their mind."""
    chosen = QFileDialog.getExistingDirectory(parent, "Add a bundle folder")
    return [chosen] if chosen else []


def ask_for_packed(parent: QWidget) -> Sequence[str]:
    """Let the person pick packed bundles; nothing when they changed their mind."""
    kind = f"Packed bundles (*{PACKED_ENDING})"
    return QFileDialog.getOpenFileNames(parent, "Add packed bundles", "", kind)[0]


class FolderList(QWidget):
    """Each bundle on a line with a way to take it out. New ones are picked, or dropped here."""

    edited = Signal(object)  # tuple[Path, ...]

    def __init__(self, theme: Theme) -> None:
        super().__init__()
        self._theme = theme
        self._folders: tuple[Path, ...] = ()
        self._column = QVBoxLayout(self)
        self._column.setContentsMargins(0, 0, 0, 0)
        self._column.setSpacing(GRID // 2)
        self._lines: list[QWidget] = []
        self._add = Flow()
        self._add.add(self._button("addFolder", "Add folder…", ask_for_folder))
        self._add.add(self._button("addPacked", f"Add {PACKED_ENDING} file…", ask_for_packed))
        self._column.addWidget(self._add)
        self.setAcceptDrops(True)

    def show_folders(self, folders: Sequence[Path]) -> None:
        """Show ``folders`` in their order."""
        self._folders = tuple(folders)
        self.restyle()

    def lock(self) -> None:
        """Take away what adds and removes."""
        self._add.hide()
        self.setAcceptDrops(False)
        self.restyle()

    def restyle(self) -> None:
        """Build the lines anew in the theme's present colours and sizes."""
        for line in self._lines:
            line.hide()
            line.deleteLater()
        self._lines = [self._line(at, folder) for at, folder in enumerate(self._folders)]
        for at, line in enumerate(self._lines):
            self._column.insertWidget(at, line)

    def dragEnterEvent(self, event: QDragEnterEvent) -> None:
        if bundles_in(event.mimeData()):
            event.acceptProposedAction()

    def dropEvent(self, event: QDropEvent) -> None:
        event.acceptProposedAction()
        self._add_these(bundles_in(event.mimeData()))

    def _button(self, name: str, words: str, choose: Choose) -> QPushButton:
        button = QPushButton(words)
        button.setObjectName(name)
        button.setAutoDefault(False)
        button.clicked.connect(lambda: self._add_these([Path(chosen) for chosen in choose(self)]))
        return button

    def _line(self, at: int, folder: Path) -> QWidget:
        line = QWidget()
        row = QHBoxLayout(line)
        row.setContentsMargins(0, 0, 0, 0)
        there = _may_be_bundle(folder)
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

    def _add_these(self, chosen: Sequence[Path]) -> None:
        if chosen:
            self.edited.emit((*self._folders, *(path.absolute() for path in chosen)))


def bundles_in(dragged: QMimeData) -> list[Path]:
    """The folders and packed bundles among what is dragged, as files or as the text of their full paths."""
    files = [Path(url.toLocalFile()) for url in dragged.urls() if url.isLocalFile()]
    lines = dragged.text().splitlines() if not files else []
    return [path for path in [*files, *map(Path, lines)] if path.is_absolute() and _may_be_bundle(path)]


def _may_be_bundle(path: Path) -> bool:
    """Long lines of dragged text are no names of files, and say so by an OSError."""
    try:
        return path.is_dir() or (path.suffix.lower() == PACKED_ENDING and path.is_file())
    except (OSError, ValueError):
        return False
