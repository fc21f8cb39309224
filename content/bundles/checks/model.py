"""What a check is, what it looks at, and what it says. Not for any one check: see the modules beside."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from dataclasses import dataclass
from datetime import date

from content.bundles.checks.sources import Sources
from content.bundles.model import Bundle
from content.cards.model import Card
from content.problems import Severity


@dataclass(frozen=True, slots=True)
class Inspection:
    """A bundle as the checks see it: its cards, the text of its files, and the date that judges reviews.

    ``lost_rules`` are the files of cards that lost their rule to an error, which says all there is to say.
    """

    bundle: Bundle
    sources: Sources
    today: date
    lost_rules: frozenset[str] = frozenset()

    def states(self, card: Card, field: str) -> bool:
        """Whether the card's own file has ``field``; a translation may have it from its card instead."""
        fields = self.sources.front_matter(card.file).value
        return isinstance(fields, dict) and field in fields


@dataclass(frozen=True, slots=True)
class Finding:
    """What a check says about ``file``; ``field`` is the front matter field to look at, else ``line``."""

    file: str
    message: str
    remedy: str
    field: str = ""
    line: int = 1


@dataclass(frozen=True, slots=True)
class Check:
    """A named check. The name is stable: people refer to it in reports and suppressions."""

    name: str
    severity: Severity
    find: Callable[[Inspection], Iterator[Finding]]


def of_card(
    look: Callable[[Card, Inspection], Iterator[Finding]],
) -> Callable[[Inspection], Iterator[Finding]]:
    """A check of a bundle from one that looks at a single card, translations aside."""

    def find(inspection: Inspection) -> Iterator[Finding]:
        for card in inspection.bundle.cards:
            yield from look(card, inspection)

    return find


def of_text(
    look: Callable[[Card, Inspection], Iterator[Finding]],
) -> Callable[[Inspection], Iterator[Finding]]:
    """A check of a bundle from one that looks at a single text: each card in each of its languages."""

    def find(inspection: Inspection) -> Iterator[Finding]:
        for card in inspection.bundle.in_every_language:
            yield from look(card, inspection)

    return find
