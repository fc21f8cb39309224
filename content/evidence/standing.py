"""Whether what was acknowledged still holds for a card, until when, and why not. Pure: no clock, no disk."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime, timedelta

from content.cards.model import Card, Reset
from content.cards.period import after
from content.evidence.entry import Acknowledgement, How, content_of

# What was recorded further ahead than that was recorded while the clock was wrong.
_AHEAD = timedelta(days=1)


@dataclass(frozen=True, slots=True)
class Standing:
    """``because`` says in plain words why it holds or not; ``until`` is when a stated period ends."""

    holds: bool
    because: str
    until: datetime | None = None

    @property
    def short(self) -> str:
        """The same in two or three words, "" when it does not hold."""
        if not self.holds:
            return ""
        return f"valid until {last_day(self.until)}" if self.until else "recorded"


def standing(
    card: Card, said: Acknowledgement | None, now: datetime, visit_began: datetime | None = None
) -> Standing:
    """What the last acknowledgement of ``card`` is worth at ``now``.

    It holds for the period that the card states as ``valid``, and without one for as long as ticks do
    (``reset``): the day, the visit that began at ``visit_began``, or until the items change.
    """
    if said is None:
        return Standing(False, "not done yet")
    if said.how is not How.DONE:
        return Standing(False, "declined")
    if not _covers(card, said):
        return Standing(False, "the card asks for something else since it was done")
    if said.at > now + _AHEAD:
        return Standing(False, f"done on {said.at:%Y-%m-%d}, which is still to come")
    if card.valid:
        until = after(said.at, card.valid)
        word = "valid" if now < until else "it was valid"
        return Standing(now < until, f"done on {said.at:%Y-%m-%d}, {word} until {last_day(until)}", until)
    if card.reset is Reset.DAILY:
        return Standing(said.at.date() == now.date(), f"done on {said.at:%Y-%m-%d}, valid that day")
    if card.reset is Reset.VISIT:
        holds = visit_began is not None and said.at >= visit_began.replace(microsecond=0)
        return Standing(holds, f"done at {said.at:%H:%M}, valid for that visit")
    return Standing(True, f"done on {said.at:%Y-%m-%d}, valid until its items change")


def last_day(until: datetime) -> str:
    """The day that ends at ``until``."""
    return f"{until - timedelta(seconds=1):%Y-%m-%d}"


def _covers(card: Card, said: Acknowledgement) -> bool:
    """Whether all that the card asks for now was done then."""
    keys = {item.key for item in card.items}
    return keys <= set(said.items) if keys else said.content == content_of(card)
