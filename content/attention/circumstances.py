"""Moments in which nothing gets louder, each a row: what it allows, what becomes of the panel.

Not for what is wished about single cards (holds.py), nor for how loud a card may be at any time (limits.py).
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from datetime import timedelta
from enum import Enum, auto

from content.attention.cue import Loudness, Moment
from triggers.session.base import Sign

BREATHER = timedelta(seconds=15)
"""After a card was closed: whoever just closed one does not want the next."""


class Then(Enum):
    """What becomes of a panel that is kept from opening."""

    WAITS = auto()
    """It opens when the moment is over, if its rule holds then."""
    LAPSES = auto()
    """It does not open any more during this visit: coming late it would be an ambush. The tab remains."""


@dataclass(frozen=True, slots=True)
class Circumstance:
    """``most`` and ``required`` are what other and required cards may use; None keeps what is there."""

    name: str
    applies: Callable[[Moment], bool]
    words: str
    most: Loudness | None
    required: Loudness | None
    then: Then

    def allows(self, card: str, moment: Moment, *, is_required: bool) -> Loudness:
        """The most that the card may use in such a moment."""
        most = self.required if is_required else self.most
        if most is not None:
            return most
        there = moment.shown.loudness if moment.shown.card == card else Loudness.NONE
        return max(Loudness.BADGE, there)


def _sign(sign: Sign) -> Callable[[Moment], bool]:
    return lambda moment: sign in moment.signs


def _is_just_closed(moment: Moment) -> bool:
    return moment.closed_at is not None and timedelta(0) <= moment.now - moment.closed_at < BREATHER


_BADGE, _TAB, _PANEL = Loudness.BADGE, Loudness.TAB, Loudness.PANEL

CIRCUMSTANCES: tuple[Circumstance, ...] = (
    Circumstance("locked", _sign(Sign.LOCKED), "the screen is locked", _BADGE, _BADGE, Then.WAITS),
    Circumstance("sharing", _sign(Sign.SHARING), "your screen is being shared", _BADGE, _BADGE, Then.LAPSES),
    Circumstance("presenting", _sign(Sign.PRESENTING), "you are presenting", _BADGE, _BADGE, Then.LAPSES),
    Circumstance(
        "full-screen", _sign(Sign.FULL_SCREEN), "your window fills the screen", _BADGE, _BADGE, Then.LAPSES
    ),
    Circumstance(
        "do-not-disturb",
        _sign(Sign.DO_NOT_DISTURB),
        "your system is set not to disturb you",
        _BADGE,
        _TAB,
        Then.LAPSES,
    ),
    Circumstance(
        "quiet-hours", lambda moment: moment.is_quiet, "these are your quiet hours", _BADGE, _TAB, Then.LAPSES
    ),
    Circumstance("idle", _sign(Sign.IDLE), "you are away from the desk", None, None, Then.WAITS),
    Circumstance("typing", _sign(Sign.TYPING), "you are typing", None, None, Then.WAITS),
    Circumstance("dragging", _sign(Sign.DRAGGING), "you hold a mouse button", None, None, Then.WAITS),
    Circumstance(
        "kept-awake",
        _sign(Sign.KEPT_AWAKE),
        "a program keeps the screen awake, as for a film or a talk",
        _TAB,
        _PANEL,
        Then.LAPSES,
    ),
    Circumstance("just-closed", _is_just_closed, "you closed a card a moment ago", _TAB, _PANEL, Then.LAPSES),
)
