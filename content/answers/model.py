"""What is asked of a server that writes answers, and what it wrote, as plain values. Not for asking it."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class AskedCard:
    """A card as it is sent: ``title`` and ``text``, both plain. ``id`` is not sent."""

    id: str
    title: str
    text: str


@dataclass(frozen=True, slots=True)
class Asked:
    """One question, and the cards to answer it from, best first: all that a server learns."""

    question: str
    cards: Sequence[AskedCard]


@dataclass(frozen=True, slots=True)
class Quote:
    """``words`` of the card ``card``, letter for letter as they stand there."""

    card: str
    words: str


@dataclass(frozen=True, slots=True)
class WrittenAnswer:
    """What a server wrote, as far as it holds; ``none`` says that the cards don't answer.

    ``text`` is plain text in which [1] stands for the first of ``cards``, the ids of those that were sent.
    """

    text: str = ""
    quotes: tuple[Quote, ...] = ()
    cards: tuple[str, ...] = ()
    none: bool = False

    @property
    def cited(self) -> tuple[tuple[int, str], ...]:
        """Number and id of each card that the text cites or that is quoted, in order."""
        quoted = {quote.card for quote in self.quotes}
        numbered = enumerate(self.cards, start=1)
        return tuple((at, card) for at, card in numbered if f"[{at}]" in self.text or card in quoted)


NO_ANSWER = WrittenAnswer(none=True)
