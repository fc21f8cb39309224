"""Bundles as one person gets them: their cards, each in their language. Not for reading bundles."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import replace

from content.audience.narrow import narrow
from content.audience.others import Others
from content.audience.person import Person
from content.bundles.model import Bundle
from content.cards.model import Card
from content.language_codes import best, spelled


def for_person(bundles: Sequence[Bundle], person: Person) -> tuple[list[Bundle], Others]:
    """``bundles`` with the cards that are for ``person``, in their language, and what is there for others."""
    mine: list[Bundle] = []
    left_out: dict[str, str] = {}
    for bundle in bundles:
        narrowed = narrow(bundle.cards, person)
        left_out.update(narrowed.left_out)
        variants = _by_card(bundle.variants)
        cards = (_in_language(card, variants.get(card.id, ()), bundle, person) for card in narrowed.cards)
        mine.append(replace(bundle, cards=tuple(cards), variants=()))
    roles: dict[str, str] = {}
    for card in _all_cards(bundles):
        for role in card.roles:
            roles.setdefault(role.casefold(), role)
    languages = spelled(card.language for card in _all_cards(bundles))
    return mine, Others(left_out, tuple(sorted(roles.values(), key=str.casefold)), tuple(sorted(languages)))


def _in_language(card: Card, variants: Sequence[Card], bundle: Bundle, person: Person) -> Card:
    """The one that the person reads best, else the one in the bundle's first language, else ``card``."""
    if not variants:
        return card
    offered = {variant.language: variant for variant in (*variants, card)}
    chosen = best(person.languages, tuple(offered)) or bundle.languages[0]
    return offered.get(chosen, card)


def _by_card(variants: Iterable[Card]) -> Mapping[str, list[Card]]:
    found: dict[str, list[Card]] = {}
    for variant in variants:
        found.setdefault(variant.id, []).append(variant)
    return found


def _all_cards(bundles: Iterable[Bundle]) -> Iterable[Card]:
    return (card for bundle in bundles for card in bundle.in_every_language)
