"""The values of the attention policy: what it is told and what it decides. The policy itself: decide.py."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import datetime
from enum import IntEnum


class Loudness(IntEnum):
    """How loudly a card is offered, quietest first."""

    NONE = 0
    BADGE = 1
    TAB = 2
    PANEL = 3


@dataclass(frozen=True, slots=True)
class Offer:
    """One card whose rule holds, most relevant first in the list handed to ``decide``."""

    card: str
    because: str
    required: bool = False
    loudest: Loudness = Loudness.PANEL


@dataclass(frozen=True, slots=True)
class Wishes:
    """What the person said about cards: the part of their memory that ``decide`` needs.

    ``never`` holds card ids, ``not_here`` pairs of card id and app (case-folded), ``snoozed`` until when.
    """

    never: frozenset[str] = frozenset()
    not_here: frozenset[tuple[str, str]] = frozenset()
    snoozed: Mapping[str, datetime] = field(default_factory=dict)


@dataclass(frozen=True, slots=True)
class Moment:
    """The circumstances: the time, the app, what is allowed, and what was already sent away.

    ``dismissed`` are the cards closed during this visit to the context, ``known`` those the person knows
    (content/learning says which); ``acknowledged`` are the required cards that are done, each with how long
    that holds. Times carry a time zone.
    """

    now: datetime
    app: str = ""
    loudest: Loudness = Loudness.PANEL
    paused_until: datetime | None = None
    dismissed: frozenset[str] = frozenset()
    known: frozenset[str] = frozenset()
    acknowledged: Mapping[str, str] = field(default_factory=dict)


@dataclass(frozen=True, slots=True)
class Held:
    """A card that was kept back, and by what."""

    card: str
    because: str


@dataclass(frozen=True, slots=True)
class Cue:
    """The decision: which cards to offer, most relevant first, how loudly, and why no louder."""

    loudness: Loudness
    cards: tuple[str, ...] = ()
    because: str = ""
    held: tuple[Held, ...] = ()
