"""How the last automatic panels of each card ended. What follows from it: content/attention/easing.py."""

from __future__ import annotations

from collections.abc import Mapping
from types import MappingProxyType

from content.attention.easing import CLOSED, KEPT, STAYED, added, closed
from content.memory.rows import Rows
from content.memory.schema import OutcomeRow


class OutcomeBook:
    """One letter an appearance, the last few alone: no times, no windows."""

    def __init__(self, rows: Rows[OutcomeRow]) -> None:
        self._rows = rows
        # What somebody wrote into the file by hand must not become a record.
        self._records = {
            card: "".join(letter for letter in row["ended"] if letter in STAYED + CLOSED)[-KEPT:]
            for card, row in rows.all()
        }

    @property
    def records(self) -> Mapping[str, str]:
        """The record of each card that has one; changes with the book."""
        return MappingProxyType(self._records)

    def appeared(self, card: str) -> None:
        """The panel opened by itself with ``card``, or at the person's wish where it was offered."""
        self._put(card, added(self._records.get(card, ""), STAYED))

    def was_closed(self, card: str) -> None:
        """The person closed what appeared last."""
        if record := self._records.get(card):
            self._put(card, closed(record))

    def forget(self, card: str) -> None:
        """Start afresh with ``card``; harmless if there is nothing."""
        self._records.pop(card, None)
        self._rows.remove([card])

    def clear(self) -> None:
        """Start afresh with all of them."""
        self._rows.remove(list(self._records))
        self._records.clear()

    def _put(self, card: str, record: str) -> None:
        if record != self._records.get(card):
            self._records[card] = record
            self._rows.put(card, {"ended": record})
