"""Finds cards that never come first, because a wider rule has the higher priority. Not for what to say of it.

A card is shadowed when another one of the bundle is offered wherever it is (proven by implication.py) and
elsewhere too, to everybody that it is for, both are equally required, and the other's priority is higher.
Without it the narrower card would come first (docs/rules.md): it turns the order upside down. Two cards with
one rule and two priorities are meant to stand in that order, and so is a card that is required.
"""

from __future__ import annotations

from collections.abc import Hashable, Iterator, Sequence
from itertools import islice

from content.bundles.checks.implication import is_within, key, witness
from content.cards.model import Card, Required
from triggers.context import Context
from triggers.rules.matcher import Matcher
from triggers.rules.model import Field, Rule

# Of the rules that hold for a window that the narrow one is made for, this many are compared with it: the
# cost of ten thousand cards stays ten thousand times that of one.
_MOST_COMPARED = 20


def shadows(cards: Sequence[Card]) -> Iterator[tuple[Card, Card]]:
    """Each shadowed card with the one that always comes before it, in the order of ``cards``."""
    for required in Required:
        equals = [card for card in cards if card.when is not None and card.required is required]
        yield from _among(equals)


def _among(cards: Sequence[Card]) -> Iterator[tuple[Card, Card]]:
    highest = _highest(cards)
    if not highest:
        return
    rules = [Rule(str(n), "", card.when, False, card.priority) for n, card in enumerate(highest) if card.when]
    matcher = Matcher(rules)
    for card in cards:
        candidates = (highest[int(match.rule.card)] for match in matcher.match(_made_for(card)))
        before = (other for other in candidates if other.priority > card.priority)
        for other in islice(before, _MOST_COMPARED):
            if _is_shadowed(card, other):
                yield card, other
                break


def _highest(cards: Sequence[Card]) -> list[Card]:
    """Of the cards with one rule and one audience the one with the highest priority above the lowest."""
    lowest = min((card.priority for card in cards), default=0)
    highest: dict[Hashable, Card] = {}
    for card in cards:
        if card.priority > lowest and card.when is not None:
            alike = key(card.when), frozenset(card.roles), frozenset(card.languages)
            first = highest.setdefault(alike, card)
            if card.priority > first.priority:
                highest[alike] = card
    return list(highest.values())


def _made_for(card: Card) -> Context:
    """A window that the card's rule holds for, in as far as one can be made from its patterns."""
    texts = witness(card.when) if card.when else ()
    return Context(**{"window_class" if it is Field.CLASS else it.value: text for it, text in texts})


def _is_shadowed(card: Card, other: Card) -> bool:
    if card.when is None or other.when is None or not _is_for_all_of(card, other):
        return False
    return is_within(card.when, other.when) and not is_within(other.when, card.when)


def _is_for_all_of(card: Card, other: Card) -> bool:
    """Whether everybody that ``card`` is for gets ``other`` too."""
    audiences = (card.roles, other.roles), (card.languages, other.languages)
    return all(not theirs or (own and set(own) <= set(theirs)) for own, theirs in audiences)
