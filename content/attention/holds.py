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
        for hold in HOLDS:
            if reason := hold(offer, wishes, moment):
                held.append(Held(offer.card, reason))
                break
        else:
            free.append(offer)
    return free, held


def pause(moment: Moment) -> str:
    """Why nothing may speak now, or ""."""
    until = moment.paused_until
    return f"paused until {_clock_time(until, moment)}" if until and until > moment.now else ""


def _paused(_offer: Offer, _wishes: Wishes, moment: Moment) -> str:
    return pause(moment)


def wish_overruled(offer: Offer, wishes: Wishes, moment: Moment) -> str:
    """What was asked about a required card before it was required, without a reason; "" for nothing."""
    if not offer.required:
        return ""
    said = _said(offer, wishes, moment)
    return next((reason for wish, reason in said if wish not in wishes.though_required), "")


def _wished(offer: Offer, wishes: Wishes, moment: Moment) -> str:
    said = _said(offer, wishes, moment)
    if offer.required:
        return next((reason for wish, reason in said if wish in wishes.though_required), "")
    return said[0][1] if said else ""


def _said(offer: Offer, wishes: Wishes, moment: Moment) -> Sequence[tuple[tuple[str, str, str], str]]:
    """What the person asked about the card, and in which words it is told."""
    card = offer.card
    if not wishes.not_here and card not in wishes.never and card not in wishes.snoozed:
        return ()
    said: list[tuple[tuple[str, str, str], str]] = []
    if card in wishes.never:
        said.append((("never", card, ""), "you asked never to see it"))
    if (card, app := moment.app.casefold()) in wishes.not_here:
        said.append((("not-here", card, app), f"you asked not to see it in {app}"))
    until = wishes.snoozed.get(card)
    if until is not None and until > moment.now:
        said.append((("snooze", card, ""), f"snoozed until {_clock_time(until, moment)}"))
    return said


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


HOLDS: tuple[Hold, ...] = (_paused, _wished, _search_only, _silenced)
