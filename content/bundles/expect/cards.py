"""What a rule test means by a card: ids as people write them, made whole. Not for reading the tests."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from difflib import get_close_matches

from content.audience.person import EVERYONE, Person
from content.bundles.model import Bundle
from triggers.context import Context

_MOST_SUGGESTIONS = 20  # each looks through every card of the bundle


@dataclass(frozen=True, slots=True)
class StatedWindow:
    """One window of a rule test or a trace, where it is written, and the ids of the cards it should bring.

    ``cards`` None: nothing is said about them, the window only exercises rules.
    """

    file: str
    line: int
    context: Context
    person: Person = EVERYONE
    cards: tuple[str, ...] | None = None


@dataclass(frozen=True, slots=True)
class CardFault:
    """Entry ``number`` of a list of cards cannot be meant."""

    number: int
    message: str
    remedy: str
    name: str


class CardIds:
    """The cards of one bundle that can match a window, by the ids that rule tests call them.

    In ``expect.yaml`` and wherever people write, the bundle's own name may be left out. In a trace, cards of
    other bundles stand too: they are nobody's fault and passed over (``foreign``).
    """

    def __init__(self, bundle: Bundle) -> None:
        self.bundle = bundle.id
        self._rules = {card.id: card.when is not None for card in bundle.cards}
        self._short = {self.short(card): card for card in self._rules}
        self._folders = {short.partition("/")[0] for short in self._short}
        self._suggestions = 0

    def short(self, card: str) -> str:
        """The id of ``card`` without the bundle's."""
        return card.removeprefix(f"{self.bundle}/")

    def foreign(self, card: str) -> bool:
        """Whether ``card`` can only be one of another bundle."""
        first, slash, _ = card.partition("/")
        return bool(slash) and first != self.bundle and first not in self._folders

    def whole(self, cards: Sequence[str]) -> tuple[tuple[str, ...], list[CardFault]]:
        """The whole ids of ``cards``, and what is wrong with the others."""
        found: dict[str, int] = {}
        faults = list(self._faults(cards, found))
        return tuple(found), faults

    def _faults(self, cards: Sequence[str], found: dict[str, int]) -> Iterator[CardFault]:
        for number, written in enumerate(cards):
            card = written if written in self._rules else self._short.get(written, "")
            if not card:
                remedy = self._remedy(written)
                message = f'there is no card "{written[:80]}" in this bundle'
                yield CardFault(number, message, remedy, "unknown-card")
            elif card in found:
                message = f'"{written[:80]}" is listed twice'
                yield CardFault(number, message, "keep one of the two", "duplicate-card")
            elif not self._rules[card]:
                message = f'"{written[:80]}" has no rule that can be used, so it matches no window'
                yield CardFault(number, message, "give the card a when, or take it off the list", "no-rule")
            else:
                found[card] = number

    def _remedy(self, written: str) -> str:
        self._suggestions += 1
        if self._suggestions <= _MOST_SUGGESTIONS:
            near = get_close_matches(self.short(written), self._short, n=1)
            if near:
                return f"did you mean {near[0]}?"
        return "write the path of its file below cards/, without .md"
