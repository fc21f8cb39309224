"""The attention policy: which cards to offer now, how loudly, and why no louder. Pure: no clock, no disk.

In this order; holds and limits are a table each, in a module of their own, so that a new reason is a new row:

1. **Holds**, card by card. The first hold that applies keeps the card back and is the reason that is shown:
   paused, never, not here, snoozed, a card that asks to be found by search only, everything silenced.
2. **Limits** on each of the first ``MAY_LEAD`` that are left: a card may be as loud as the quietest allows,
   and the first limit that is quietest is the reason that is shown. Among them are the **circumstances**
   (circumstances.py), in which nothing gets louder for a while.
3. The card that may be loudest leads, of equals the first: none that was closed or got quieter hides another.
   The others follow in the order they came in (required first, then as relevant as the matcher says).

What it means in plain words: docs/attention.md.
"""

from __future__ import annotations

from collections.abc import Sequence
from typing import NamedTuple

from content.attention.circumstances import Then
from content.attention.cue import Cue, Held, Loudness, Moment, Offer, Wishes
from content.attention.holds import pause, sorted_out
from content.attention.limits import Limit, limits_in

MAY_LEAD = 6
"""Offers of which one may lead: a window with more cards has the same cost, and a rule that is too broad."""


def decide(offers: Sequence[Offer], wishes: Wishes, moment: Moment) -> Cue:
    """The cue for ``offers``, most relevant first.

    Every card offered is in exactly one of the cue's ``cards`` and ``held``, both in the order of ``offers``
    but for the card that leads. Takes time linear in ``offers``; all times must carry a time zone.
    """
    free, held = sorted_out(offers, wishes, moment)
    if not free:
        return Cue(Loudness.NONE, because=_why_nothing(held, moment), held=tuple(held))
    lead, lapses, waits = _leading(free[:MAY_LEAD], wishes, moment)
    others = (offer.card for offer in free if offer is not lead.offer)
    return Cue(
        lead.loudness,
        (lead.offer.card, *others),
        lead.because,
        tuple(held),
        rule=lead.offer.because,
        waits=waits,
        lapses=lapses,
    )


class _Judged(NamedTuple):
    """How loud an offer may be now, and how loud it will be when what it waits for is over."""

    offer: Offer
    loudness: Loudness
    because: str
    later: Loudness
    lapses: bool


def _leading(
    offers: Sequence[Offer], wishes: Wishes, moment: Moment
) -> tuple[_Judged, tuple[str, ...], bool]:
    """The offer that may be loudest, the first of equals; which panels lapse; whether to decide again."""
    limits, judged = limits_in(moment), list[_Judged]()
    for offer in offers:
        judged.append(_judge(offer, limits, wishes, moment))
        if judged[-1].loudness is Loudness.PANEL:
            break  # nothing gets louder
    lead = max(judged, key=lambda one: one.loudness)
    later = max(judged, key=lambda one: one.later)
    return (
        lead,
        tuple(one.offer.card for one in judged if one.lapses),
        later.later > lead.loudness or (later is not lead and later.later > later.loudness),
    )


def _judge(offer: Offer, limits: Sequence[Limit], wishes: Wishes, moment: Moment) -> _Judged:
    loudness, because = Loudness.PANEL, offer.because
    later = by_itself = Loudness.PANEL
    lapses = False
    for limit in limits:
        if (allowed := limit(offer, wishes, moment)) is None:
            continue
        if allowed.loudness < loudness:
            loudness, because = allowed.loudness, allowed.because
        if allowed.then is Then.WAITS:
            continue
        later = min(later, allowed.loudness)
        if allowed.then is Then.LAPSES:
            lapses = True
        elif allowed.loudness < by_itself:
            by_itself = allowed.loudness
    return _Judged(
        offer, loudness, because, later, lapses and by_itself is Loudness.PANEL and not offer.required
    )


def _why_nothing(held: Sequence[Held], moment: Moment) -> str:
    if paused := pause(moment):
        return paused
    if not held:
        return "no card belongs to this window"
    return held[0].because if len(held) == 1 else "every card for this window is held back"
