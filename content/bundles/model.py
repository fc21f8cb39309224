"""A bundle as plain values: its cards and its problems. Not for reading: see reader.py.

Imports no parser: the app holds bundles all day, but another process reads them.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

from content.cards.model import Card
from content.problems import Problem


@dataclass(frozen=True, slots=True)
class CardPath:
    """Cards in the order in which to learn them, by their whole ids."""

    title: str
    cards: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Bundle:
    """A folder of cards with one manifest. ``cards`` are the usable ones, sorted by id.

    ``synonyms`` are lines of words that mean the same to its readers, with commas between. ``variants`` are
    the same cards once more in other languages, each with the id of the card it translates.
    """

    id: str
    version: str
    title: str
    publisher: str
    languages: tuple[str, ...]
    root: Path
    cards: tuple[Card, ...]
    problems: tuple[Problem, ...]
    description: str = ""
    variants: tuple[Card, ...] = ()
    synonyms: tuple[str, ...] = ()
    paths: tuple[CardPath, ...] = ()

    @property
    def in_every_language(self) -> Iterator[Card]:
        """Every card in every language that it is written in."""
        yield from self.cards
        yield from self.variants
