"""Whether a card is worked through. Not for remembering how far the person came: see content/memory."""

from __future__ import annotations

from collections.abc import Collection

from content.cards.model import Card


def all_ticked(card: Card, ticked: Collection[str]) -> bool:
    """Whether every item is ticked; only a card with items ever is."""
    items = card.items
    return bool(items) and all(item.key in ticked for item in items)


def is_done(card: Card, ticked: Collection[str], step: int) -> bool:
    """Whether all items are ticked and the last step is reached; a card with neither is never done."""
    steps = card.steps
    if not steps:
        return all_ticked(card, ticked)
    return step >= steps[-1].number and (not card.items or all_ticked(card, ticked))
