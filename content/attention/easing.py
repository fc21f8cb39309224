"""How a card gets quieter because the person keeps closing it. Not for keeping the record.

The record of a card is how its last ``KEPT`` appearances ended, oldest first, one letter each.
"""

from __future__ import annotations

from content.attention.cue import Loudness

STAYED, CLOSED = "+", "-"

KEPT = 10
"""Appearances: old habits must not weigh for ever."""

ENOUGH = 6
"""Appearances before anything is concluded: of five closings by chance (1 in 2), one card in 32 has all."""

_ONE_STEP, _TO_BADGE = 0.5, 0.8


def added(record: str, outcome: str) -> str:
    """``record`` with one more appearance."""
    return (record + outcome)[-KEPT:]


def closed(record: str) -> str:
    """``record`` after the person closed the appearance that is its last."""
    return record[:-1] + CLOSED


def eased(record: str, loudest: Loudness) -> Loudness:
    """How loud a card may be at most that could be ``loudest`` without its record; takes no time."""
    share = _share(record)
    if share >= _TO_BADGE:
        return min(loudest, Loudness.BADGE)
    if share >= _ONE_STEP:
        return min(loudest, max(Loudness.BADGE, Loudness(loudest - 1)))
    return loudest


def in_words(record: str) -> str:
    """Why the card got quieter, in words that can follow "because": "you closed it 4 of the last 6 times"."""
    return f"you closed it {record.count(CLOSED)} of the last {len(record)} times"


def is_eased(record: str) -> bool:
    """Whether a card with this record got quieter."""
    return _share(record) >= _ONE_STEP


def _share(record: str) -> float:
    return record.count(CLOSED) / len(record) if len(record) >= ENOUGH else 0.0
