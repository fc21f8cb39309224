"""Whether somebody answers for a card, looks after it, and whether anybody can find it. Not for its text."""

from __future__ import annotations

from collections.abc import Iterator

from content.bundles.checks.model import Check, Finding, Inspection, of_card, of_text
from content.cards.model import Card, Required
from content.problems import Severity


def _no_owner(card: Card, _inspection: Inspection) -> Iterator[Finding]:
    if not card.owner:
        yield Finding(card.file, "is missing", "say who answers for this card", "owner")


def _no_review_date(card: Card, _inspection: Inspection) -> Iterator[Finding]:
    if card.review_by is None:
        remedy = "write the date by which somebody reads the card anew: review_by: 2027-03-31"
        yield Finding(card.file, "is missing", remedy, "review_by")


def _review_overdue(card: Card, inspection: Inspection) -> Iterator[Finding]:
    overdue = card.review_by and card.review_by < inspection.today
    if overdue and inspection.states(card, "review_by"):
        remedy = "read the card anew and set the next date"
        yield Finding(card.file, f"was due on {card.review_by}", remedy, "review_by")


def _unreachable(card: Card, inspection: Inspection) -> Iterator[Finding]:
    if card.when is None and not card.keywords and card.file not in inspection.lost_rules:
        remedy = "add when: or keywords:, or nobody will find it"
        yield Finding(card.file, "is missing, and so are keywords", remedy, "when")


def _valid_without_required(card: Card, _inspection: Inspection) -> Iterator[Finding]:
    if card.valid and card.required is Required.NO:
        yield Finding(card.file, "has no effect here", "add required: before-task, or delete it", "valid")


CHECKS = (
    Check("valid-without-required", Severity.WARNING, of_card(_valid_without_required)),
    Check("no-owner", Severity.WARNING, of_card(_no_owner)),
    Check("no-review-date", Severity.WARNING, of_card(_no_review_date)),
    Check("review-overdue", Severity.WARNING, of_text(_review_overdue)),
    Check("unreachable", Severity.WARNING, of_card(_unreachable)),
)
