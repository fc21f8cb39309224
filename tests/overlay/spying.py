"""A palette that keeps what it was given to show, and cards to search in it."""

from __future__ import annotations

from typing import Any

from PySide6.QtCore import Qt
from PySide6.QtTest import QTest

from content.library.index_files import store
from content.library.library import Library
from content.library.reading import Reading
from overlay.palette.palette import Palette
from overlay.palette.rows import ResultRow
from overlay.theme.theme import Theme


def reading_of(library: Library) -> Reading:
    """What the reader's process would send."""
    return Reading(library, store(library.cards.values(), None))


class SpyingPalette(Palette):
    """The real palette, which also keeps what it was given to show."""

    def __init__(self, theme: Theme) -> None:
        super().__init__(theme)
        self.rows: list[ResultRow] = []
        self.note = ""

    def show_results(self, query: str, rows: Any, chosen: str = "", note: str = "") -> None:
        self.rows, self.note = list(rows), note
        super().show_results(query, rows, chosen, note)

    @property
    def chosen_card(self) -> str:
        current = self._parts.results.current
        return current.card.id if current is not None else ""

    def shown(self) -> list[tuple[str, str]]:
        return [(row.group, row.card.id) for row in self.rows]

    def press(self, key: Qt.Key, held: Qt.KeyboardModifier = Qt.KeyboardModifier.NoModifier) -> None:
        QTest.keyClick(self._parts.query, key, held)

    def type(self, text: str) -> None:
        QTest.keyClicks(self._parts.query, text)
