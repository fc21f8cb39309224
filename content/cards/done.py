"""Whether a card is worked through. Not for remembering how far the person came: see content/memory."""

from __future__ import annotations

from collections.abc import Collection

from content.cards.model import Card


def is_done(card: Card, ticked: Collection[str], step: int) -> bool:
    """Whether all items are ticked and the last step is reached; a card with neither is never done."""
    items, steps = card.items, card.steps
    if not items and not steps:
        return False
    return all(item.key in ticked for item in items) and (not steps or step >= steps[-1].number)
