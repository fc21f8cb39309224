"""Splits many patterns into as few RE2 automata as RE2 accepts. Not for what a pattern means."""

from __future__ import annotations

from collections.abc import Callable, Iterable
from typing import NamedTuple, TypeVar

import re2

Automaton = TypeVar("Automaton")


class Limits(NamedTuple):
    """How much one automaton is given at most; when RE2 refuses that, it is given half."""

    patterns: int
    characters: int


def in_shards(
    patterns: Iterable[str], limits: Limits, compiled: Callable[[list[str]], Automaton]
) -> list[tuple[Automaton, list[str]]]:
    """The automata that ``compiled`` makes of the patterns, each with its own ones in order."""
    shards: list[tuple[Automaton, list[str]]] = []
    waiting = _split(dict.fromkeys(patterns), limits)
    while waiting:
        some = waiting.pop()
        try:
            shards.append((compiled(some), some))
        except re2.error:
            if len(some) == 1:
                raise
            waiting += [some[len(some) // 2 :], some[: len(some) // 2]]
    return shards


def _split(patterns: Iterable[str], limits: Limits) -> list[list[str]]:
    split: list[list[str]] = []
    room = 0
    for pattern in patterns:
        if len(pattern) > room or len(split[-1]) >= limits.patterns:
            split.append([])
            room = limits.characters
        split[-1].append(pattern)
        room -= len(pattern)
    return split
