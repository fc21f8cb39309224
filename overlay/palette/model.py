"""The palette's results as a Qt list: headings and rows, and how each is spoken. Not for painting them."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from PySide6.QtCore import QAbstractListModel, QModelIndex, QPersistentModelIndex, Qt

from overlay.palette.rows import HERE, PINNED, ResultRow, spoken

ROW_ROLE = Qt.ItemDataRole.UserRole + 1
_TEXT_ROLES = (Qt.ItemDataRole.DisplayRole, Qt.ItemDataRole.AccessibleTextRole)

Index = QModelIndex | QPersistentModelIndex


class ResultsModel(QAbstractListModel):
    """Rows under the heading of their group; a heading can be neither chosen nor stepped on."""

    def __init__(self) -> None:
        super().__init__()
        self._entries: list[str | ResultRow] = []

    def replace(self, rows: Sequence[ResultRow], note: str = "") -> None:
        """Show ``rows`` instead, in one reset: the pinned, what is for this window, then as they come.

        ``note`` stands above them all, like a heading.
        """
        groups: dict[str, list[ResultRow]] = {PINNED: [], HERE: []}
        for row in rows:
            groups.setdefault(row.group, []).append(row)
        self.beginResetModel()
        self._entries = [note] if note else []
        for group, members in groups.items():
            self._entries += [group, *members] if members else []
        self.endResetModel()

    def row_at(self, position: int) -> ResultRow | None:
        """The result at ``position``; None for a heading and beyond the ends."""
        entry = self._entries[position] if 0 <= position < len(self._entries) else None
        return entry if isinstance(entry, ResultRow) else None

    def position_of(self, card: str) -> int:
        """Where ``card`` stands among ``choosable``; 0 if it does not."""
        rows = [self.row_at(at) for at in self.choosable()]
        return next((at for at, row in enumerate(rows) if row is not None and row.card.id == card), 0)

    def choosable(self) -> list[int]:
        """The positions that are results, top to bottom."""
        return [at for at, entry in enumerate(self._entries) if isinstance(entry, ResultRow)]

    def rowCount(self, parent: Index | None = None) -> int:
        return 0 if parent is not None and parent.isValid() else len(self._entries)

    def flags(self, index: Index) -> Qt.ItemFlag:
        if self.row_at(index.row()) is None:
            return Qt.ItemFlag.NoItemFlags
        return Qt.ItemFlag.ItemIsEnabled | Qt.ItemFlag.ItemIsSelectable | Qt.ItemFlag.ItemNeverHasChildren

    def data(self, index: Index, role: int = Qt.ItemDataRole.DisplayRole) -> Any:
        if not index.isValid():
            return None
        entry = self._entries[index.row()]
        if isinstance(entry, str):
            return (
                entry if role in {Qt.ItemDataRole.DisplayRole, Qt.ItemDataRole.AccessibleTextRole} else None
            )
        match role:
            case Qt.ItemDataRole.DisplayRole:
                return entry.card.title
            case Qt.ItemDataRole.AccessibleTextRole:
                return spoken(entry)
            case _ if role == ROW_ROLE:
                return entry
        return None
