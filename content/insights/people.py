"""What files of several people say together, so that no report tells what one of them did. Pure.

Nothing of fewer than five people is said. Every person weighs the same, whatever they did most; shares are
rounded to 5 %, and never 0 or 100 %, which would be true of each of them; how many people is said in fives;
intervals tell nothing but that.
So a report with one person more or less differs hardly, or not at all. docs/insights.md says what is left.
"""

from __future__ import annotations

import math
import statistics
from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass

from content.insights.share import CardCounts, Shared
from content.insights.stats import newcombe, wilson

FEWEST = 5
_STEP = 0.05


@dataclass(frozen=True, slots=True)
class Group:
    """A share of several people, with its interval; all three rounded to 5 %. At least ``people`` gave it."""

    value: float
    low: float
    high: float
    people: int


@dataclass(frozen=True, slots=True)
class CardOfPeople:
    """One card; None is what fewer than five people have anything to say about."""

    card: str
    people: int
    looked_up: Group | None
    again: Group | None
    change: Group | None
    sent_away: Group | None
    completed: Group | None
    helpful: Group | None


@dataclass(frozen=True, slots=True)
class People:
    """``left_out`` counts the cards that fewer than five people used."""

    people: int
    cards: tuple[CardOfPeople, ...]
    left_out: int
    without_result: Group | None


class TooFewPeopleError(Exception):
    """Fewer people than are needed for any report: ``has``."""

    def __init__(self, has: int) -> None:
        super().__init__(f"files of {FEWEST} people are needed, and these are of {has}")
        self.has = has


def people(files: Iterable[Shared]) -> People:
    """What ``files`` say together; of several by one person the latest counts. Raises TooFewPeopleError."""
    latest: dict[str, Shared] = {}
    for one in sorted(files, key=lambda it: (it.last, it.first)):
        latest[one.person] = one
    if len(latest) < FEWEST:
        raise TooFewPeopleError(len(latest))
    everyone = list(latest.values())
    cards = {
        card: [it.cards[card] for it in everyone if card in it.cards] for it in everyone for card in it.cards
    }
    used = {card: [it for it in counts if it != CardCounts()] for card, counts in cards.items()}
    shown = {card: counts for card, counts in used.items() if len(counts) >= FEWEST}
    made = [_card(card, counts) for card, counts in shown.items()]
    return People(
        _in_fives(len(everyone)),
        tuple(sorted(made, key=lambda it: (-it.people, it.card))),
        sum(0 < len(counts) < FEWEST for counts in used.values()),
        _group([(it.searches_without_result, it.searches) for it in everyone]),
    )


def _card(card: str, counts: Sequence[CardCounts]) -> CardOfPeople:
    def of(part: Callable[[CardCounts], int], whole: Callable[[CardCounts], int]) -> Group | None:
        return _group([(part(it), whole(it)) for it in counts])

    return CardOfPeople(
        card,
        _in_fives(len(counts)),
        of(lambda it: it.visits_with_lookup, lambda it: it.visits),
        of(lambda it: it.again, lambda it: it.after_help),
        _change(counts),
        of(lambda it: it.sent_away, lambda it: it.cued),
        of(lambda it: it.completed, lambda it: it.visits_with_help),
        of(lambda it: it.rated_helpful, lambda it: it.rated),
    )


def _change(counts: Sequence[CardCounts]) -> Group | None:
    """How much more often the card was looked up in the second half of everybody's visits."""
    halves = [it for it in counts if it.halves]
    if len(halves) < FEWEST:
        return None
    early = statistics.fmean(min(it.early, it.halves) / it.halves for it in halves)
    late = statistics.fmean(min(it.late, it.halves) / it.halves for it in halves)
    number = _in_fives(len(halves))
    low, high = newcombe(_shown(early) * number, number, _shown(late) * number, number)
    return _group_of(late - early, low, high, number, -1 + _STEP)


def _group(parts: Iterable[tuple[int, int]]) -> Group | None:
    # A file may say anything: no part is larger than its whole.
    rates = [min(part, whole) / whole for part, whole in parts if whole]
    if len(rates) < FEWEST:
        return None
    rate, number = _shown(statistics.fmean(rates)), _in_fives(len(rates))
    return _group_of(rate, *wilson(rate * number, number), number, _STEP)


def _group_of(value: float, low: float, high: float, number: int, least: float) -> Group:
    """Rounded, the interval outward, so that rounding makes nobody surer.

    The interval comes from the share as it is shown and the rounded number of people, as if each did it
    always or never. One drawn from what each of them did would be narrower, and tell whether they agree.
    """

    def step(rate: float, to_whole: Callable[[float], int]) -> float:
        return to_whole(round(min(max(rate, least), 1 - _STEP) / _STEP, 6)) * _STEP

    shown = step(value, round)
    return Group(shown, min(shown, step(low, math.floor)), max(shown, step(high, math.ceil)), number)


def _shown(rate: float) -> float:
    return round(round(min(max(rate, _STEP), 1 - _STEP) / _STEP, 6)) * _STEP


def _in_fives(number: int) -> int:
    return number // 5 * 5
