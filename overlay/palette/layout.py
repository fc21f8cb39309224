"""The parts of the palette and where they stand. Not for what they do: see palette.py."""

from __future__ import annotations

from collections.abc import Sequence
from typing import TYPE_CHECKING

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QFrame, QHBoxLayout, QLabel, QStackedWidget, QVBoxLayout, QWidget

from content.library.words import terms
from overlay.palette.empty import NothingFound
from overlay.palette.field import QueryField
from overlay.palette.foot import KeyLine
from overlay.palette.preview import Preview
from overlay.palette.results import ResultsList
from overlay.palette.rows import NEAREST, ResultRow
from overlay.theme.theme import GRID, HEADING, Theme
from overlay.theme.widgets import Hairline

if TYPE_CHECKING:
    from overlay.palette.written_answer import WrittenAnswerFrame

_SEARCH = 56  # px at 100 %, the height of the line one types in
_QUESTION = 3  # words; fewer name a thing and ask nothing


class PaletteParts:
    """Field above, results left, preview right, keys below."""

    def __init__(self, window: QWidget, theme: Theme) -> None:
        self._theme = theme
        self.query = QueryField()
        self.results = ResultsList(theme)
        self.preview = Preview(theme)
        self.empty = NothingFound(theme)
        self._icon = QLabel()
        self._divider = QFrame()
        self.keys = KeyLine(theme)
        self._body = QStackedWidget()
        self._search = QWidget()
        self._search.setObjectName("paletteSearch")
        self._line = QHBoxLayout(self._search)
        self._answered = self._has_room = True
        self.offers_written = False
        self._query: str | None = None  # none was listed since the palette opened
        self._lay_out(window)

    def show_results(self, query: str, rows: Sequence[ResultRow], chosen: str = "", note: str = "") -> None:
        """List ``rows`` below ``note`` and choose that card, or the first; or say that there are none."""
        self.results.replace(rows, chosen, note)
        if not rows:
            self.empty.show_query(query)
        self._body.setCurrentIndex(0 if rows else 1)
        is_same, self._query = query == self._query, query
        # What was found for another spelling may not be what was asked for.
        self._answered = not query or (not note and any(row.group != NEAREST for row in rows))
        self.keys.show_keys(
            has_cards=bool(rows),
            asks_missing=not self._answered,
            asks_written=self.offers_written and bool(rows) and len(terms(query)) >= _QUESTION,
            goes_on=is_same,
        )

    def show_waiting(self) -> None:
        """Nothing can be found yet: say so, and ask for no note that it is missing."""
        self.results.replace((), "", "")
        self.empty.show_waiting()
        self._body.setCurrentIndex(0)
        self._query, self._answered = None, True
        self.keys.show_keys(has_cards=False, asks_missing=False)

    def start_over(self) -> None:
        """The palette opens anew: what was said the last time is over, whatever is listed next."""
        self._query = None

    @property
    def is_answered(self) -> bool:
        """Whether what was typed last found cards that fit, or nothing was typed."""
        return self._answered

    def say(self, words: str) -> None:
        """Confirm something at the foot, until there are other results."""
        self.keys.say(words)

    def repaint(self) -> None:
        """Paint the results now, and with them whatever else waits to be painted."""
        self._body.repaint()

    def show_preview(self, visible: bool) -> None:
        """Show or drop the right half."""
        self._has_room = visible
        self.preview.setVisible(visible)
        self._divider.setVisible(visible)
        self.keys.show_read(visible)

    def show_written(self) -> WrittenAnswerFrame:
        """A written answer stands above the preview; where room is short they take the place of the list."""
        self.preview.show()
        self.results.setVisible(self._has_room)
        return self.preview.show_written()

    def hide_written(self) -> None:
        """As it was before."""
        self.preview.hide_written()
        self.preview.setVisible(self._has_room)
        self.results.show()

    def focus_preview(self) -> None:
        """Let the keys scroll the preview, if it is there."""
        if self.preview.isVisible() and self.results.current is not None:
            self.preview.setFocus(Qt.FocusReason.TabFocusReason)

    def height_for(self, rows: float) -> int:
        """The height of the window that shows so many results."""
        return (
            self._search.sizeHint().height()
            + self.results.height_of(rows)
            + self.keys.sizeHint().height()
            + 4
        )

    def restyle(self) -> None:
        """Take the theme's present colours and sizes."""
        theme, px = self._theme, self._theme.px
        self._icon.setPixmap(theme.pixmap("search", theme.roles.muted, 20, self._icon.devicePixelRatio()))
        self._search.setFixedHeight(px(_SEARCH))
        self._line.setContentsMargins(px(2 * GRID), 0, px(2 * GRID), 0)
        self.query.setStyleSheet(
            f"QLineEdit {{ background: transparent; border: none; padding: 0; font-size: {px(HEADING)}px;"
            f"placeholder-text-color: {theme.roles.muted}; }}"
        )
        self._divider.setStyleSheet(f"background: {theme.roles.line};")
        for part in (self.results, self.preview, self.empty, self.keys):
            part.restyle()

    def _lay_out(self, window: QWidget) -> None:
        line = self._line
        line.setSpacing(GRID)
        line.addWidget(self._icon)
        line.addWidget(self.query, 1)
        self._divider.setFixedWidth(1)
        found = QWidget()
        halves = QHBoxLayout(found)
        halves.setContentsMargins(0, 0, 0, 0)
        halves.setSpacing(0)
        halves.addWidget(self.results, 1)
        halves.addWidget(self._divider)
        halves.addWidget(self.preview, 1)
        self._body.addWidget(found)
        self._body.addWidget(self.empty)
        column = QVBoxLayout(window)
        column.setContentsMargins(1, 1, 1, 1)
        column.setSpacing(0)
        for part in (self._search, Hairline(), self._body, Hairline(), self.keys):
            column.addWidget(part)
        column.setStretchFactor(self._body, 1)
