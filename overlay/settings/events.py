"""What was noted of what happened with cards: to take along, or to erase. Not for noting it."""

from __future__ import annotations

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QFileDialog, QLabel, QPushButton, QWidget

from overlay.settings.section import Section, listed, text
from overlay.theme.theme import Theme


class EventSection(Section):
    """``export_asked`` carries the file that the person chose."""

    erase_asked = Signal()
    export_asked = Signal(str)
    report_asked = Signal()

    def __init__(self, theme: Theme) -> None:
        super().__init__("What happened with cards")
        self._theme = theme
        self._said = text("", "muted")
        self._said.hide()
        self.add(
            self._row(
                "openReport",
                "Open report",
                "What your cards did for you, as a page in your browser: did help come in time, did it last?",
                self._report,
            )
        )
        self.add(
            self._row(
                "eraseEvents",
                "Erase all",
                "Which cards were shown, opened and completed, and when. It is on this computer only.",
                self._erase,
                self._said,
            )
        )
        self.add(
            self._row(
                "exportEvents",
                "Export…",
                "All of it as a file of text, to take along.",
                self._export,
            )
        )

    def say(self, words: str) -> None:
        """How it went, below what it is about."""
        self._said.setText(words)
        self._said.setVisible(bool(words))

    def _row(self, name: str, label: str, words: str, act: object, *more: QLabel) -> QWidget:
        button = QPushButton(label)
        button.setObjectName(name)
        button.clicked.connect(act)
        return listed(self._theme, f"{name}Row", [text(words, "muted"), *more], button)

    def _report(self) -> None:
        self.report_asked.emit()

    def _erase(self) -> None:
        self.erase_asked.emit()

    def _export(self) -> None:
        file, _ = QFileDialog.getSaveFileName(self, "Export", "sidecue-events.json", "JSON (*.json)")
        if file:
            self.export_asked.emit(file)
