"""The policies that are compared. Ours is the app's own code, all of it; the others are what is often done.

``Ours`` runs the real ``Ledger``, ``decide``, ``Lessons`` and ``Memory``. The others open the panel whenever
a card matches, or never, or never and have people review by themselves.
"""

from __future__ import annotations

import random
from collections.abc import Iterable
from datetime import datetime, timedelta
from pathlib import Path
from typing import Protocol

from content.attention.cue import Loudness, Offer
from content.attention.decide import decide
from content.attention.ledger import Around, Ledger
from content.cards.model import Card, CardKind, Item, Recall
from content.learning.knowledge import RETENTION, Knowledge, Rating
from content.learning.study import rated
from content.memory.memory import Memory
from overlay.lessons import Lessons
from tests.sim.people import MINUTE, MONDAY, Person, rating
from triggers.session.base import Sign

READ, REVIEW, FIND = 0.5, 0.33, 1.5
"""Minutes for reading a card, new or forgotten, for a question about one that is remembered, and for finding
and reading one by searching."""


class Policy(Protocol):
    """What is on the screen in a stay, and what is told back."""

    def sees(self, offers: list[Offer], now: datetime, *, types: bool) -> tuple[Loudness, bool]:
        """How loudly the first of ``offers`` is there, and whether it opened by itself just now."""

    def closed(self, card: str, now: datetime) -> None:
        """The person closed it."""

    def used(self, card: str, now: datetime, *, asked: bool) -> None:
        """The person used it; ``asked`` if they had to open it themselves."""

    def asks(self, card: str) -> bool:
        """Whether it comes with a question."""

    def answered(self, card: str, now: datetime, *, remembers: bool) -> None:
        """The person answered it."""

    def study(self, person: Person, now: datetime) -> float:
        """Let them learn away from their tasks before the day begins; the minutes it took."""


class Always:
    """Opens the panel each time a window with a card comes up, as pop-ups do."""

    def sees(
        self,
        offers: list[Offer],
        now: datetime,  # noqa: ARG002 - as in Policy
        *,
        types: bool,  # noqa: ARG002
    ) -> tuple[Loudness, bool]:
        return (Loudness.PANEL, True) if offers else (Loudness.NONE, False)

    def closed(self, card: str, now: datetime) -> None:
        pass

    def used(self, card: str, now: datetime, *, asked: bool) -> None:
        pass

    def asks(self, card: str) -> bool:  # noqa: ARG002
        return False

    def answered(self, card: str, now: datetime, *, remembers: bool) -> None:
        pass

    def study(self, person: Person, now: datetime) -> float:  # noqa: ARG002
        return 0.0


class Never(Always):
    """Shows nothing by itself."""

    def sees(
        self,
        offers: list[Offer],  # noqa: ARG002 - as in Policy
        now: datetime,  # noqa: ARG002
        *,
        types: bool,  # noqa: ARG002
    ) -> tuple[Loudness, bool]:
        return Loudness.NONE, False


class Manual(Never):
    """Shows nothing either; each morning people review the cards with a flashcard program for ``minutes``.

    It schedules as such programs do, by FSRS from their answers: first what is due, then cards that are new
    to them, in no particular order, for nobody knows what will be needed. What they look up at work
    counts among the minutes; those that are left are kept.
    """

    def __init__(self, person: Person, minutes: Iterable[float]) -> None:
        self._minutes, self._left = iter(minutes), 0.0
        self._deck: dict[str, Knowledge] = {}
        self._new = random.Random(person.seed).sample(person.tasks, len(person.tasks))

    def used(self, card: str, now: datetime, *, asked: bool) -> None:  # noqa: ARG002
        self._left -= FIND

    def study(self, person: Person, now: datetime) -> float:
        self._left += next(self._minutes)
        before = self._left
        by_card = {task.card: task for task in person.tasks}
        due = sorted(
            (card for card, known in self._deck.items() if known.retrievability(now) < RETENTION),
            key=lambda card: self._deck[card].retrievability(now),
        )
        while self._left >= READ and (due or self._new):
            task = by_card[due.pop(0)] if due else self._new.pop()
            skill = person.skill(task)
            remembers = person.chance_to_study.random() < skill.recall(now)
            self._left -= REVIEW if remembers else READ
            known = self._deck.get(task.card)
            self._deck[task.card] = rated(known, rating(known, remembers=remembers), now)
            skill.practise(now, remembers=remembers)
        return before - self._left


