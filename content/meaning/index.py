"""Finds the cards whose vectors lie nearest to a query's. Needs numpy, which comes with the encoder."""

from __future__ import annotations

from collections.abc import Iterable
from typing import TYPE_CHECKING, NamedTuple

from content.meaning.vectors import Vectors

if TYPE_CHECKING:
    import numpy as np
    from numpy.typing import NDArray

_AT_ONCE = 8_192  # rows; all of them as floating point numbers would take four times the memory


class Near(NamedTuple):
    """A card that may mean what was asked: its cosine with the query, and the place of the nearest text."""

    card: str
    similarity: float
    place: int


class MeaningIndex:
    """The vectors of many cards. A card that is there twice, in two languages perhaps, counts once."""

    def __init__(self, vectors: Iterable[Vectors], dimensions: int) -> None:
        """Vectors of other ``dimensions`` are passed over."""
        import numpy as np

        fitting = [card for one in vectors if one.dimensions == dimensions for card in one.cards]
        rows = [(card.card, vector) for card in fitting for vector in card.vectors]
        rows.sort(key=lambda row: row[0])
        numbers = b"".join(vector.numbers for _, vector in rows)
        self._rows = np.frombuffer(numbers, np.int8).reshape(len(rows), dimensions)
        self._scales = np.array([vector.scale for _, vector in rows], np.float32)
        self._places = [vector.place for _, vector in rows]
        self._starts = [at for at, row in enumerate(rows) if not at or rows[at - 1][0] != row[0]]
        self._cards = [rows[at][0] for at in self._starts]

    def __len__(self) -> int:
        """How many cards it knows."""
        return len(self._cards)

    def nearest(self, query: NDArray[np.float32], count: int) -> list[Near]:
        """The ``count`` cards nearest to the vector ``query``, the nearest first."""
        import numpy as np

        if not self._cards or count <= 0:
            return []
        pieces = [
            self._rows[start : start + _AT_ONCE].astype(np.float32) @ query
            for start in range(0, len(self._rows), _AT_ONCE)
        ]
        similar = np.concatenate(pieces) * self._scales
        best = np.maximum.reduceat(similar, self._starts)
        order = np.argsort(-best, kind="stable")[:count]
        return [self._near(int(number), similar) for number in order]

    def _near(self, number: int, similar: NDArray[np.float32]) -> Near:
        ends = [*self._starts[number + 1 : number + 2], len(similar)]
        start = self._starts[number]
        row = start + int(similar[start : ends[0]].argmax())
        return Near(self._cards[number], round(float(similar[row]), 4), self._places[row])
