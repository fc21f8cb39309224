"""Which texts of a card get a vector each: the card as a whole, and its passages. Not for encoding them."""

from __future__ import annotations

from itertools import groupby

from content.cards.model import Card
from content.library.passages import Passage, passages

TEXTS = 2
"""Which texts these are: to be counted up with each change here or in passages that gives other ones."""

MOST = 8
"""Texts of one card."""

WHOLE = -1
"""The place of the text that stands for the whole card; the others have that of their first passage."""

_OPENING = 400  # characters: what a card begins with says what it is about
_PIECE = 320  # characters of passages that are put together: as long as a paragraph


def texts_of(card: Card) -> list[tuple[int, str]]:
    """At most MOST texts of ``card``, each with its place: WHOLE, or a number in ``passages(card)``."""
    found = passages(card)
    opening = " ".join(passage.text for passage in found)[:_OPENING]
    keywords = ", ".join(card.keywords)
    whole = ". ".join(part for part in (card.title, keywords, opening) if part)
    pieces = _pieces(found)
    every = -(-len(pieces) // (MOST - 1)) or 1  # of a long card neighbours go together
    texts = [(WHOLE, whole)]
    for start in range(0, len(pieces), every):
        together = pieces[start : start + every]
        texts.append((together[0][0], f"{card.title}: " + " ".join(text for _, text in together)))
    return texts


def _pieces(found: tuple[Passage, ...]) -> list[tuple[int, str]]:
    """Neighbouring passages under one heading, up to the length of a paragraph."""
    pieces: list[tuple[int, str]] = []
    numbered = [(number, passage) for number, passage in enumerate(found) if passage.kind != "heading"]
    for heading, group in groupby(numbered, key=lambda entry: entry[1].heading):
        first, text = WHOLE, heading
        for number, passage in group:
            if first != WHOLE and len(text) + len(passage.text) > _PIECE:
                pieces.append((first, text))
                first, text = WHOLE, heading
            first = number if first == WHOLE else first
            text = f"{text} {passage.text}".strip()
        pieces.append((first, text))
    return pieces


def text_at(card: Card, place: int) -> str:
    """The passage of ``card`` at ``place``, to show as its answer: for WHOLE its first, "" without any."""
    found = passages(card)
    if 0 <= place < len(found):
        return found[place].text
    return next((passage.text for passage in found if passage.kind != "heading"), "")
