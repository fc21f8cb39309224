"""Picks the passage of a card that answers a query best. Not for choosing the card."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from operator import mul

from content.library.passages import Passage
from content.library.ranking import HEADING

Meanings = Mapping[str, Sequence[tuple[int, float]]]
"""For each word of the library: the numbers of the terms it stands for, and how well."""


@dataclass(frozen=True, slots=True)
class Line:
    """One passage as it is compared: its words, and those of the heading it stands under."""

    passage: Passage
    words: Sequence[str]
    heading: Sequence[str]


def best_answer(lines: Sequence[Line], meanings: Meanings, rarity: Sequence[float]) -> str:
    """The text of the passage that says most of what was asked; the card's opening if none does.

    ``rarity`` is how much each term says: rare words say more. A word in the heading above a passage counts
    half; of equal passages the first one wins.
    """
    best, most = None, 0.0
    for line in lines:
        if line.passage.kind == "heading":
            continue
        merit = _merit(line, meanings, rarity)
        if best is None or merit > most:
            best, most = line, merit
    return best.passage.text if best is not None else ""


def says(found: Iterable[str], meanings: Meanings, rarity: Sequence[float]) -> float:
    """How much of what was asked these words say."""
    telling = [word for word in found if word in meanings]
    if not telling:
        return 0.0
    merit: float = sum(map(mul, rarity, _said(telling, meanings, len(rarity))))
    return merit


def _said(found: Iterable[str], meanings: Meanings, terms: int) -> list[float]:
    """How well each of so many terms is said by these words, 0 to 1."""
    best = [0.0] * terms
    for word in found:
        for term, weight in meanings[word]:
            best[term] = max(best[term], weight)
    return best


def _merit(line: Line, meanings: Meanings, rarity: Sequence[float]) -> float:
    above = [word for word in line.heading if word in meanings]
    if not above:
        return says(line.words, meanings, rarity)
    inside = [word for word in line.words if word in meanings]
    both = zip(_said(inside, meanings, len(rarity)), _said(above, meanings, len(rarity)), strict=True)
    merit: float = sum(map(mul, rarity, (max(here, HEADING * there) for here, there in both)))
    return merit
