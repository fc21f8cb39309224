"""How loud a card may be at most, and why, in rows. Not for keeping cards back: see holds.py."""

from __future__ import annotations

from collections.abc import Callable
from typing import NamedTuple

from content.attention.circumstances import CIRCUMSTANCES, Circumstance, Then
from content.attention.cue import Loudness, Moment, Offer, Wishes
from content.attention.easing import eased, in_words
from content.attention.holds import wish_overruled


class Allowed(NamedTuple):
    """The loudest allowed, the reason, and, for a panel that is kept from opening now, what becomes of it."""

    loudness: Loudness
    because: str
    then: Then | None = None


Limit = Callable[[Offer, Wishes, Moment], Allowed | None]  # None for nothing against it


def _card_allows(offer: Offer, _wishes: Wishes, _moment: Moment) -> Allowed | None:
    if offer.loudest is Loudness.PANEL:
        return None
    return Allowed(offer.loudest, f"the card asks for no more than the {_name(offer.loudest)}")


def _settings_allow(_offer: Offer, _wishes: Wishes, moment: Moment) -> Allowed | None:
    return Allowed(moment.loudest, f"your settings allow no more than the {_name(moment.loudest)}")


def _wished_before(offer: Offer, wishes: Wishes, moment: Moment) -> Allowed | None:
    if asked := wish_overruled(offer, wishes, moment):
        return Allowed(Loudness.TAB, f"{asked}, but it is required now; asking again in its menu counts")
    return None


def _closed_this_visit(offer: Offer, _wishes: Wishes, moment: Moment) -> Allowed | None:
    if offer.card in moment.dismissed:
        return Allowed(Loudness.TAB, "you closed it during this visit")
    return None


def _finished(offer: Offer, _wishes: Wishes, moment: Moment) -> Allowed | None:
    """A panel that is there stays: the last tick must not make it vanish under the pointer."""
    if offer.card in moment.finished and not _is_open(offer, moment):
        return Allowed(Loudness.TAB, "you have ticked all of it")
    return None


def _eased(offer: Offer, wishes: Wishes, moment: Moment) -> Allowed | None:
    record = wishes.outcomes.get(offer.card, "")
    most = min(offer.loudest, moment.loudest)
    if offer.required or not record or (quieter := eased(record, most)) == most:
        return None
    return Allowed(quieter, f"{in_words(record)}, so it got quieter; the settings undo that")


def _known(offer: Offer, _wishes: Wishes, moment: Moment) -> Allowed | None:
    """What must be done each time is no matter of knowing it."""
    if offer.card in moment.known and not offer.required:
        return Allowed(Loudness.BADGE, "you know this card; “I don’t know it yet” in its menu brings it back")
    return None


def _done_already(offer: Offer, _wishes: Wishes, moment: Moment) -> Allowed | None:
    if because := moment.acknowledged.get(offer.card, ""):
        return Allowed(Loudness.TAB, because)
    return None


def _opened_before(offer: Offer, _wishes: Wishes, moment: Moment) -> Allowed | None:
    """One automatic panel a visit. What the person worked with is theirs, and comes back with its window."""
    if offer.required or offer.card in moment.used or _is_open(offer, moment):
        return None
    if offer.card in moment.opened:
        return Allowed(Loudness.TAB, "it opened once by itself during this visit")
    if offer.card in moment.missed:
        because = "the moment to open by itself has passed for this visit"
        return Allowed(Loudness.TAB, because, Then.LAPSES)
    return None


def _panels_left(offer: Offer, _wishes: Wishes, moment: Moment) -> Allowed | None:
    if offer.required or offer.card in moment.used or _is_open(offer, moment):
        return None
    if not moment.budget.panels:
        return Allowed(Loudness.TAB, "your settings let no panel open by itself")
    return Allowed(Loudness.TAB, f"{_times(moment.spent.panels, 'panel')} opened within the last hour")


def _cues_left(offer: Offer, _wishes: Wishes, moment: Moment) -> Allowed | None:
    if offer.required or offer.card in moment.cued:
        return None
    return Allowed(Loudness.BADGE, f"{_times(moment.spent.cues, 'card')} came into view within the last hour")


def _in(circumstance: Circumstance) -> Limit:
    def limit(offer: Offer, _wishes: Wishes, moment: Moment) -> Allowed | None:
        most = circumstance.allows(offer.card, moment, is_required=offer.required)
        if most is Loudness.PANEL:
            return None
        return Allowed(most, circumstance.words, circumstance.then)

    return limit


def _is_open(offer: Offer, moment: Moment) -> bool:
    return moment.shown.loudness is Loudness.PANEL and moment.shown.card == offer.card


def _name(loudness: Loudness) -> str:
    return loudness.name.lower()


def _times(count: int, what: str) -> str:
    return f"{count} {what}{'' if count == 1 else 's'}"


def limits_in(moment: Moment) -> tuple[Limit, ...]:
    """Those of the limits that can apply at all in ``moment``, in their order: several cards are judged."""
    return tuple(limit for limit, can_apply in _LIMITS if can_apply(moment))


def _always(_moment: Moment) -> bool:
    return True


_LIMITS: tuple[tuple[Limit, Callable[[Moment], bool]], ...] = (
    (_card_allows, _always),
    (_settings_allow, lambda moment: moment.loudest < Loudness.PANEL),
    (_wished_before, _always),
    (_closed_this_visit, lambda moment: bool(moment.dismissed)),
    (_finished, lambda moment: bool(moment.finished)),
    (_eased, _always),
    (_known, lambda moment: bool(moment.known)),
    (_done_already, lambda moment: bool(moment.acknowledged)),
    *((_in(row), row.applies) for row in CIRCUMSTANCES),
    (_opened_before, lambda moment: bool(moment.opened or moment.missed)),
    (_panels_left, lambda moment: moment.spent.panels >= moment.budget.panels),
    (_cues_left, lambda moment: moment.spent.cues >= moment.budget.cues),
)
