"""Where a person may go on: along a path, or to what they will probably need. Shows nothing; no Qt."""

from __future__ import annotations

from collections.abc import Collection, Iterator, Mapping
from dataclasses import dataclass
from typing import TYPE_CHECKING

from content.bundles.model import CardPath
from content.cards.model import Card
from content.library.library import Library
from content.memory.memory import Memory

if TYPE_CHECKING:
    from content.learning.next import Forecast

PROBABLE = "You will probably need this next"
_MOST = 3  # paths and suggestions that the empty palette lists


@dataclass(frozen=True, slots=True)
class Further:
    """One card to go on to, and in a few words why."""

    card: Card
    because: str


class Onward:
    """Asked for each picture. ``suggests`` and ``keeps_history`` are settings."""

    def __init__(self, memory: Memory) -> None:
        self._memory = memory
        self.suggests = True
        self.keeps_history = True
        self._forecast: Forecast | None = None
        self._cards: Mapping[str, Card] = {}
        self._paths: tuple[CardPath, ...] = ()

    def use(self, library: Library) -> None:
        """The cards and paths there are from now on."""
        self._cards, self._paths = library.cards, library.paths

    def warm(self) -> None:
        """Learn the order of the past. Nothing is suggested before that, so that no first picture waits."""
        if self._forecast is None:
            from content.learning.next import Forecast

            self._forecast = Forecast(self._memory.order.all())

    def forget(self) -> None:
        """The past was erased."""
        self._forecast = None
        self.warm()

    def came_to(self, card: str) -> None:
        """The person came to ``card``: its context began, or they opened it."""
        if not self.keeps_history:
            return
        self._memory.order.came_to(card)
        if self._forecast is not None:
            self._forecast.add(card, self._memory.now())

    def after(self, card: str, shown: Collection[str] = ()) -> tuple[Further, ...]:
        """Where to go on from ``card``; cards that are ``shown`` already are left out."""
        on_paths = [it for it in self._on_paths(card) if it.card.id not in {card, *shown}]
        taken = {card, *shown, *(it.card.id for it in on_paths)}
        return (*on_paths, *self._probable(1, taken))

    def listed(self) -> tuple[Further, ...]:
        """What the empty palette offers: what is probable, and each path that is begun and not done."""
        found = []
        for path in self._paths:
            done, next_card = self._done(path), self._first_open(path.cards)
            if done and next_card is not None:
                found.append(Further(next_card, _words(path, done)))
        return (*self._probable(_MOST, ()), *found[:_MOST])

    def _probable(self, most: int, but: Collection[str]) -> list[Further]:
        if not self.suggests or self._forecast is None:
            return []
        gone = [card for card, _ in self._memory.order.all() if card not in self._cards]
        never = self._memory.wishes().never
        likely = self._forecast.next(self._memory.now(), most, {*but, *gone, *never})
        return [Further(self._cards[card], PROBABLE) for card in likely if card in self._cards]

    def _on_paths(self, card: str) -> Iterator[Further]:
        for path in self._paths:
            if card not in path.cards:
                continue
            further = self._first_open((*path.cards[path.cards.index(card) + 1 :], *path.cards), card)
            if further is not None:
                yield Further(further, _words(path, self._done(path)))

    def _done(self, path: CardPath) -> int:
        return sum(self._is_done(card) for card in path.cards)

    def _first_open(self, cards: tuple[str, ...], but: str = "") -> Card | None:
        """The first that was not completed, and that the person did not ask never to see."""
        left_out = {but, *self._memory.wishes().never}
        return next(
            (self._cards[card] for card in cards if card not in left_out and not self._is_done(card)), None
        )

    def _is_done(self, card: str) -> bool:
        return self._memory.learned.times_completed(card) > 0


def _words(path: CardPath, done: int) -> str:
    return f"{path.title} · {done} of {len(path.cards)}"
