"""The attention policy: which cards to offer now, how loudly, and why no louder. Pure: no clock, no disk.

In this order, each step written as one table below, so that a new reason is a new row:

1. **Holds**, card by card. The first hold that applies keeps the card back and is the reason that is shown:
   paused, never, not here, snoozed, a card that asks to be found by search only, everything silenced.
2. What is left keeps the order it came in (required first, then as relevant as the matcher says).
3. **Limits** on the leading card: the cue is as loud as the quietest of them allows. A card that was closed
   during this visit keeps its tab, so that it can be opened again; the first limit that is quietest is the
   reason that is shown.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from datetime import datetime

from content.attention.cue import Cue, Held, Loudness, Moment, Offer, Wishes

_Hold = Callable[[Offer, Wishes, Moment], str]
_Limit = Callable[[Offer, Moment], tuple[Loudness, str]]


def decide(offers: Sequence[Offer], wishes: Wishes, moment: Moment) -> Cue:
    """The cue for ``offers``, most relevant first.

    Every card offered is in exactly one of the cue's ``cards`` and ``held``, both in the order of ``offers``.
    Takes time linear in ``offers``; all times must carry a time zone.
    """
    free: list[Offer] = []
    held: list[Held] = []
    for offer in offers:
        if reason := next(filter(None, (hold(offer, wishes, moment) for hold in _HOLDS)), ""):
            held.append(Held(offer.card, reason))
        else:
            free.append(offer)
    if not free:
        return Cue(Loudness.NONE, because=_why_nothing(held, moment), held=tuple(held))
    loudness, because = min((limit(free[0], moment) for limit in _LIMITS), key=lambda limit: limit[0])
    return Cue(loudness, tuple(offer.card for offer in free), because, tuple(held))


def _why_nothing(held: Sequence[Held], moment: Moment) -> str:
    if paused := _pause(moment):
        return paused
    if not held:
        return "no card belongs to this window"
    return held[0].because if len(held) == 1 else "every card for this window is held back"


def _pause(moment: Moment) -> str:
    until = moment.paused_until
    return f"paused until {_clock_time(until, moment)}" if until and until > moment.now else ""


def _paused(_offer: Offer, _wishes: Wishes, moment: Moment) -> str:
    return _pause(moment)


def _never(offer: Offer, wishes: Wishes, _moment: Moment) -> str:
    return "you asked never to see it" if offer.card in wishes.never else ""


def _not_here(offer: Offer, wishes: Wishes, moment: Moment) -> str:
    app = moment.app.casefold()
    return f"you asked not to see it in {app}" if (offer.card, app) in wishes.not_here else ""


def _snoozed(offer: Offer, wishes: Wishes, moment: Moment) -> str:
    until = wishes.snoozed.get(offer.card)
    return f"snoozed until {_clock_time(until, moment)}" if until and until > moment.now else ""


def _search_only(offer: Offer, _wishes: Wishes, _moment: Moment) -> str:
    return "the card is to be found by search only" if offer.loudest is Loudness.NONE else ""


def _silenced(_offer: Offer, _wishes: Wishes, moment: Moment) -> str:
    return "your settings let no card speak by itself" if moment.loudest is Loudness.NONE else ""


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


def _clock_time(until: datetime, moment: Moment) -> str:
    try:
        here = until.astimezone(moment.now.tzinfo)
    except OverflowError:  # the last day of the year 9999 has no other time zone
        here = until
    return f"{here:%H:%M}" if here.date() == moment.now.date() else f"{here:%Y-%m-%d %H:%M}"


_HOLDS: tuple[_Hold, ...] = (_paused, _never, _not_here, _snoozed, _search_only, _silenced)
_LIMITS: tuple[_Limit, ...] = (_card_allows, _settings_allow, _closed_this_visit)
