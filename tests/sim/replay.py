"""Replays the people's days under a policy and counts what came of it. The policies are in policies.py."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field

from content.attention.cue import Loudness, Offer
from tests.sim.people import DAY, MINUTE, MONDAY, Person, Stay, Task
from tests.sim.policies import FIND, READ, REVIEW, Policy

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

ANSWERS = 0.5
"""How likely a person who is not stuck answers a question that a card comes back with."""

CLOSE, WITHOUT = 0.1, 4.0
"""Minutes for closing a panel that does not help, and for doing without help."""


@dataclass
class Tally:
    """What came of it."""

    hours: float = 0.0
    interruptions: int = 0
    relevant: int = 0
    tabs: int = 0
    needs: int = 0
    served: int = 0
    helped: float = 0.0
    without: float = 0.0
    retention: float = 0.0
    breadth: float = 0.0
    daily: list[float] = field(default_factory=list)

    def row(self) -> list[float]:
        """As HEADS of __main__.py names them; shares from 0 to 1."""
        return [
            self.interruptions / self.hours,
            self.relevant / self.interruptions if self.interruptions else 0.0,
            self.tabs / self.hours,
            self.served / self.needs if self.needs else 0.0,
            self.retention,
            self.breadth,
            self.helped / (self.hours / 8),
            self.without / (self.hours / 8),
        ]


def replay(person: Person, policy: Policy, days: int, notices: Mapping[Loudness, float] = NOTICES) -> Tally:
    """Let ``person`` work ``days`` days under ``policy``; the same person has the same days under each."""
    tally, now = Tally(), None
    for number in range(days):
        if number % 7 < 5:
            tally.hours += 8
            before = tally.helped
            tally.helped += policy.study(person, MONDAY + number * DAY)
            for stay in person.day(number):
                _live(person, policy, stay, tally, notices)
                now = stay.begin + stay.minutes * MINUTE
            tally.daily.append(tally.helped - before)
    if now is not None:
        weights = [person.weight(task) for task in person.tasks]
        known = [person.skill(task).recall(now) for task in person.tasks]
        tally.retention = sum(map(float.__mul__, weights, known)) / sum(weights)
        tally.breadth = sum(known) / len(known)
    return tally


def _live(
    person: Person, policy: Policy, stay: Stay, tally: Tally, notices: Mapping[Loudness, float]
) -> None:
    task, now = stay.task, stay.begin
    # Drawn for every stay, so that chance runs alike whatever the policy does.
    needs_it, knows_it, takes_it, closes_it, answers_it = (person.chance.random() for _ in range(5))
    offers = [_offer(task)] if task else []
    loudness, opened = policy.sees(offers, now, types=stay.types)
    if task is None:
        return
    tally.tabs += loudness is Loudness.TAB
    skill = person.skill(task)
    has_need = stay.is_new_piece and needs_it < task.relevance
    remembers = knows_it < skill.recall(now)
    is_stuck = has_need and not remembers
    if opened:
        tally.interruptions += 1
        tally.relevant += is_stuck
    if is_stuck:
        tally.needs += 1
        if takes_it < notices[loudness]:
            tally.served += 1
            tally.helped += READ if loudness >= Loudness.BADGE else FIND
            policy.used(task.card, now, asked=loudness is not Loudness.PANEL)
            skill.practise(now, remembers=False)
        else:
            tally.without += WITHOUT
        return
    if policy.asks(task.card) and answers_it < ANSWERS:
        tally.helped += REVIEW
        policy.answered(task.card, now, remembers=remembers)
        skill.practise(now, remembers=remembers)
    elif has_need:
        skill.practise(now, remembers=True)  # done right without help
    if opened and closes_it < CLOSES:
        tally.helped += CLOSE
        policy.closed(task.card, now)


def _offer(task: Task) -> Offer:
    loudest = Loudness.PANEL if task.required or task.asks_for_panel else Loudness.TAB
    return Offer(task.card, "its rule holds", task.required, loudest)
