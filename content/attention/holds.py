"""What keeps a card from being offered at all. Not for how loud an offered card may be: see limits.py."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from datetime import datetime

from content.attention.cue import Held, Loudness, Moment, Offer, Wishes

Hold = Callable[[Offer, Wishes, Moment], str]  # the reason to keep the card back, or "" for none


def sorted_out(offers: Sequence[Offer], wishes: Wishes, moment: Moment) -> tuple[list[Offer], list[Held]]:
    """Those of ``offers`` that nothing holds back, and the others, both in their order."""
    free: list[Offer] = []
    held: list[Held] = []
    for offer in offers:
        if reason := next(filter(None, (hold(offer, wishes, moment) for hold in HOLDS)), ""):
            held.append(Held(offer.card, reason))
        else:
            free.append(offer)
    return free, held


def pause(moment: Moment) -> str:
    """Why nothing may speak now, or ""."""
    until = moment.paused_until
    return f"paused until {_clock_time(until, moment)}" if until and until > moment.now else ""


def _paused(_offer: Offer, _wishes: Wishes, moment: Moment) -> str:
    return pause(moment)


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


def _clock_time(until: datetime, moment: Moment) -> str:
    """``until`` as clocks here will show it then, which after a change to summer time is not today's zone."""
    here = _local(until)
    return f"{here:%H:%M}" if here.date() == _local(moment.now).date() else f"{here:%Y-%m-%d %H:%M}"


def _local(time: datetime) -> datetime:
    try:
        return time.astimezone()
    except (OverflowError, ValueError, OSError):  # the ends of time; Windows knows no zones after 3000
        return time


HOLDS: tuple[Hold, ...] = (_paused, _never, _not_here, _snoozed, _search_only, _silenced)
