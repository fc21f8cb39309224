"""Holds a bundle's rules against stated windows and says what came instead of what was expected, and why.

Pure: takes what was read and returns values. Not for reading tests, nor for printing their outcome.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence

from content.audience.bundles import for_person
from content.audience.person import Person
from content.bundles.expect.cards import StatedWindow
from content.bundles.expect.parts import Part
from content.bundles.expect.report import Difference, Fault, Outcome, Report
from content.bundles.model import Bundle
from content.library.library import Library
from triggers.rules.matcher import Matcher
from triggers.rules.model import Match, Rule


def run(bundle: Bundle, windows: Iterable[StatedWindow], parts: Sequence[Part]) -> Report:
    """Hold ``bundle`` against ``windows``; ``parts`` are those of its rules (parts.py)."""
    runner = _Runner(bundle)
    exercised = _Exercised(parts)
    outcomes = []
    for window in windows:
        outcomes.append(runner.outcome(window))
        exercised.see(window)
    came = {card for outcome in outcomes for card in outcome.came}
    unused = tuple(card.id for card in bundle.cards if card.when is not None and card.id not in came)
    return Report(tuple(outcomes), unused, exercised.unused)


class _Runner:
    def __init__(self, bundle: Bundle) -> None:
        self._bundle = bundle
        self._desks: dict[Person, _Desk] = {}

    def outcome(self, window: StatedWindow) -> Outcome:
        desk = self._desks.get(window.person)
        if desk is None:
            desk = self._desks[window.person] = _Desk(self._bundle, window.person)
        matches = desk.matches(window)
        came = tuple(matches)
        if window.cards is None or window.cards == came:
            return Outcome(window, came)
        return Outcome(window, came, tuple(desk.differences(window, window.cards, matches)))


class _Desk:
    """The bundle as one person has it."""

    def __init__(self, bundle: Bundle, person: Person) -> None:
        bundles, others = for_person([bundle], person)
        self._library = Library(bundles)
        self._left_out: Mapping[str, str] = others.cards
        self._rules = {rule.card: rule for rule in self._library.rules}

    def matches(self, window: StatedWindow) -> dict[str, Match]:
        """The cards that come, in their order."""
        return {match.rule.card: match for match in self._library.match(window.context)}

    def differences(
        self, window: StatedWindow, expected: tuple[str, ...], came: Mapping[str, Match]
    ) -> Iterator[Difference]:
        for card in expected:
            if card not in came:
                yield self._missing(card, window)
        for card, match in came.items():
            if card not in expected:
                yield Difference(Fault.UNEXPECTED, card, match.because, match.rule.where)
        both = [card for card in expected if card in came]
        first = next(
            ((wanted, got) for wanted, got in zip(both, _of(came, both), strict=True) if wanted != got), None
        )
        if first is not None:
            wanted, got = first
            because = f"it stands before {wanted}: {why_before(came[got], came[wanted])}"
            yield Difference(Fault.ORDER, got, because, came[got].rule.where)

    def _missing(self, card: str, window: StatedWindow) -> Difference:
        rule = self._rules.get(card)
        if rule is None:
            because = self._left_out.get(card, "it has no rule that can be used")
            return Difference(Fault.MISSING, card, because)
        because = Matcher([rule]).explain(window.context)[0].because
        return Difference(Fault.MISSING, card, because, rule.where)


class _Exercised:
    """Which parts of rules have held for a window so far."""

    def __init__(self, parts: Sequence[Part]) -> None:
        self._parts = parts
        self._matcher = Matcher([Rule(str(at), "", part.condition) for at, part in enumerate(parts)])
        self._seen: set[int] = set()

    def see(self, window: StatedWindow) -> None:
        self._seen.update(int(match.rule.card) for match in self._matcher.match(window.context))

    @property
    def unused(self) -> tuple[Part, ...]:
        return tuple(part for at, part in enumerate(self._parts) if at not in self._seen)


def why_before(first: Match, second: Match) -> str:
    """Why ``first`` is more relevant than ``second``: the first point of docs/rules.md that tells."""
    if first.rule.required != second.rule.required:
        return "it is required"
    if first.rule.priority != second.rule.priority:
        return f"its priority is {first.rule.priority}, not {second.rule.priority}"
    if first.specificity != second.specificity:
        return f"its rule is narrower, {_size(first)} against {_size(second)}"
    return "they are equal but for their names"


def _size(match: Match) -> str:
    tests, characters = match.specificity
    return f"{tests} {'test' if tests == 1 else 'tests'} with {characters} characters"


def _of(came: Mapping[str, Match], cards: Iterable[str]) -> list[str]:
    wanted = set(cards)
    return [card for card in came if card in wanted]
