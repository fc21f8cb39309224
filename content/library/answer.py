"""Picks the passage of a card that answers a query best. Not for choosing the card."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from itertools import takewhile

from content.library.passages import Passage
from content.library.words import words

_SAME_STEM = 4  # letters two words must share to count as forms of one word ("posted", "posting")
_ENDING = 3  # letters in which they may differ after that


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
    text, heading = words(passage.text), words(passage.heading)
    return sum(
        weight * max(_likeness(term, text), 0.5 * _likeness(term, heading))
        for term, weight in weights.items()
    )


def _likeness(term: str, among: Sequence[str]) -> float:
    return max((_alike(term, word) for word in among), default=0.0)


def _alike(term: str, word: str) -> float:
    if word == term:
        return 1.0
    if word.startswith(term):
        return 0.8
    shared = sum(1 for _ in takewhile(lambda pair: pair[0] == pair[1], zip(term, word, strict=False)))
    return 0.6 if shared >= _SAME_STEM and max(len(term), len(word)) - shared <= _ENDING else 0.0
