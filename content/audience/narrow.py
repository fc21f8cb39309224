"""Which cards are for a person, and in which language. Pure; not for where either of them comes from."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass

from content.audience.person import Person
from content.cards.model import Card
from content.language_codes import serves, spelled


@dataclass(frozen=True, slots=True)
class Narrowed:
    """The cards for a person in their order, and why each of the others is left out, by its id."""

    cards: tuple[Card, ...]
    left_out: Mapping[str, str]


def narrow(cards: Iterable[Card], person: Person) -> Narrowed:
    """``cards`` without those whose audience excludes ``person``."""
    kept: list[Card] = []
    left_out: dict[str, str] = {}
    reasons: dict[object, str] = {}  # one text for all cards of one audience: there may be thousands
    for card in cards:
        audience = (card.roles, card.os, card.languages)
        if audience not in reasons:
            reasons[audience] = reason(card, person)
        if reasons[audience]:
            left_out[card.id] = reasons[audience]
        else:
            kept.append(card)
    return Narrowed(tuple(kept), left_out)


def reason(card: Card, person: Person) -> str:
    """Why ``card`` is not for ``person`` ("it is for the role finance; …"), or "" when it is."""
    if card.roles and person.roles and not _same(card.roles, person.roles):
        noun, yours = _plural("role", card.roles), _plural("role", person.roles)
        verb = "is" if len(person.roles) == 1 else "are"
        return f"it is for the {noun} {_either(card.roles)}; your {yours} {verb} {_list(person.roles)}"
    if card.os and person.os and person.os not in card.os:
        return f"it is for {_either(card.os)}; this is {person.os}"
    if card.languages and person.languages and not _is_read(card.languages, person.languages):
        noun, yours = _plural("language", card.languages), _plural("language", person.languages)
        verb = "is" if len(person.languages) == 1 else "are"
        return (
            f"it is for the {noun} {_either(card.languages)}; your {yours} {verb} {_list(person.languages)}"
        )
    return ""


def _same(some: Iterable[str], others: Iterable[str]) -> bool:
    return not {role.casefold() for role in some}.isdisjoint(role.casefold() for role in others)


def _is_read(offered: Iterable[str], wanted: Iterable[str]) -> bool:
    return any(serves(one, other) for one in spelled(offered) for other in wanted)


def _plural(noun: str, words: tuple[str, ...]) -> str:
    return noun if len(words) == 1 else f"{noun}s"


def _either(words: tuple[str, ...]) -> str:
    *others, last = words
    return f"{', '.join(others)} or {last}" if others else last


def _list(words: tuple[str, ...]) -> str:
    *others, last = words
    return f"{', '.join(others)} and {last}" if others else last
