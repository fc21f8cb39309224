"""An encoder for tests that knows a handful of concepts: implements Encoder, needs numpy alone."""

from __future__ import annotations

import zlib
from collections.abc import Sequence
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from content.meaning.encoder import Vectors

_MEANS = {
    **dict.fromkeys(("undo", "reverse", "revert", "cancel"), 0),
    **dict.fromkeys(("payment", "transfer", "remittance"), 1),
    **dict.fromkeys(("holiday", "leave", "vacation"), 2),
    **dict.fromkeys(("printer", "paper"), 3),
}
_OTHERS = 4  # places for all other words: what they mean nobody told


class Concepts:
    """Implements Encoder: counts concepts, and other words a little."""

    languages = ("en",)
    dimensions = 4 + _OTHERS

    def __init__(self, name: str = "concepts-1") -> None:
        self.name = name
        self.asked: list[str] = []

    def encode(self, texts: Sequence[str]) -> Vectors:
        """See Encoder."""
        import numpy as np

        self.asked += texts
        rows = np.full((len(texts), self.dimensions), 1e-3, np.float32)
        for row, text in zip(rows, texts, strict=True):
            for word in text.lower().replace(":", " ").replace(".", " ").split():
                if word in _MEANS:
                    row[_MEANS[word]] += 1
                else:
                    row[4 + zlib.crc32(word.encode()) % _OTHERS] += 0.1
        lengths: Vectors = np.linalg.norm(rows, axis=1, keepdims=True)
        return rows / lengths
