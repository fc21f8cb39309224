"""The cards that the person pinned, in the order in which they did. Not for showing them."""

from __future__ import annotations

from content.memory.rows import Rows
from content.memory.schema import PinRow


class Pins:
    """A new pin comes last, so that those before it stay where the hand expects them."""

    def __init__(self, rows: Rows[PinRow]) -> None:
        self._rows = rows

    def pin(self, card: str) -> None:
        """Pin ``card``; one that is pinned already keeps its place."""
        if self._rows.get(card) is None:
            last = max((row["order"] for _, row in self._rows.all()), default=0)
            self._rows.put(card, {"order": last + 1})

    def unpin(self, card: str) -> None:
        """Take the pin back; harmless if there is none."""
        self._rows.remove([card])

    def cards(self) -> tuple[str, ...]:
        """The pinned cards, first pinned first; some may belong to bundles that are not active now."""
        return tuple(card for card, _ in sorted(self._rows.all(), key=lambda entry: entry[1]["order"]))
