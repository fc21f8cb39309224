"""What a search index over cards promises, for the palette and ``sidecue find``. One engine: fts5.py."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Protocol


@dataclass(frozen=True, slots=True)
class Hit:
    """One card found. ``score`` is the sum of ``parts``, which say where it comes from.

    ``answer`` is the step, item or paragraph of the card that answers best, as plain text ("" when the card
    has none).
    """

    card: str
    score: float
    parts: Mapping[str, float]
    answer: str


class SearchIndex(Protocol):
    """Used by one thread at a time; which one may change, so that it can be built in the background."""

    def search(self, query: str, limit: int, favoured: Sequence[str]) -> list[Hit]:
        """The best ``limit`` cards for ``query``, best first; never raises, whatever the query.

        ``favoured`` are the cards of the present context, most relevant first: those of them that fit come
        before all others, and a query without a letter or digit finds just them. Equal cards stand in the
        order of title and id, so that the same question always has the same answer.
        """

    def close(self) -> None:
        """Release the index; may be called twice."""
