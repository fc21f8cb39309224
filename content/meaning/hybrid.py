"""Brings what the words found and what lies near in meaning into one order. Not for finding either."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import replace

from content.library.ranking import TITLE_BEGUN, WEIGHTS
from content.library.search import Found, Hit
from content.meaning.index import Near

FLOOR = 0.15
"""Cosines up to here say nothing: any two English texts may have them."""

SURE = 0.45
"""From this cosine on a card means what was asked, so that it was found and is not only near."""

LOOKED_AT = 50
"""How many cards of either kind are worth bringing together."""

_TITLE_BEGUN = (
    TITLE_BEGUN * WEIGHTS.title
)  # the part of a card whose title is, or begins with, what was typed


def fuse(
    lexical: Found, nearest: Sequence[Near], limit: int, answer: Callable[[Near], str] = lambda _: ""
) -> Found:
    """``lexical`` with a part ``meaning`` in each hit that is near, and the near cards that no word found.

    Cards of the present context stay before all others, and none comes before a card whose title was typed
    that was behind it. ``answer`` gives the passage at a card's place, for cards that no word found.
    """
    near = {one.card: one for one in nearest if one.similarity > FLOOR}
    hits = [_with_meaning(hit, near.pop(hit.card, None)) for hit in lexical.hits]
    hits += [Hit(one.card, part(one), {"meaning": part(one)}, answer(one)) for one in near.values()]
    hits.sort(key=lambda hit: -hit.score)
    sure = any(one.similarity >= SURE for one in nearest)
    return replace(lexical, hits=tuple(hits[:limit]), nearest=lexical.nearest and not sure)


def is_foreign(lexical: Found, nearest: Sequence[Near], language: Callable[[str], str]) -> bool:
    """Whether the words themselves were found in a language that none of the ``nearest`` cards is in.

    Then the query is in that language, and what the encoder made of it means little. ``language`` is that of
    a card.
    """
    best = next(iter(lexical.hits), None)
    if best is None or "every" not in best.parts:
        return False
    return language(best.card) not in {language(one.card) for one in nearest}


def part(near: Near) -> float:
    """What its meaning adds to the score of a card."""
    return WEIGHTS.meaning * max(0.0, near.similarity - FLOOR) / (1 - FLOOR)


def _with_meaning(hit: Hit, near: Near | None) -> Hit:
    """A title means itself, also half typed, when it means something else to the encoder."""
    if hit.parts.get("title", 0.0) >= _TITLE_BEGUN:
        meaning = WEIGHTS.meaning
    elif near is not None:
        meaning = part(near)
    else:
        return hit
    parts = {**hit.parts, "meaning": meaning}
    return replace(hit, parts=parts, score=sum(parts.values()))
