"""Whether a rule takes in too much, never comes first, or needs a setting. Not for rules that are broken.

Cards of one window all show, one open and the others listed below it; the order is that of docs/rules.md.
"""

from __future__ import annotations

from collections.abc import Hashable, Iterator

from content.bundles.breadth import breadths
from content.bundles.checks.implication import key
from content.bundles.checks.model import Check, Finding, Inspection
from content.bundles.checks.shadow import shadows
from content.bundles.detail_need import needs_detail
from content.bundles.sample_windows import sample_windows
from content.cards.model import Card
from content.problems import Severity


def _broad_rule(inspection: Inspection) -> Iterator[Finding]:
    cards = [card for card in inspection.bundle.cards if card.when is not None]
    conditions = [card.when for card in cards if card.when is not None]
    for card, found in zip(cards, breadths(conditions, sample_windows()), strict=True):
        if found.is_broad:
            remedy = "name the app, and what its title says while people do this"
            yield Finding(card.file, f"matches {found}", remedy, "when")


def _same_rule(inspection: Inspection) -> Iterator[Finding]:
    first: dict[Hashable, Card] = {}
    for card in inspection.bundle.cards:
        if card.when is None:
            continue
        standing = card.required, card.priority, frozenset(card.roles), frozenset(card.languages)
        other = first.setdefault((standing, key(card.when)), card)
        if other.id != card.id:
            message = f"is the same rule as that of {_short(other)}, so their names decide which comes first"
            yield Finding(card.file, message, "give one of them a priority:, or make them one card", "when")


def _shadowed_rule(inspection: Inspection) -> Iterator[Finding]:
    for card, other in shadows(inspection.bundle.cards):
        wider = f"{_short(other)}, whose priority {other.priority} always puts it first"
        message = f"is narrower than the rule of {wider}"
        remedy = f"give this card a priority above {other.priority}, or the other one a not_when"
        yield Finding(card.file, message, remedy, "when")


def _needs_detail(inspection: Inspection) -> Iterator[Finding]:
    """Once a bundle, at the first of its cards: what helps one helps all."""
    cards = [card for card in inspection.bundle.cards if card.when is not None and needs_detail(card.when)]
    if cards:
        message = "holds only where the setting detail is on"
        if others := len(cards) - 1:
            message += f", and so {'does the rule' if others == 1 else 'do the rules'} of {others:,} more"
        remedy = "it is off by default: let the policy of your desks say settings: {detail: on}"
        yield Finding(cards[0].file, message, remedy, "when")


def _short(card: Card) -> str:
    return card.id.removeprefix(f"{card.bundle}/")


CHECKS = (
    Check("broad-rule", Severity.WARNING, _broad_rule),
    Check("same-rule", Severity.WARNING, _same_rule),
    Check("shadowed-rule", Severity.WARNING, _shadowed_rule),
    Check("needs-detail", Severity.NOTE, _needs_detail),
)
