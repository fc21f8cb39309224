"""What the person knows and has completed, and how long they reviewed today. Not for judging it."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace
from datetime import UTC, date, datetime

from content.learning.knowledge import Knowledge
from content.memory.progress import over
from content.memory.rows import Rows
from content.memory.schema import DoneRow, KnowledgeRow, ReviewDayRow

_LEAST = 0.001  # days; FSRS goes no lower, and a file that does was not written by us


class Learned:
    """One row a card in each of two tables, and one a day. What is completed is kept if ``keeps_done``."""

    def __init__(
        self,
        knowledge: Rows[KnowledgeRow],
        done: Rows[DoneRow],
        days: Rows[ReviewDayRow],
        now: Callable[[], datetime],
    ) -> None:
        self._knowledge, self._done, self._days, self._now = knowledge, done, days, now
        self.keeps_done = True

    def knowledge(self, card: str) -> Knowledge | None:
        """How well ``card`` is known, None for not at all."""
        row = self._knowledge.get(card)
        if row is None or row["stability"] < _LEAST or not 1 <= row["difficulty"] <= 10:
            return None
        return Knowledge(row["stability"], row["difficulty"], row["since"], row["asked"])

    def mastered(self) -> list[str]:
        """The cards that are taken as known now."""
        now = self._now()
        found = ((card, self.knowledge(card)) for card, _ in self._knowledge.all())
        return [card for card, known in found if known is not None and known.is_mastered(now)]

    def learn(self, card: str, known: Knowledge) -> None:
        """Write down how well ``card`` is known now."""
        asked = known.asked.astimezone(UTC) if known.asked else None
        row: KnowledgeRow = {
            "stability": known.stability,
            "difficulty": known.difficulty,
            "since": known.since.astimezone(UTC),
            "asked": asked,
        }
        self._knowledge.put(card, row)

    def forget(self, card: str) -> None:
        """Take ``card`` as not known; harmless if it was not."""
        self._knowledge.remove([card])

    def brought_back(self, card: str) -> None:
        """``card`` is offered for a review, once until something is learned anew."""
        known = self.knowledge(card)
        if known is not None:
            self.learn(card, replace(known, asked=self._now()))

    def clear(self) -> None:
        """Forget it all."""
        for rows in (self._knowledge, self._done, self._days):
            rows.remove([key for key, _ in rows.all()])

    def complete(self, card: str) -> None:
        """``card`` was worked through, or read where there is nothing to work through."""
        if not self.keeps_done:
            return
        row = self._done.get(card)
        now = self._now().astimezone(UTC)
        self._done.put(card, {"count": 1 + (row["count"] if row else 0), "last": now})

    def times_completed(self, card: str) -> int:
        """How often ``card`` was completed."""
        row = self._done.get(card)
        return row["count"] if row else 0

    def spent(self) -> float:
        """The seconds that reviews took today."""
        row = self._days.get(self._today().isoformat())
        return row["seconds"] if row else 0.0

    def spend(self, seconds: float) -> None:
        """A review took ``seconds`` of today."""
        today = self._today()
        self._days.remove(over({key: key for key, _ in self._days.all()}, today))
        self._days.put(today.isoformat(), {"seconds": self.spent() + seconds})

    def _today(self) -> date:
        return self._now().date()
