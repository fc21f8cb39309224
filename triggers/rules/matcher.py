"""Matches a context against all rules and puts those that hold in their final order. Not for reading rules.

Order, speed and bounds: docs/rules.md and docs/decisions/0003-rule-matching.md.
"""

from __future__ import annotations

from collections.abc import Sequence
from operator import itemgetter

from triggers.context import Context
from triggers.rules.cover import Key, cover
from triggers.rules.evaluator import Evaluator
from triggers.rules.explain import Account, Explainer
from triggers.rules.index import Index
from triggers.rules.model import Explanation, Match, Rule
from triggers.rules.subject import Subject

Rank = tuple[bool, int, int, int, int, str, str]
Ranked = tuple[Rank, Match]


def rank(match: Match) -> Rank:
    """Sorts matches: required, priority, specificity, bundle order, card id, where the rule was written."""
    rule, (tests, characters) = match.rule, match.specificity
    return not rule.required, -rule.priority, -tests, -characters, rule.bundle_order, rule.card, rule.where


class Matcher:
    """A set of rules compiled once. Keeps no context after a call: titles are forgotten.

    Raises globs.PatternError when a rule has a pattern that cannot be used; conditions from
    language.read_condition never have one.
    """

    def __init__(self, rules: Sequence[Rule]) -> None:
        self._rules = tuple(rules)
        self._evaluator = Evaluator(rule.condition for rule in self._rules)
        self._explainer = Explainer(self._evaluator)
        self._rule_of_key: list[int] = []
        # What a rule comes to by a key that says all there is to it; None: the rule is to be evaluated.
        self._known: list[Ranked | None] = []
        keys: list[Key] = []
        for number, rule in enumerate(self._rules):
            covering = cover(rule.condition)
            keys += covering.keys
            self._rule_of_key += [number] * len(covering.keys)
            self._known += [
                _ranked(rule, self._explainer.account_of(key)) if covering.exact else None
                for key in covering.keys
            ]
        self._index = Index(keys, self._evaluator)

    def match(self, context: Context) -> tuple[Match, ...]:
        """The rules that hold for ``context``, most relevant first."""
        subject = self._evaluator.subject(context)
        found: dict[int, Ranked | None] = {}
        for key in sorted(self._index.true_for(subject)):
            number, known = self._rule_of_key[key], self._known[key]
            if number not in found:
                found[number] = known or self._evaluated(self._rules[number], subject)
            elif known is not None:  # an alternative of the same rule: the narrowest counts
                found[number] = min(known, found[number] or known, key=itemgetter(0))
        holding = sorted([ranked for ranked in found.values() if ranked is not None], key=itemgetter(0))
        return tuple([match for _, match in holding])

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

    def _evaluated(self, rule: Rule, subject: Subject) -> Ranked | None:
        account = self._explainer.account(rule.condition, subject)
        return None if account is None else _ranked(rule, account)


def _ranked(rule: Rule, account: Account) -> Ranked:
    match = Match(rule, account.because, (account.tests, account.characters))
    return rank(match), match
