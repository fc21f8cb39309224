"""The attention policy: which cards to offer now, how loudly, and why no louder. Pure: no clock, no disk.

In this order; holds and limits are a table each, in a module of their own, so that a new reason is a new row:

1. **Holds**, card by card. The first hold that applies keeps the card back and is the reason that is shown:
   paused, never, not here, snoozed, a card that asks to be found by search only, everything silenced.
2. What is left keeps the order it came in (required first, then as relevant as the matcher says).
3. **Limits** on the leading card: the cue is as loud as the quietest of them allows, and the first limit that
   is quietest is the reason that is shown. Among them are the **circumstances** (circumstances.py), in which
   nothing gets louder for a while.

What it means in plain words: docs/attention.md.
"""

from __future__ import annotations

from collections.abc import Sequence

from content.attention.circumstances import Then
from content.attention.cue import Cue, Held, Loudness, Moment, Offer, Wishes
from content.attention.holds import HOLDS, pause
from content.attention.limits import LIMITS


def decide(offers: Sequence[Offer], wishes: Wishes, moment: Moment) -> Cue:
    """The cue for ``offers``, most relevant first.

    Every card offered is in exactly one of the cue's ``cards`` and ``held``, both in the order of ``offers``.
    Takes time linear in ``offers``; all times must carry a time zone.
    """
    free: list[Offer] = []
    held: list[Held] = []
    for offer in offers:
        if reason := next(filter(None, (hold(offer, wishes, moment) for hold in HOLDS)), ""):
            held.append(Held(offer.card, reason))
        else:
            free.append(offer)
    if not free:
        return Cue(Loudness.NONE, because=_why_nothing(held, moment), held=tuple(held))
    lead = free[0]
    allowed = [limit(lead, wishes, moment) for limit in LIMITS]
    loudness, because, _ = min(allowed, key=lambda one: one.loudness)
    lasting = min(one.loudness for one in allowed if one.then is not Then.WAITS)
    by_itself = min(one.loudness for one in allowed if one.then is None)
    return Cue(
        loudness,
        tuple(offer.card for offer in free),
        because,
        tuple(held),
        rule=lead.because,
        waits=loudness < lasting,
        lapses=not lead.required
        and by_itself is Loudness.PANEL
        and any(one.then is Then.LAPSES for one in allowed),
    )


def _why_nothing(held: Sequence[Held], moment: Moment) -> str:
    if paused := pause(moment):
        return paused
    if not held:
        return "no card belongs to this window"
    return held[0].because if len(held) == 1 else "every card for this window is held back"
