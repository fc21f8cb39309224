"""The measures of a ranking, as pure functions: how high the first right card stands, and its answer."""

from __future__ import annotations

from collections.abc import Collection, Iterable, Sequence
from dataclasses import dataclass
from statistics import fmean

Ranking = Sequence[tuple[str, str]]  # card id and answer, best first

TOP, FIRST_SCREEN = 10, 5


@dataclass(frozen=True, slots=True)
class Outcome:
    """How one query went: the rank of the first right card (0: none among the first ten), and the answer.

    ``answered`` is None for a query of which no step was judged.
    """

    rank: int
    answered: bool | None = None


def outcome(ranking: Ranking, relevant: Collection[str], answers: Collection[str] = ()) -> Outcome:
    """Judge ``ranking``; ``answers`` are texts of which the first card's answer has to contain one."""
    rank = first_right([card for card, _ in ranking[:TOP]], relevant)
    if not answers:
        return Outcome(rank)
    said = ranking[0][1] if rank == 1 else ""
    return Outcome(rank, any(text in said for text in answers))


def first_right(cards: Sequence[str], relevant: Collection[str]) -> int:
    """The rank of the first relevant card, from 1; 0 when there is none."""
    return next((rank for rank, card in enumerate(cards, 1) if card in relevant), 0)


def average_precision(cards: Sequence[str], relevant: Collection[str]) -> float:
    """The mean, over all relevant cards, of the precision at each one's rank; one not found counts 0."""
    right, total = 0, 0.0
    for rank, card in enumerate(cards, 1):
        if card in relevant:
            right += 1
            total += right / rank
    return total / len(relevant) if relevant else 0.0


@dataclass(frozen=True, slots=True)
class Summary:
    """The measures of many queries, each from 0 to 1; the steps are None where none was judged.

    ``step`` is over all queries with a judged step, ``step_of_right`` over those whose first card is right.
    """

    queries: int
    mrr: float
    recall: float
    step: float | None
    step_of_right: float | None


def summary(outcomes: Iterable[Outcome]) -> Summary:
    """The measures of ``outcomes``."""
    all_ = list(outcomes)
    judged = [it for it in all_ if it.answered is not None]
    return Summary(
        len(all_),
        _mean([1 / it.rank if it.rank else 0.0 for it in all_]) or 0.0,
        _mean([float(1 <= it.rank <= FIRST_SCREEN) for it in all_]) or 0.0,
        _mean([float(bool(it.answered)) for it in judged]),
        _mean([float(bool(it.answered)) for it in judged if it.rank == 1]),
    )


def _mean(values: Sequence[float]) -> float | None:
    return fmean(values) if values else None
