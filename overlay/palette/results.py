"""The palette's list of results and its one current row. Not for what stands in it: see model.py."""

from __future__ import annotations

from collections.abc import Sequence

from PySide6.QtCore import QModelIndex, QPoint, Qt, Signal
from PySide6.QtGui import QContextMenuEvent
from PySide6.QtWidgets import QAbstractItemView, QListView

from overlay.palette.delegate import ResultDelegate
from overlay.palette.model import ResultsModel
from overlay.palette.rows import ResultRow
from overlay.theme.theme import Theme


class ResultsList(QListView):
    """Always has a current row while there are results; steered from the search field and by mouse."""

    current_changed = Signal(object)  # ResultRow, or None when there is nothing
    picked = Signal(str)
    actions_asked = Signal(object)  # QPoint on the screen: what can be done with the row under it

    def __init__(self, theme: Theme) -> None:
        super().__init__()
        self._results = ResultsModel()
        self._delegate = ResultDelegate(theme)
        self.setObjectName("paletteResults")
        self.setAccessibleName("Results")
        self.setModel(self._results)
        self.setItemDelegate(self._delegate)
        self.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        self.setMouseTracking(True)
        self.setSelectionMode(QAbstractItemView.SelectionMode.SingleSelection)
        self.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.setVerticalScrollMode(QAbstractItemView.ScrollMode.ScrollPerPixel)
        self.clicked.connect(self._clicked)

    @property
    def current(self) -> ResultRow | None:
        """The chosen row."""
        return self._results.row_at(self.currentIndex().row())

    @property
    def is_at_first(self) -> bool:
        """Whether the chosen row is the first, as it is until the person moves."""
        return self._results.choosable()[:1] in ([], [self.currentIndex().row()])

    def replace(self, rows: Sequence[ResultRow], chosen: str = "", note: str = "") -> None:
        """Show ``rows`` below ``note`` and choose that card, or the first."""
        self._results.replace(rows, note)
        self.scrollToTop()
        self._choose(self._results.position_of(chosen) if chosen else 0)

    def step(self, steps: int) -> None:
        """Choose the row ``steps`` further down; stops at the ends."""
        choosable = self._results.choosable()
        if choosable:
            at = choosable.index(self.currentIndex().row())
            self._choose(max(0, min(len(choosable) - 1, at + steps)))

    def place_for_menu(self) -> QPoint:
        """Where a menu about the chosen row opens, on the screen: below the start of its title."""
        row = self.visualRect(self.currentIndex())
        inset = self._delegate.title_inset
        is_rtl = self.layoutDirection() == Qt.LayoutDirection.RightToLeft
        below = QPoint(row.right() - inset if is_rtl else row.left() + inset, row.bottom())
        return self.viewport().mapToGlobal(below)

    def contextMenuEvent(self, event: QContextMenuEvent) -> None:
        """The row under the pointer becomes the chosen one, so that it is clear what the menu is about."""
        at = self.indexAt(event.pos()).row()
        if self._results.row_at(at) is not None:
            self._choose(self._results.choosable().index(at))
            self.actions_asked.emit(event.globalPos())

    def height_of(self, rows: float) -> int:
        """The height that shows two headings and so many rows."""
        return round(rows * self._delegate.row_height) + 2 * self._delegate.heading_height

    def restyle(self) -> None:
        """Lay the rows out anew at the theme's present sizes."""
        self._delegate.restyle()
        self.doItemsLayout()

    def _choose(self, number: int) -> None:
        choosable = self._results.choosable()
        if not choosable:
            self.current_changed.emit(None)
            return
        index = self._results.index(choosable[number], 0)
        self.setCurrentIndex(index)
        if number == 0:
            self.scrollToTop()  # the heading above the first row belongs in view
        self.current_changed.emit(self.current)

    def _clicked(self, index: QModelIndex) -> None:
        row = self._results.row_at(index.row())
        if row is not None:
            self.picked.emit(row.card.id)
