"""What a search index over cards promises, for the palette and ``sidecue find``. One engine: fts5.py."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date
from typing import Protocol


@dataclass(frozen=True, slots=True)
class Asker:
    """Who asks and from where: all that ranking may know beside the query and the cards.

    ``favoured`` are the cards of the present context, most relevant first. ``app`` is the process name of the
    present window. ``uses`` says for cards the person opened how much and how lately, from 0 to 1. Without
    ``today`` no card counts as overdue.
    """

    favoured: Sequence[str] = ()
    app: str = ""
    uses: Mapping[str, float] = field(default_factory=dict)
    today: date | None = None


NOBODY = Asker()


@dataclass(frozen=True, slots=True)
class Hit:
    """One card found. ``score`` is the sum of ``parts``, which say where it comes from.

    ``answer`` is the step, item or paragraph of the card that answers best, as plain text ("" when the card
    has none). ``words`` are words of the card's that the query's stand for, folded, to be marked.
    """

    card: str
    score: float
    parts: Mapping[str, float]
    answer: str
    words: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Found:
    """What a query found, best first.

    ``nearest`` says that nothing fits and the hits are only the nearest there is. ``read_as`` is the query as
    it was understood where its spelling was mended, "" where it was taken as typed.
    """

    hits: tuple[Hit, ...]
    nearest: bool = False
    read_as: str = ""


class SearchIndex(Protocol):
    """Used by one thread at a time; which one may change, so that it can be built in the background."""

    def search(self, query: str, limit: int, asker: Asker = NOBODY) -> Found:
        """The best ``limit`` cards for ``query``, whatever it is; raises IndexLostError alone.

        Favoured cards that fit come before all others, and a query without a letter or digit finds just them.
        Equal cards stand in the order of title and id, so that the same question always has the same answer.
        """

    def close(self) -> None:
        """Release the index; may be called twice."""
