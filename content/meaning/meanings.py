"""Answers queries by meaning: an encoder, and the vectors that packed bundles carry. Not for words."""

from __future__ import annotations

from collections.abc import Iterable
from pathlib import Path

from content.files.base import open_files
from content.meaning.carried import carried
from content.meaning.encoder import Encoder
from content.meaning.index import MeaningIndex, Near
from content.meaning.questions import carriers, is_asked
from content.meaning.vectors import Vectors
from content.problems import ContentError


def vectors_of(paths: Iterable[Path]) -> list[Vectors]:
    """The vectors of the packed bundles among ``paths``; of two bundles with one id, those of the first."""
    found: list[Vectors] = []
    used: set[str] = set()
    for path in carriers(paths):
        try:
            parts = [part for part in carried(open_files(path)).parts if part.cards]
        except ContentError:  # whoever reads its cards says what is wrong with it
            continue
        bundles = {part.cards[0].card.partition("/")[0] for part in parts}
        if not bundles & used:
            found += parts
            used |= bundles
    return found


class Meanings:
    """What some bundles mean. Vectors of another encoder than ``encoder`` are of no use and passed over."""

    def __init__(self, encoder: Encoder, vectors: Iterable[Vectors]) -> None:
        self._encoder = encoder
        fitting = [one for one in vectors if one.encoder == encoder.name]
        self._index = MeaningIndex(fitting, encoder.dimensions)

    @property
    def cards(self) -> int:
        """How many cards can be found."""
        return len(self._index)

    def nearest(self, query: str, count: int) -> list[Near]:
        """The ``count`` cards nearest in meaning, the nearest first; none for a query of too few words."""
        if not self.cards or not is_asked(query):
            return []
        return self._index.nearest(self._encoder.encode([query])[0], count)
