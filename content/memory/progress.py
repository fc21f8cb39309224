"""How far the person came in each card: ticks of checklists, the step of a guide. Not for showing it."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from datetime import date, datetime, timedelta

from content.cards.model import Card, Reset
from content.memory.rows import Rows
from content.memory.schema import ProgressRow

# Yesterday's ticks are of no more use, but a clock that was wrong for a day must not cost today's.
KEPT = timedelta(days=7)

_VISIT, _ALWAYS = "visit", "always"


def over(days: Mapping[str, str], today: date) -> list[str]:
    """The keys of the days that need not be kept any more, counted from the newest one before ``today``.

    Counted from ``today`` itself, a single day on which the clock is ahead would cost everything.
    """
    before = max((day for day in days.values() if day < today.isoformat()), default=None)
    if before is None:
        return []
    try:
        oldest = (date.fromisoformat(before) - KEPT).isoformat()
    except (ValueError, OverflowError):  # somebody wrote it there by hand
        return []
    return [key for key, day in days.items() if day < oldest]


class Progress:
    """Kept per card and period: the local day, the visit, or always, as the card's ``reset`` says."""

    def __init__(self, rows: Rows[ProgressRow], now: Callable[[], datetime]) -> None:
        self._rows, self._now = rows, now
        self._pruned: date | None = None

    def ticked(self, card: Card) -> frozenset[str]:
        """The keys of the items that are ticked now."""
        row = self._rows.get(self._key(card))
        return frozenset(row["done"] if row else ()) & {item.key for item in card.items}

    def tick(self, card: Card, key: str, done: bool) -> None:
        """Tick the item, or take its tick back; a key that the card does not have (any more) is ignored."""
        ticked = self.ticked(card)
        present = {item.key for item in card.items}
        wanted = (ticked | {key} if done else ticked - {key}) & present
        if wanted != ticked:
            self._put(card, [item.key for item in card.items if item.key in wanted], self.step(card))

    def step(self, card: Card) -> int:
        """The step reached, 0 for none yet."""
        row = self._rows.get(self._key(card))
        return min(row["step"], len(card.steps)) if row else 0

    def reach_step(self, card: Card, number: int) -> None:
        """The person is at step ``number``, held to the steps there are; 0 starts over."""
        wanted = max(0, min(number, len(card.steps)))
        if wanted != self.step(card):
            self._put(card, sorted(self.ticked(card)), wanted)

    def new_visit(self, card: Card) -> None:
        """Start afresh if the card's progress belongs to one visit."""
        if card.reset is Reset.VISIT:
            self._rows.remove([self._key(card)])

    def clear(self) -> None:
        """Forget it all."""
        self._rows.remove([key for key, _ in self._rows.all()])

    def _put(self, card: Card, done: list[str], step: int) -> None:
        self._prune()
        row: ProgressRow = {"card": card.id, "period": self._period(card), "done": done, "step": step}
        self._rows.put(self._key(card), row)

    def _key(self, card: Card) -> str:
        return f"{self._period(card)} {card.id}"

    def _period(self, card: Card) -> str:
        if card.reset is Reset.DAILY:
            return self._now().date().isoformat()
        return _VISIT if card.reset is Reset.VISIT else _ALWAYS

    def _prune(self) -> None:
        """Once a day, forget the days that are over. Days to come are kept: the clock may be wrong now."""
        today = self._now().date()
        if self._pruned == today:
            return
        self._pruned = today
        days = {key: row["period"] for key, row in self._rows.all() if row["period"] not in {_VISIT, _ALWAYS}}
        self._rows.remove(over(days, today))
