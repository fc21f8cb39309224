"""Our engine behind the one function the benches know. Whoever changes how it is called changes this file."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from pathlib import Path

from content.cards.model import Card
from content.library.fts5 import Fts5Index
from content.library.index_files import store
from content.library.search import SearchIndex
from content.library.stored_index import StoredIndex
from content.meaning.both import BothWays
from content.meaning.carried import of_card
from content.meaning.encoder import NoEncoder, find_encoder, is_installed
from content.meaning.meanings import Meanings
from content.meaning.texts import TEXTS
from content.meaning.vectors import DIGEST, Vectors

Engine = Callable[[str], list[tuple[str, str]]]  # query → card ids and answers, best first

HAS_MODEL = is_installed()
NO_MODEL = "The extra `meaning` is not installed: --model is ignored."


def ours(cards: Sequence[Card], limit: int = 10, *, model: bool = False) -> Engine:
    """The engine over ``cards``; ``model`` adds the embedding model, where HAS_MODEL says there is one."""
    if model and not HAS_MODEL:
        raise ValueError(NO_MODEL)
    return _engine(with_meaning(cards) if model else Fts5Index(cards), limit)


def with_meaning(cards: Sequence[Card]) -> BothWays:
    """Words and meaning together; vectors are computed as for packing, which takes minutes for thousands."""
    encoder = find_encoder()
    if isinstance(encoder, NoEncoder):
        raise TypeError(encoder.reason)
    known = [card for card in cards if card.language.partition("-")[0] in encoder.languages]
    vectors = tuple(of_card(card, bytes(DIGEST), encoder) for card in known)
    meanings = Meanings(encoder, [Vectors(encoder.name, TEXTS, encoder.dimensions, vectors)])
    return BothWays(Fts5Index(cards), meanings, {card.id: card for card in cards})


def _engine(index: SearchIndex | BothWays, limit: int) -> Engine:
    return lambda query: [(hit.card, hit.answer) for hit in index.search(query, limit).hits]


@dataclass(frozen=True, slots=True)
class Kept:
    """The cards and their index as the app keeps it between two starts; can be pickled."""

    cards: Sequence[Card]
    index: StoredIndex

    @classmethod
    def of(cls, cards: Sequence[Card], folder: Path) -> Kept:
        """Index ``cards`` in ``folder``; cards that its last index has already are not indexed anew."""
        return cls(cards, store(cards, folder))

    def open(self, limit: int = 10) -> Engine:
        """The engine over what was kept."""
        return _engine(Fts5Index(self.cards, self.index.open()), limit)
