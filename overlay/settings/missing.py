"""The list of what the person looked for and no card says: to remove from, and to copy. Not for noting it."""

from __future__ import annotations

from collections.abc import Sequence

from PySide6.QtCore import Signal
from PySide6.QtGui import QGuiApplication
from PySide6.QtWidgets import QPushButton, QWidget

from content.memory.missing import Missing
from overlay.settings.section import Section, listed, text
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
        remove = QPushButton("Remove")
        remove.setObjectName(f"removeMissing-{at}")
        remove.setAccessibleName(f"Remove {entry.query}")
        remove.clicked.connect(lambda: self.removed.emit(entry.query))
        lines = [text(entry.query), text(in_words(entry), "muted")]
        return listed(self._theme, f"missing-{at}", lines, remove)

    def _share(self, entries: Sequence[Missing]) -> QWidget:
        copy = QPushButton("Copy all")
        copy.setObjectName("copyMissing")
        copy.clicked.connect(lambda: QGuiApplication.clipboard().setText(as_text(entries)))
        advice = "To share the list with whoever writes your cards, paste it into a message."
        return listed(self._theme, "shareMissing", [text(advice, "muted")], copy)


def in_words(entry: Missing) -> str:
    """When, and how often: "21 Nov, 3 times"."""
    local = entry.last.astimezone()
    times = f", {entry.count} times" if entry.count > 1 else ""
    return f"{local.day} {local:%b}{times}"


def as_text(entries: Sequence[Missing]) -> str:
    """The list as lines that can be pasted anywhere."""
    return "\n".join(f"{entry.query} ({in_words(entry)})" for entry in reversed(entries))
