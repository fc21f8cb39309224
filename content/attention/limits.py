"""How loud the leading card may be at most, and why. Not for keeping cards back: see holds.py."""

from __future__ import annotations

from collections.abc import Callable

from content.attention.cue import Loudness, Moment, Offer

Limit = Callable[[Offer, Moment], tuple[Loudness, str]]  # the loudest allowed, and the reason


def _card_allows(offer: Offer, _moment: Moment) -> tuple[Loudness, str]:
    if offer.loudest is Loudness.PANEL:
        return Loudness.PANEL, offer.because
    return offer.loudest, f"the card asks for no more than the {offer.loudest.name.lower()}"


def _settings_allow(_offer: Offer, moment: Moment) -> tuple[Loudness, str]:
    return moment.loudest, f"your settings allow no more than the {moment.loudest.name.lower()}"


def _closed_this_visit(offer: Offer, moment: Moment) -> tuple[Loudness, str]:
    if offer.card in moment.dismissed:
        return Loudness.TAB, "you closed it during this visit"
    return Loudness.PANEL, offer.because


def _known(offer: Offer, moment: Moment) -> tuple[Loudness, str]:
    """What must be done each time is no matter of knowing it."""
    if offer.card in moment.known and not offer.required:
        return Loudness.BADGE, "you know this card; “I don’t know it yet” in its menu brings it back"
    return Loudness.PANEL, offer.because


def _done_already(offer: Offer, moment: Moment) -> tuple[Loudness, str]:
    if because := moment.acknowledged.get(offer.card, ""):
        return Loudness.TAB, because
    return Loudness.PANEL, offer.because


LIMITS: tuple[Limit, ...] = (_card_allows, _settings_allow, _closed_this_visit, _known, _done_already)
