"""A wish about a card as a plain value. Not for writing it down: see wish_book.py."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime
from enum import StrEnum


class WishKind(StrEnum):
    """What was asked."""

    NEVER = "never"
    NOT_HERE = "not-here"
    SNOOZE = "snooze"


@dataclass(frozen=True, slots=True)
class Wish:
    """One wish as the settings list it; ``app`` is case-folded, ``until`` is None for ever.

    ``required`` says that the card was required then.
    """

    kind: WishKind
    card: str
    app: str
    since: datetime
    until: datetime | None
    required: bool = False
