"""The list of what the person looked for and no card says: to remove from, and to copy. Not for noting it."""

from __future__ import annotations

from collections.abc import Sequence

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QGuiApplication
from PySide6.QtWidgets import QHBoxLayout, QPushButton, QVBoxLayout, QWidget

from content.memory.missing import Missing
from overlay.settings.section import Section, text
from overlay.theme.theme import GRID, Theme


class MissingSection(Section):
    """``removed`` carries the words of the entry that the person takes out."""

    removed = Signal(str)

    def __init__(self, theme: Theme) -> None:
        super().__init__("What I looked for and no card says")
        self._theme = theme
        self.show_missing(())

    def show_missing(self, entries: Sequence[Missing]) -> None:
        """List ``entries``, latest first."""
        self.clear()
        for at, entry in enumerate(reversed(entries)):
            self.add(self._row(at, entry))
        if entries:
            self.add(self._share(entries))
        else:
            nothing = text(
                "Nothing. Ctrl+L in the palette notes what you did not find, here and only here.", "muted"
            )
            nothing.setContentsMargins(*(self._theme.px(1.5 * GRID),) * 4)
            self.add(nothing)

    def _row(self, at: int, entry: Missing) -> QWidget:
        words = QVBoxLayout()
        words.setSpacing(2)
        words.addWidget(text(entry.query))
        words.addWidget(text(in_words(entry), "muted"))
        remove = QPushButton("Remove")
        remove.setObjectName(f"removeMissing-{at}")
        remove.setAutoDefault(False)
        remove.setAccessibleName(f"Remove {entry.query}")
        remove.clicked.connect(lambda: self.removed.emit(entry.query))
        return self._line(f"missing-{at}", words, remove)

    def _share(self, entries: Sequence[Missing]) -> QWidget:
        words = QVBoxLayout()
        words.addWidget(
            text("To share the list with whoever writes your cards, paste it into a message.", "muted")
        )
        copy = QPushButton("Copy all")
        copy.setObjectName("copyMissing")
        copy.setAutoDefault(False)
        copy.clicked.connect(lambda: QGuiApplication.clipboard().setText(as_text(entries)))
        return self._line("shareMissing", words, copy)

    def _line(self, name: str, words: QVBoxLayout, button: QPushButton) -> QWidget:
        row = QWidget()
        row.setObjectName(name)
        line = QHBoxLayout(row)
        side, above = self._theme.px(2 * GRID), self._theme.px(GRID)
        line.setContentsMargins(side, above, side, above)
        line.addLayout(words, 1)
        line.addWidget(button, 0, Qt.AlignmentFlag.AlignVCenter)
        return row


def in_words(entry: Missing) -> str:
    """When, and how often: "21 Nov, 3 times"."""
    local = entry.last.astimezone()
    times = f", {entry.count} times" if entry.count > 1 else ""
    return f"{local.day} {local:%b}{times}"


def as_text(entries: Sequence[Missing]) -> str:
    """The list as lines that can be pasted anywhere."""
    return "\n".join(f"{entry.query} ({in_words(entry)})" for entry in reversed(entries))
