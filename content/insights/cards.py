"""What the events of a person say about each card. Pure; weeks: weeks.py, before and after: compare.py."""

from __future__ import annotations

import itertools
from collections import Counter
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date

from content.cards.model import Card
from content.events.event import Happening
from content.insights.stats import LEAST, Estimate, Measured, TooFew, median, newcombe, share
from content.insights.visits import History, Visit

DAYS_TO_JUDGE = 14
"""Days with events below which a card that was not used says nothing."""
_USES = (Happening.OPENED, Happening.COMPLETED, Happening.ACKNOWLEDGED, Happening.KNOWN)


@dataclass(frozen=True, slots=True)
class Trend:
    """The share of visits with a lookup, in the first half of them and in the second, and the change."""

    first: float
    second: float
    change: Estimate

    @property
    def is_falling(self) -> bool:
        """Whether the lookups became fewer, beyond what chance explains."""
        return self.change.high < 0

    @property
    def is_rising(self) -> bool:
        """Whether they became more, beyond what chance explains."""
        return self.change.low > 0


@dataclass(frozen=True, slots=True)
class CardInsight:
    """One card: counts, and what can be said of them.

    ``again`` is how often, in the visit after one in which it helped, the card was looked up once more.
    """

    card: str
    title: str
    visits: int
    lookups: int
    completed: int
    last_used: date | None
    to_help: Measured
    trend: Trend | TooFew
    again: Measured
    sent_away: Measured


@dataclass(frozen=True, slots=True)
class Unused:
    """A card that nobody used; ``visits`` is how often its context came up, None without a rule."""

    card: str
    title: str
    visits: int | None


@dataclass(frozen=True, slots=True)
class Overdue:
    """A card whose content should have been looked at again; ``lookups`` says how much it is relied on."""

    card: str
    title: str
    due: date
    owner: str
    lookups: int


def of_cards(history: History, cards: Mapping[str, Card]) -> tuple[CardInsight, ...]:
    """Every card of which there are visits or lookups, the most looked up first."""
    last_use = _last_use(history)
    completed = Counter(one.card for one in history.events if one.what is Happening.COMPLETED)
    made = [
        _of_card(history, card, cards, last_use.get(card), completed[card])
        for card in {*history.visits, *history.lookups}
    ]
    return tuple(sorted(made, key=lambda it: (-it.lookups, -it.visits, it.card)))


def never_used(history: History, cards: Mapping[str, Card]) -> tuple[Unused, ...] | TooFew:
    """The cards that were neither opened nor worked through; of too few days nothing is said."""
    days = len({one.at.date() for one in history.events})
    if days < DAYS_TO_JUDGE:
        return TooFew(days, DAYS_TO_JUDGE, "days with events")
    used = _last_use(history)
    unused = [
        Unused(card.id, card.title, len(history.visits.get(card.id, ())) if card.when is not None else None)
        for card in cards.values()
        if card.id not in used
    ]
    return tuple(sorted(unused, key=lambda it: (-(it.visits or 0), it.card)))


def overdue(history: History, cards: Mapping[str, Card], today: date) -> tuple[Overdue, ...]:
    """The cards whose ``review_by`` has passed, those most looked up first."""
    found = [
        Overdue(card.id, card.title, card.review_by, card.owner, len(history.lookups.get(card.id, ())))
        for card in cards.values()
        if card.review_by is not None and card.review_by < today
    ]
    return tuple(sorted(found, key=lambda it: (-it.lookups, it.due, it.card)))


def trend(visits: Sequence[Visit]) -> Trend | TooFew:
    """How the share of ``visits`` with a lookup changed, from the first half of them to the second."""
    if len(visits) < 2 * LEAST:
        return TooFew(len(visits), 2 * LEAST, "visits")
    half = len(visits) // 2
    first, second = (sum(it.looked_up is not None for it in part) for part in (visits[:half], visits[-half:]))
    low, high = newcombe(first, half, second, half)
    return Trend(first / half, second / half, Estimate((second - first) / half, low, high, 2 * half))


def after_help(visits: Sequence[Visit]) -> list[Visit]:
    """The visits that follow one in which the card was looked up or worked through."""
    following = itertools.pairwise(visits)
    return [after for before, after in following if before.looked_up is not None or before.completed]


def _of_card(
    history: History, card: str, cards: Mapping[str, Card], last_used: date | None, completed: int
) -> CardInsight:
    visits = history.visits.get(card, [])
    took = [visit.to_help for visit in visits if visit.to_help is not None]
    following, cued = after_help(visits), [visit for visit in visits if visit.cued]
    again = sum(it.looked_up is not None for it in following)
    return CardInsight(
        card,
        cards[card].title if card in cards else "",
        len(visits),
        len(history.lookups.get(card, ())),
        completed,
        last_used,
        median(took, "visits with help"),
        trend(visits),
        share(again, len(following), "visits after one with help"),
        share(sum(it.sent_away for it in cued), len(cued), "visits in which it spoke"),
    )


def _last_use(history: History) -> dict[str, date]:
    return {one.card: one.at.date() for one in history.events if one.what in _USES and one.card}
