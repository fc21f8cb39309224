"""What the panel is told to show, as one value. Not for showing it: see panel.py."""

from __future__ import annotations

from dataclasses import dataclass

from content.cards.model import Card, Recall
from content.memory.feedback import Feedback


@dataclass(frozen=True, slots=True)
class PanelContent:
    """One card, and what the person already did with it.

    ``others`` are the further cards for this window, most relevant first; ``because`` says in plain words
    why the card is shown. ``ticked`` holds the keys of ticked items; ``step`` is the step a guide has
    reached, 0 before the first click. ``recall`` is asked instead of showing the card. ``knows`` says whether
    the person knows it, None where that makes no difference; ``said`` is what they think of the card.
    ``onward`` are cards to go on to, each with the reason. ``owed`` says that it is required and not done, so
    that closing it asks why; ``done`` says of a required card until when it is.
    """

    card: Card
    others: tuple[Card, ...] = ()
    because: str = ""
    ticked: frozenset[str] = frozenset()
    step: int = 0
    recall: Recall | None = None
    knows: bool | None = None
    said: Feedback | None = None
    onward: tuple[tuple[Card, str], ...] = ()
    owed: bool = False
    done: str = ""
