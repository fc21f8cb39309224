"""Synthetic people for the simulator: what they do all day, what they need, and how they forget.

The assumptions are numbers below, with their reasons in docs/attention.md. Nothing here knows a policy.
"""

from __future__ import annotations

import random
from collections.abc import Iterator
from dataclasses import dataclass, field, replace
from datetime import UTC, datetime, timedelta

from content.learning.knowledge import Knowledge, Rating
from content.learning.study import rated

MONDAY = datetime(2026, 5, 4, 8, 0, tzinfo=UTC)
MINUTE, DAY = timedelta(minutes=1), timedelta(days=1)
WORKDAY = timedelta(hours=8)

FORGETS = 2.0
"""People forget up to so many times faster or slower than FSRS expects of everybody; the app is not told."""


@dataclass
class Skill:
    """What a person knows of the content of one card, as FSRS describes memory; None is never learned.

    ``holds`` is the person's own: by how much longer than FSRS expects they remember.
    """

    holds: float = 1.0
    known: Knowledge | None = None

    def recall(self, now: datetime) -> float:
        """The probability that the person does without help."""
        if self.known is None:
            return 0.0
        return replace(self.known, stability=self.known.stability * self.holds).retrievability(now)

    def practise(self, now: datetime, *, remembers: bool) -> None:
        """The person did it right from memory, or learned it, or had forgotten and looked it up."""
        self.known = rated(self.known, rating(self.known, remembers=remembers), now)


def rating(known: Knowledge | None, *, remembers: bool) -> Rating:
    """What FSRS calls it; something learned for the first time is rated as learned well."""
    return Rating.GOOD if remembers or known is None else Rating.AGAIN


@dataclass(frozen=True)
class Task:
    """Something done in one window. ``card`` helps with it in the share ``relevance`` of the cases."""

    card: str
    relevance: float
    per_day: float
    minutes: float
    required: bool = False
    asks_for_panel: bool = False


@dataclass(frozen=True)
class Stay:
    """The person is in the window of ``task`` from ``begin`` on; None is work that no card is about."""

    begin: datetime
    minutes: float
    task: Task | None
    is_new_piece: bool  # of work, and not the same one after a look elsewhere
    types: bool


@dataclass
class Person:
    """One synthetic person with a job of their own."""

    seed: int
    tasks: list[Task] = field(default_factory=list)

    def __post_init__(self) -> None:
        self.chance = random.Random(self.seed)
        self.chance_to_study = random.Random(self.seed + 1)  # apart: the days stay the same
        self.skills: dict[str, Skill] = {}
        self.holds = FORGETS ** self.chance.uniform(-1, 1)
        if not self.tasks:
            self.tasks = [self._task(number) for number in range(24)]

    def day(self, number: int) -> Iterator[Stay]:
        """The stays of one working day, in order."""
        now = MONDAY + number * DAY
        end = now + WORKDAY
        while now < end:
            task = self._next_task()
            total = self.chance.uniform(0.5, 1.5) * (task.minutes if task else 6.0)
            is_new = True
            while total > 0:
                # A person looks at one window for some three minutes, then elsewhere, and comes back.
                part = min(total, self.chance.expovariate(1 / 3.0) + 0.2)
                yield Stay(now, part, task, is_new, self.chance.random() < 0.4)
                now += part * MINUTE
                total -= part
                is_new = False
                if total > 0:
                    glance = self.chance.uniform(0.1, 1.5)
                    yield Stay(now, glance, None, is_new_piece=True, types=False)
                    now += glance * MINUTE

    def skill(self, task: Task) -> Skill:
        """What they know about the task's card."""
        return self.skills.setdefault(task.card, Skill(self.holds))

    @staticmethod
    def weight(task: Task) -> float:
        """How often the person needs to know what is on the task's card, a day."""
        return task.relevance * task.per_day

    def _task(self, number: int) -> Task:
        """A few tasks come several times a day, most every few days, as words in a text do (Zipf)."""
        per_day = 6.0 / (number + 1) ** 0.9
        kind = self.chance.random()
        return Task(
            f"desk/{number}",
            relevance=0.9 if kind < 0.25 else self.chance.uniform(0.05, 0.6),
            per_day=per_day,
            minutes=self.chance.uniform(4, 15),
            required=number == 5,
            asks_for_panel=kind < 0.25,
        )

    def _next_task(self) -> Task | None:
        """Half of the day goes into windows for which there is no card."""
        if self.chance.random() < 0.5:
            return None
        return self.chance.choices(self.tasks, [task.per_day for task in self.tasks])[0]
