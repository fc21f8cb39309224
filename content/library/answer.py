"""Picks the passage of a card that answers a query best. Not for choosing the card."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

from content.library.passages import Passage
from content.library.words import spaced

_SAME_STEM = 4  # letters two words must share to count as forms of one word ("posted", "posting")
_TELLING = 3  # letters from which on the beginning of a word says which word it is
_ENDING = 3  # letters that may follow in either of them


def best_answer(passages: Sequence[Passage], weights: Mapping[str, float]) -> str:
    """The text of the passage in which the query's words weigh most; the card's opening if none occurs.

    ``weights`` are the words of the query with their weight: rare words say more. A word in the heading above
    a passage counts half; of equal passages the first one wins.
    """
    answers = [passage for passage in passages if passage.kind != "heading"]
    if not answers:
        return ""
    return max(answers, key=lambda passage: _weight(passage, weights)).text


def _weight(passage: Passage, weights: Mapping[str, float]) -> float:
    text, heading = spaced(passage.text), spaced(passage.heading)
    return sum(
        weight * max(_likeness(term, text), 0.5 * _likeness(term, heading))
        for term, weight in weights.items()
    )


def _likeness(term: str, text: str) -> float:
    """How much like ``term`` the most similar word of ``text`` is; searching a string is the fastest way."""
    if f" {term}" in text:
        whole = f" {term} " in text
        return 1.0 if whole else 0.8 if len(term) >= _TELLING else 0.2
    stem = term[: max(_SAME_STEM, len(term) - _ENDING)]
    start = text.find(f" {stem}") if len(term) > _SAME_STEM else -1
    if start < 0:
        return 0.0
    return 0.6 if text.index(" ", start + 1) - start - 1 <= len(stem) + _ENDING else 0.0
