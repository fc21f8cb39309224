"""How RE2 is used here: with bounded memory, silently, and many patterns in few automata.

Not for what a pattern means.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable
from typing import NamedTuple, TypeVar

import re2

Automaton = TypeVar("Automaton")


# One expression may use this much for its program and its search states together (RE2's default is 8 MB).
# It bounds both memory and the time of one search; ordinary expressions need a hundredth of it.
_MEMORY_OF_ONE = 256 * 1024


def bounded_options() -> re2.Options:
    """The options under which every single expression is compiled."""
    options = re2.Options()
    options.max_mem = _MEMORY_OF_ONE
    options.never_capture = True
    options.log_errors = False  # RE2 would write the pattern to stderr
    return options


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
