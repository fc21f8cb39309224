"""Matches a context against all rules and puts those that hold in their final order. Not for reading rules.

Order, speed and bounds: docs/rules.md and docs/decisions/0003-rule-matching.md.
"""

from __future__ import annotations

from collections.abc import Sequence
from typing import NamedTuple

from triggers.context import Context
from triggers.rules.cover import Key, cover
from triggers.rules.evaluator import Evaluator
from triggers.rules.explain import Account, Explainer
from triggers.rules.index import Index
from triggers.rules.model import Explanation, Match, Rule
from triggers.rules.subject import Subject


def rank(match: Match) -> tuple[bool, int, int, int, int, str, str]:
    """Sorts matches: required, priority, specificity, bundle order, card id, where the rule was written."""
    rule, (tests, characters) = match.rule, match.specificity
    return not rule.required, -rule.priority, -tests, -characters, rule.bundle_order, rule.card, rule.where


class _Answer(NamedTuple):
    """What rule ``number`` comes to when ``key`` is true, the same for every context."""

    number: int
    key: Key
    match: Match


class Matcher:
    """A set of rules compiled once. Keeps no context after a call: titles are forgotten.

    Raises globs.PatternError when a rule has a pattern that cannot be used; conditions from
    language.read_condition never have one.
    """

    def __init__(self, rules: Sequence[Rule]) -> None:
        self._rules = tuple(rules)
        self._evaluator = Evaluator(rule.condition for rule in self._rules)
        self._explainer = Explainer(self._evaluator)
        known, unknown = self._keys()
        # Numbered in the final order of what they come to, so that sorting numbers sorts matches.
        known.sort(key=lambda answer: rank(answer.match))
        self._known = [answer.match for answer in known]
        self._rule_of_key = [answer.number for answer in known] + [number for number, _ in unknown]
        keys = [answer.key for answer in known] + [key for _, key in unknown]
        self._index = Index(keys, self._evaluator)

    def match(self, context: Context) -> tuple[Match, ...]:
        """The rules that hold for ``context``, most relevant first."""
        subject = self._evaluator.subject(context)
        found: dict[int, Match] = {}
        to_evaluate: dict[int, None] = {}
        for key in sorted(self._index.true_for(subject)):
            number = self._rule_of_key[key]
            if key >= len(self._known):
                to_evaluate[number] = None
            elif number not in found:  # else an alternative of the same rule, no narrower than the first
                found[number] = self._known[key]
        if not to_evaluate:
            return tuple(found.values())
        evaluated = (self._evaluated(self._rules[number], subject) for number in to_evaluate)
        return tuple(sorted([*found.values(), *filter(None, evaluated)], key=rank))

    def explain(self, context: Context) -> tuple[Explanation, ...]:
        """What every rule says: those that hold in their order, then the others as they were given."""
        holding = [Explanation(match.rule, True, match.because) for match in self.match(context)]
        subject = self._evaluator.subject(context)
        failing = [
            Explanation(rule, False, self._explainer.why_not(rule.condition, subject))
            for rule in self._rules
            if not self._evaluator.holds(rule.condition, subject)
        ]
        return (*holding, *failing)

    def _keys(self) -> tuple[list[_Answer], list[tuple[int, Key]]]:
        """The keys that say all there is to their rules, answered, and the others with their rules."""
        known: list[_Answer] = []
        unknown: list[tuple[int, Key]] = []
        for number, rule in enumerate(self._rules):
            keys, exact = cover(rule.condition)
            if exact:
                known += [_Answer(number, key, _match(rule, self._explainer.account_of(key))) for key in keys]
            else:
                unknown += [(number, key) for key in keys]
        return known, unknown

    def _evaluated(self, rule: Rule, subject: Subject) -> Match | None:
        account = self._explainer.account(rule.condition, subject)
        return None if account is None else _match(rule, account)


def _match(rule: Rule, account: Account) -> Match:
    return Match(rule, account.because, (account.tests, account.characters))
