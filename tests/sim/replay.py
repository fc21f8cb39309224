"""Replays the people's days under a policy and counts what came of it. Ours is the app's own code, all of it.

``Ours`` runs the real ``Ledger``, ``decide`` and record of dismissals; the two it is compared with are
what is often built instead: the panel opens whenever a card matches, or never.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import datetime, timedelta
from typing import Protocol

from content.attention import easing
from content.attention.cue import Loudness, Offer, Wishes
from content.attention.decide import decide
from content.attention.ledger import Around, Ledger
from tests.sim.people import MINUTE, Person, Stay, Task
from triggers.session.base import Sign

NOTICES: dict[Loudness, float] = {
    Loudness.PANEL: 0.95,
    Loudness.TAB: 0.9,
    Loudness.BADGE: 0.4,
    Loudness.NONE: 0.3,
}
"""How likely a person who needs help takes it: it lies open, is one click away, is hinted at, has to be
looked for. Whoever is stuck looks around; whoever is not does not look at a tab."""

CLOSES = 0.85
"""How likely a person closes a panel that opened by itself and does not help."""

MINUTES = {"reads": 0.5, "closes": 0.1, "finds": 1.5, "without": 4.0}
"""Spent on: a card that helps, closing one that does not, finding one by searching, doing without."""


class Policy(Protocol):
    """What is on the screen in a stay, and what is told back."""

    def sees(self, offers: list[Offer], now: datetime, *, types: bool) -> tuple[Loudness, bool]:
        """How loudly the first of ``offers`` is there, and whether it opened by itself just now."""

    def closed(self, card: str, now: datetime) -> None:
        """The person closed it."""

    def used(self, card: str, now: datetime, *, asked: bool) -> None:
        """The person used it; ``asked`` if they had to open it themselves."""


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


@dataclass
class Records:
    """Implements Outcomes with the app's own rules, in memory alone."""

    records: dict[str, str] = field(default_factory=dict)

    def appeared(self, card: str) -> None:
        self.records[card] = easing.added(self.records.get(card, ""), easing.STAYED)

    def was_closed(self, card: str) -> None:
        self.records[card] = easing.closed(self.records[card])


class Ours:
    """The app's policy, with the default settings unless ``around`` says otherwise."""

    def __init__(self, around: Around | None = None) -> None:
        self._around = around or Around("app")
        self._records = Records()
        self._ledger = Ledger(self._records)

    def sees(self, offers: list[Offer], now: datetime, *, types: bool) -> tuple[Loudness, bool]:
        self._ledger.see(offers, now)
        loudness, opened = self._decide(offers, now, frozenset({Sign.TYPING} if types else ()))
        if types:  # the cue waits; a pause in typing comes within the minute
            later, opens_then = self._decide(offers, now + timedelta(seconds=20), frozenset())
            loudness, opened = max(loudness, later), opened or opens_then
        return loudness, opened

    def closed(self, card: str, now: datetime) -> None:
        self._ledger.closes(card, now)

    def used(self, card: str, now: datetime, *, asked: bool) -> None:
        if asked:
            self._ledger.asks(card, is_offered=True)
            self._ledger.shows(card, Loudness.PANEL, now, asked=True)
        self._ledger.uses(card, now)

    def _decide(self, offers: list[Offer], now: datetime, signs: frozenset[Sign]) -> tuple[Loudness, bool]:
        around = Around(self._around.app, self._around.loudest, signs=signs, budget=self._around.budget)
        moment = self._ledger.moment(now, around)
        cue = decide(offers, Wishes(outcomes=self._records.records), moment)
        self._ledger.decided(cue, now)
        card = cue.cards[0] if cue.cards else ""
        self._ledger.shows(card, cue.loudness, now)
        is_theirs = card in moment.used  # comes back because the person works with it: no interruption
        is_new = cue.loudness is Loudness.PANEL and moment.shown.card != card
        return cue.loudness, is_new and not is_theirs


@dataclass
class Tally:
    """What came of it."""

    hours: float = 0.0
    interruptions: int = 0
    relevant: int = 0
    tabs: int = 0
    needs: int = 0
    served: int = 0
    minutes: float = 0.0
    retention: float = 0.0

    def row(self) -> list[float]:
        """As HEADS of __main__.py names them; shares from 0 to 1."""
        return [
            self.interruptions / self.hours,
            self.relevant / self.interruptions if self.interruptions else 0.0,
            self.tabs / self.hours,
            self.served / self.needs if self.needs else 0.0,
            self.retention,
            self.minutes / (self.hours / 8),
        ]


def replay(person: Person, policy: Policy, days: int, notices: Mapping[Loudness, float] = NOTICES) -> Tally:
    """Let ``person`` work ``days`` days under ``policy``; the same person has the same days under each."""
    tally, now = Tally(), None
    for number in range(days):
        if number % 7 < 5:
            tally.hours += 8
            for stay in person.day(number):
                _live(person, policy, stay, tally, notices)
                now = stay.begin + stay.minutes * MINUTE
    if now is not None:
        weights = [task.relevance * task.per_day for task in person.tasks]
        known = [person.skill(task).recall(now) for task in person.tasks]
        tally.retention = sum(map(float.__mul__, weights, known)) / sum(weights)
    return tally


def _live(
    person: Person, policy: Policy, stay: Stay, tally: Tally, notices: Mapping[Loudness, float]
) -> None:
    task, now = stay.task, stay.begin
    # Drawn for every stay, so that chance runs alike whatever the policy does.
    needs_it, knows_it, takes_it, closes_it = (person.chance.random() for _ in range(4))
    offers = [_offer(task)] if task else []
    loudness, opened = policy.sees(offers, now, types=stay.types)
    if task is None:
        return
    tally.tabs += loudness is Loudness.TAB
    skill = person.skill(task)
    has_need = stay.is_new_piece and needs_it < task.relevance
    is_stuck = has_need and knows_it >= skill.recall(now)
    if opened:
        tally.interruptions += 1
        tally.relevant += is_stuck
    if is_stuck:
        tally.needs += 1
        if takes_it < notices[loudness]:
            tally.served += 1
            tally.minutes += MINUTES["reads" if loudness >= Loudness.BADGE else "finds"]
            policy.used(task.card, now, asked=loudness is not Loudness.PANEL)
            skill.practise(now)
        else:
            tally.minutes += MINUTES["without"]
    elif has_need:
        skill.practise(now)  # done right without help
    if opened and not is_stuck and closes_it < CLOSES:
        tally.minutes += MINUTES["closes"]
        policy.closed(task.card, now)


def _offer(task: Task) -> Offer:
    loudest = Loudness.PANEL if task.required or task.asks_for_panel else Loudness.TAB
    return Offer(task.card, "its rule holds", task.required, loudest)
