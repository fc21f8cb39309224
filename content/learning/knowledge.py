"""How well one person knows one card, as a value, and how it fades. Pure; what changes it: study.py.

The curve is that of FSRS 6 with its default parameters; a test compares it to the package. It is written out
here because it is asked at every change of window, and the package is loaded only when something is learned.
"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime, timedelta
from enum import StrEnum

RETENTION = 0.9
"""Below this chance of remembering, the moment of forgetting is near."""
FORGOTTEN = 0.8
"""Below this one, a card is no longer taken as known."""
MASTERED = 21.0
"""Days for which a card must stay above ``RETENTION`` to count as known, as flashcards count as mature.

With a week, the simulator's people too often went without help that they needed (docs/attention.md)."""

LONGEST = 365.0
"""Days that no stability goes beyond: work changes, whatever a memory could hold."""

# A time further ahead was written while the clock was wrong; less may be the time zone of a second system.
CLOCK_SLACK = timedelta(days=1)

_DECAY = -0.1542
_FACTOR = 0.9 ** (1 / _DECAY) - 1
_DAY = timedelta(days=1)


class Rating(StrEnum):
    """How well something was remembered, in FSRS's four words."""

    AGAIN = "again"
    HARD = "hard"
    GOOD = "good"
    EASY = "easy"


@dataclass(frozen=True, slots=True)
class Knowledge:
    """``stability`` is in days, ``difficulty`` from 1 to 10; both as FSRS defines them.

    ``since`` is when it was last learned or tried, ``asked`` when the card was brought back after that, None
    for not yet. Times carry a zone.
    """

    stability: float
    difficulty: float
    since: datetime
    asked: datetime | None = None

    def retrievability(self, now: datetime) -> float:
        """The chance from 0 to 1 that the person still remembers it."""
        days = max(0.0, (now - self.since) / _DAY)
        return float((1 + _FACTOR * days / self.stability) ** _DECAY)

    def holds(self, now: datetime) -> bool:
        """Whether it may be believed: it was not written in a time that has not come yet."""
        return self.since <= now + CLOCK_SLACK

    def is_mastered(self, now: datetime) -> bool:
        """Whether the card may be quiet because the person knows it."""
        return self.holds(now) and self.stability >= MASTERED and self.retrievability(now) >= FORGOTTEN

    def is_fading(self, now: datetime) -> bool:
        """Whether it is time to bring the card back: once, until something is learned anew."""
        return self.holds(now) and self.asked is None and self.retrievability(now) < RETENTION


def days_until(retrievability: float, stability: float) -> float:
    """After how many days the chance of remembering has come down to ``retrievability``."""
    return float(stability / _FACTOR * (retrievability ** (1 / _DECAY) - 1))
