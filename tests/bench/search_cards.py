"""Libraries of any size for the search benches: real cards varied by lot, or made-up ones."""

from __future__ import annotations

import random
import re
from collections.abc import Sequence
from dataclasses import replace
from pathlib import Path

from content.cards.compact import CompactParts
from content.cards.model import Card, CardKind, Item, Part, Prose, Step

_COMMON = (
    "release undo post reverse approve check export import open close archive print send share payment run "
    "invoice account supplier statement ledger budget report spreadsheet pivot table filter browser tab "
    "bookmark terminal shell folder message mailbox calendar meeting backup printer scanner password proxy "
    "network template signature currency discount reminder customer contract university posting running"
)
_WORDS = _COMMON.split()
_SYLLABLES = ["ba", "co", "di", "fu", "ge", "ha", "jo", "ka", "lu", "me", "no", "pi", "qua", "ro", "su", "ta"]
_WORD = re.compile(r"[^\W\d_]{3,}")
# For every copy of a library: ten times as many cards have more words, but not ten times as many.
_NEW_WORDS = 2_000


def many(real: Sequence[Card], count: int, seed: int = 7) -> list[Card]:
    """``count`` cards: ``real`` ones by lot while they last, then varied copies; made up without any."""
    if not real:
        return made_up_cards(count, seed)
    rng = random.Random(seed)
    found = rng.sample(list(real), min(count, len(real)))
    known = [word for card in found[:1_000] for part in card.parts for word in _WORD.findall(part.text)]
    for copy in range(1, -(-count // len(real))):
        vary = _Copies(copy, known, rng)
        found += [vary.card(card) for card in real[: count - len(found)]]
    return found


class _Copies:
    """One more copy of a library: each card has another title, and a third of its words are others."""

    def __init__(self, number: int, known: Sequence[str], rng: random.Random) -> None:
        self._number = number
        self._known = known
        self._rng = rng
        self._fresh = ["".join(rng.choices(_SYLLABLES, k=rng.randint(2, 5))) for _ in range(_NEW_WORDS)]

    def card(self, card: Card) -> Card:
        """The copy of ``card``."""
        parts: list[Part] = []
        for part in card.parts:
            markdown = _WORD.sub(self._maybe_other, part.markdown)
            parts.append(replace(part, markdown=markdown, text=markdown))
        title = f"{card.title} {self._other()}"
        return replace(card, id=f"{card.id}-{self._number}", title=title, parts=CompactParts.of(parts))

    def _maybe_other(self, word: re.Match[str]) -> str:
        return self._other() if self._rng.random() < 1 / 3 else word[0]

    def _other(self) -> str:
        """A word of the library, or one of this copy's own: few of those are common and most are rare."""
        if self._rng.random() < 0.5:
            return self._rng.choice(self._known)
        return self._fresh[int(len(self._fresh) * self._rng.random() ** 3)]


def made_up_cards(count: int, seed: int = 7) -> list[Card]:
    """Cards of some 120 words each, over 4,000 words of which few are common, as in real text."""
    rng = random.Random(seed)
    rare = ["".join(rng.choices(_SYLLABLES, k=rng.randint(2, 4))) for _ in range(4_000)]
    known = rng.sample(_WORDS, len(_WORDS)) + rare

    def sentence(length: int) -> str:
        return " ".join(known[int(len(known) * rng.random() ** 3)] for _ in range(length)).capitalize() + "."

    cards: list[Card] = []
    for number in range(count):
        parts: list[Part] = [Prose(f"{sentence(14)}\n\n## {sentence(3)}\n\n{sentence(20)}")]
        for at in range(1, 6):
            text = sentence(12)
            parts.append(Step(at, text, text) if number % 2 else Item(f"k{at}", text, text))
        title = sentence(rng.randint(2, 4)).rstrip(".")
        kind = CardKind.GUIDE if number % 2 else CardKind.CHECKLIST
        keywords = tuple(rng.sample(_WORDS, 2))
        home = Path("bench")
        cards.append(
            Card(
                f"bench/{number}",
                title,
                kind,
                CompactParts.of(parts),
                "bench",
                "Bench",
                "",
                home,
                keywords=keywords,
            )
        )
    return cards


def keystrokes(searches: Sequence[str], count: int, seed: int = 7) -> list[str]:
    """What stands in the palette after each letter of ``count`` of ``searches``."""
    chosen = random.Random(seed).sample(list(searches), min(count, len(searches)))
    return [search[:length] for search in chosen for length in range(1, len(search) + 1)]
