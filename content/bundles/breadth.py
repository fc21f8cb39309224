"""How much a condition takes in: how many of the sample windows it holds for. Not for judging one window."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from triggers.context import Context
from triggers.rules.matcher import Matcher
from triggers.rules.model import Expression, Rule


@dataclass(frozen=True, slots=True)
class Breadth:
    """A condition holds for ``hit`` ``of`` the windows of ``system``, "" meaning those of all systems."""

    hit: int
    of: int
    system: str = ""

    @property
    def is_broad(self) -> bool:
        """Whether it holds for more than half of them: then it says little about what a person is doing."""
        return 2 * self.hit > self.of

    def __str__(self) -> str:
        where = f" of {self.system}" if self.system else ""
        return f"{self.hit} of {self.of} sample windows{where}"


def breadth(condition: Expression, windows: Sequence[Context]) -> Breadth:
    """How many of ``windows`` the condition holds for; those of one system alone if more than half of them.

    Counted on its own, because a condition may be about one system and take in everything there.
    """
    return breadths([condition], windows)[0]


def breadths(conditions: Iterable[Expression], windows: Sequence[Context]) -> list[Breadth]:
    """The same for many conditions at once, in their order: they are compiled together."""
    rules = [Rule(str(number), "", condition) for number, condition in enumerate(conditions)]
    matcher = Matcher(rules)
    hits: list[Counter[str]] = [Counter() for _ in rules]
    for window in windows:
        for match in matcher.match(window):
            hits[int(match.rule.card)][window.os] += 1
    totals = Counter(window.os for window in windows)
    return [_summary(hit, totals) for hit in hits]


def _summary(hits: Counter[str], totals: Counter[str]) -> Breadth:
    together = Breadth(hits.total(), totals.total())
    if together.is_broad:
        return together
    each = [Breadth(hits[system], total, system) for system, total in sorted(totals.items())]
    return next((part for part in each if part.is_broad), together)
