"""Where a person may go on: the next card of a path. Decides and shows nothing; no Qt."""

from __future__ import annotations

from collections.abc import Collection, Iterator, Mapping
from dataclasses import dataclass

from content.bundles.model import CardPath
from content.cards.model import Card
from content.library.library import Library
from content.memory.memory import Memory

_MOST = 3  # paths and suggestions that the empty palette lists


@dataclass(frozen=True, slots=True)
class Further:
    """One card to go on to, and in a few words why."""

    card: Card
    because: str


class Onward:
    """Asked for each picture; reads memory only."""

    def __init__(self, memory: Memory) -> None:
        self._memory = memory
        self._cards: Mapping[str, Card] = {}
        self._paths: tuple[CardPath, ...] = ()

    def use(self, library: Library) -> None:
        """The cards and paths there are from now on."""
        self._cards, self._paths = library.cards, library.paths

    def after(self, card: str, shown: Collection[str] = ()) -> tuple[Further, ...]:
        """Where to go on from ``card``; cards that are ``shown`` already are left out."""
        return tuple(it for it in self._on_paths(card) if it.card.id not in {card, *shown})

    def listed(self) -> tuple[Further, ...]:
        """What the empty palette offers: the next card of each path that is begun and not done."""
        found = []
        for path in self._paths:
            done, next_card = self._progress(path)
            if done and next_card is not None:
                found.append(Further(next_card, _words(path, done)))
        return tuple(found[:_MOST])

    def _on_paths(self, card: str) -> Iterator[Further]:
        for path in self._paths:
            if card not in path.cards:
                continue
            done, _ = self._progress(path)
            further = self._first_open((*path.cards[path.cards.index(card) + 1 :], *path.cards), card)
            if further is not None:
                yield Further(further, _words(path, done))

    def _progress(self, path: CardPath) -> tuple[int, Card | None]:
        """How many of its cards were completed, and the first that was not."""
        done = sum(self._is_done(card) for card in path.cards)
        return done, self._first_open(path.cards)

    def _first_open(self, cards: tuple[str, ...], but: str = "") -> Card | None:
        return next((self._cards[card] for card in cards if card != but and not self._is_done(card)), None)

    def _is_done(self, card: str) -> bool:
        return self._memory.learned.times_completed(card) > 0


def _words(path: CardPath, done: int) -> str:
    return f"{path.title} · {done} of {len(path.cards)}"
