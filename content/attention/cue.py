"""The values of the attention policy: what it is told and what it decides. The policy itself: decide.py."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import datetime
from enum import IntEnum

from triggers.session.base import Sign


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
    """What the person said about cards and did with them: the part of their memory that ``decide`` needs.

    ``never`` holds card ids, ``not_here`` pairs of card id and app (case-folded), ``snoozed`` until when.
    ``though_required`` are those of them that were made, with a reason, about a card that was required then:
    "never", "not-here" or "snooze", the card, and the app or "".
    ``outcomes`` is how the last automatic panels of a card ended (easing.py).
    """

    never: frozenset[str] = frozenset()
    not_here: frozenset[tuple[str, str]] = frozenset()
    snoozed: Mapping[str, datetime] = field(default_factory=dict)
    outcomes: Mapping[str, str] = field(default_factory=dict)
    though_required: frozenset[tuple[str, str, str]] = frozenset()


@dataclass(frozen=True, slots=True)
class Budget:
    """How much may happen by itself in an hour: panels that open, and cards that come into view at all."""

    panels: int = 4
    cues: int = 12


DEFAULT_BUDGET = Budget()


@dataclass(frozen=True, slots=True)
class Shown:
    """What is on the screen now: the leading card, and how loudly it stands there."""

    card: str = ""
    loudness: Loudness = Loudness.NONE


@dataclass(frozen=True, slots=True)
class Moment:
    """The circumstances: the time, the app, what is allowed, and what already happened.

    Cards of the present visit to their context: ``dismissed`` were closed, ``opened`` opened by themselves,
    ``missed`` were kept from it until it was too late, ``used`` were worked with, ``cued`` came into view.
    ``finished`` are those with all items ticked, ``known`` those the person knows (content/learning says
    which), ``acknowledged`` required ones that are done, each with how long that holds. ``spent`` counts the
    last hour. ``closed_at`` is when the person last closed any card; ``signs`` are those of the session.
    Times carry a time zone.
    """

    now: datetime
    app: str = ""
    loudest: Loudness = Loudness.PANEL
    paused_until: datetime | None = None
    dismissed: frozenset[str] = frozenset()
    opened: frozenset[str] = frozenset()
    missed: frozenset[str] = frozenset()
    used: frozenset[str] = frozenset()
    cued: frozenset[str] = frozenset()
    finished: frozenset[str] = frozenset()
    known: frozenset[str] = frozenset()
    acknowledged: Mapping[str, str] = field(default_factory=dict)
    shown: Shown = Shown()
    signs: frozenset[Sign] = frozenset()
    is_quiet: bool = False
    closed_at: datetime | None = None
    budget: Budget = DEFAULT_BUDGET
    spent: Budget = Budget(0, 0)


@dataclass(frozen=True, slots=True)
class Held:
    """A card that was kept back, and by what."""

    card: str
    because: str


@dataclass(frozen=True, slots=True)
class Cue:
    """The decision: which cards to offer, most relevant first, how loudly, and why no louder.

    ``rule`` is why the leading card belongs here. With ``waits`` it will be louder once the moment has passed
    that keeps it quiet, or another card will lead then: decide again. ``lapses`` are the cards whose panels
    are given up for this visit.
    """

    loudness: Loudness
    cards: tuple[str, ...] = ()
    because: str = ""
    held: tuple[Held, ...] = ()
    rule: str = ""
    waits: bool = False
    lapses: tuple[str, ...] = ()
