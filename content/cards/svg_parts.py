"""Counts the shapes of a drawing whose parts repeat each other. Not for reading drawings: see svg.py."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

MAX_NESTING = 100


class EndlessError(Exception):
    """A part repeats itself, or parts repeat each other over too many levels."""


@dataclass(frozen=True, slots=True)
class Part:
    """An element with all inside: how many shapes that is, and which parts it repeats, by their ids."""

    shapes: int
    repeats: Sequence[str]


def shapes_of(whole: Part, parts: Mapping[str, Part]) -> int:
    """The shapes of ``whole`` with every repetition written out. Raises EndlessError."""
    return _count(whole, parts, {}, ())


def _count(part: Part, parts: Mapping[str, Part], known: dict[str, int], within: tuple[str, ...]) -> int:
    total = part.shapes
    for name in part.repeats:
        if name in within or len(within) > MAX_NESTING:
            raise EndlessError
        if name in parts:
            if name not in known:
                known[name] = _count(parts[name], parts, known, (*within, name))
            total += known[name]
    return total
