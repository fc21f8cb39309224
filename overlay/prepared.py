"""What is offered, in which order, and what is known and done: for the app and for `sidecue why`. No Qt."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, replace

from content.attention.cue import Moment, Offer, Wishes
from content.attention.decide import MAY_LEAD
from content.attention.holds import sorted_out

Planner = Callable[[Sequence[Offer]], tuple[Sequence[Offer], frozenset[str]]]


@dataclass(frozen=True, slots=True)
class Prepared:
    """What to hand to ``decide``."""

    offers: tuple[Offer, ...]
    moment: Moment


def prepare(
    offers: Sequence[Offer],
    wishes: Wishes,
    moment: Moment,
    *,
    plan: Planner,
    done: Mapping[str, str],
    is_ticked: Callable[[str], bool],
) -> Prepared:
    """``offers`` as this person gets them: what is ``done`` last, the rest as ``plan`` (lessons.py) has it.

    What is held back does not take part: neither may it be brought back, nor does one behind it wait for it.
    """
    in_order = sorted(offers, key=lambda offer: offer.card in done)
    free, held = sorted_out(in_order, wishes, moment)
    planned, known = plan(free)
    held_cards = {one.card for one in held}
    return Prepared(
        (*planned, *(offer for offer in in_order if offer.card in held_cards)),
        replace(
            moment,
            known=known,
            acknowledged=done,
            finished=frozenset(offer.card for offer in planned[:MAY_LEAD] if is_ticked(offer.card)),
        ),
    )