class Ours:
    """The app's policy, with the default settings unless ``around`` says otherwise.

    ``folder`` does not come into being: nothing is ever saved.
    """

    def __init__(self, person: Person, folder: Path, around: Around | None = None) -> None:
        self._around = around or Around("app")
        self._now = MONDAY
        self._memory = Memory(folder, lambda: self._now, lambda _save: None, read_only=True)
        self._ledger = Ledger(self._memory.outcomes)
        self._lessons = Lessons(self._memory)
        self._lessons.use({task.card: _card(task.card) for task in person.tasks})

    def sees(self, offers: list[Offer], now: datetime, *, types: bool) -> tuple[Loudness, bool]:
        self._now = now
        begun = self._ledger.see(offers, now)
        planned, known = self._lessons.plan(offers, begun)
        loudness, opened = self._decide(planned, known, frozenset({Sign.TYPING} if types else ()))
        if types:  # the cue waits; a pause in typing comes within the minute
            self._now = now + timedelta(seconds=20)
            later, opens_then = self._decide(planned, known, frozenset())
            loudness, opened = max(loudness, later), opened or opens_then
        return loudness, opened

    def closed(self, card: str, now: datetime) -> None:
        self._lessons.dismissed(card)
        self._ledger.closes(card, now)

    def used(self, card: str, now: datetime, *, asked: bool) -> None:
        self._lessons.skip(card)
        if asked:
            self._ledger.asks(card, is_offered=True)
            self._lessons.opened(card, sought=False)
            self._ledger.shows(card, Loudness.PANEL, now, asked=True)
        self._ledger.uses(card, now)
        self._lessons.showing(card)
        self._now += READ * MINUTE
        self._lessons.completed(card)
        self._lessons.showing(None)

    def asks(self, card: str) -> bool:
        return self._lessons.question(card) is not None

    def answered(self, card: str, now: datetime, *, remembers: bool) -> None:
        self._ledger.uses(card, now)
        self._lessons.showing(card)
        self._now += REVIEW * MINUTE
        self._lessons.answered(card, Rating.GOOD if remembers else Rating.AGAIN)
        self._lessons.showing(None)

    def study(self, person: Person, now: datetime) -> float:  # noqa: ARG002
        return 0.0

    def _decide(
        self, offers: Iterable[Offer], known: frozenset[str], signs: frozenset[Sign]
    ) -> tuple[Loudness, bool]:
        now, given = self._now, self._around
        around = Around(given.app, given.loudest, known=known, signs=signs, budget=given.budget)
        moment = self._ledger.moment(now, around)
        cue = decide(tuple(offers), self._memory.wishes(), moment)
        self._ledger.decided(cue, now)
        self._lessons.decided(cue)
        self._lessons.shown()
        card = cue.cards[0] if cue.cards else ""
        self._ledger.shows(card, cue.loudness, now)
        is_theirs = card in moment.used  # comes back because the person works with it: no interruption
        is_new = cue.loudness is Loudness.PANEL and moment.shown.card != card
        return cue.loudness, is_new and not is_theirs


def _card(card: str) -> Card:
    """A checklist of two minutes with a question, as our guide for authors recommends."""
    recall = Recall("What comes first?", "The total.")
    item = Item("total", "The total matches", "The total matches")
    return Card(
        card, card, CardKind.CHECKLIST, (item,), "desk", "Desk", "", Path(), minutes=2.0, recall=recall
    )
