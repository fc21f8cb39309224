"""Answers a query by its words and by its meaning together, where both are at hand. Not for the running app.

There the words are shown at once and the meaning follows from another process: overlay/meaning.py.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import replace

from content.cards.model import Card
from content.library.search import NOBODY, Asker, Found, SearchIndex
from content.meaning.hybrid import LOOKED_AT, fuse, is_foreign
from content.meaning.meanings import Meanings
from content.meaning.questions import is_asked
from content.meaning.texts import text_at


class BothWays:
    """Searches ``cards`` with an index over their words and with what they mean."""

    def __init__(self, index: SearchIndex, meanings: Meanings, cards: Mapping[str, Card]) -> None:
        self._index, self._meanings, self._cards = index, meanings, cards

    def search(self, query: str, limit: int, asker: Asker = NOBODY) -> Found:
        """As SearchIndex has it; a query that is too short for a meaning is answered by words alone."""
        if not is_asked(query):
            return self._index.search(query, limit, asker)
        lexical = self._index.search(query, max(limit, LOOKED_AT), asker)
        meant = lexical.read_as or query  # the encoder mends no spelling
        near = [one for one in self._meanings.nearest(meant, LOOKED_AT) if one.card in self._cards]
        if is_foreign(lexical, near, lambda card: self._cards[card].language):
            return replace(lexical, hits=lexical.hits[:limit])
        return fuse(lexical, near, limit, lambda one: text_at(self._cards[one.card], one.place))
