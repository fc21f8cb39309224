"""What happened between a person and their cards, as values. Not for keeping them: see log.py.

An event says which card and what became of it, never what a window was called or what was typed.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import datetime
from enum import Enum


class Happening(Enum):
    """What can happen. The values stand in databases and exports: new ones may come, none may change."""

    VISITED = "visited"
    """A visit to the context of a card began, whether the card was shown or held back."""
    CUED = "cued"
    """The card was offered without being asked for; detail ``loudness``: badge, tab or panel.

    Of several cards for a window it is the first, which speaks; once in a visit, and once more if louder.
    """
    OPENED = "opened"
    """The person opened it; detail ``from``: tab, palette, key, link, panel, suggestion or tray."""
    DISMISSED = "dismissed"
    """The person closed it without completing it; detail ``loudness``: what they closed."""
    COMPLETED = "completed"
    """Its last item was ticked or its last step reached; detail ``seconds`` since it was opened."""
    WISHED = "wished"
    """The person asked not to see it; detail ``wish``: not-here, not-today or never."""
    KNOWN = "known"
    """The person said "I know this"."""
    RECALLED = "recalled"
    """A recall question was answered; detail ``rating``: again, hard, good or easy."""
    RATED = "rated"
    """Feedback; detail ``rating``: helpful, unhelpful or outdated. Free text stays out of events."""
    ACKNOWLEDGED = "acknowledged"
    """A required card was completed, or declined with a reason; detail ``how``: done or declined."""
    SEARCHED = "searched"
    """A search ended; no card; detail ``found``: opened, left or nothing, and ``letters``, how many."""


@dataclass(frozen=True, slots=True)
class Event:
    """One thing that happened.

    ``id`` is a random UUID that stays the same wherever the event goes; ``at`` has a time zone; ``card`` is a
    card id, "" for none; ``detail`` holds the few words and numbers that ``Happening`` names.
    """

    id: str
    at: datetime
    what: Happening
    card: str = ""
    detail: Mapping[str, str | int | float] = field(default_factory=dict)
