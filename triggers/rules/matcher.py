"""Matches a context against all rules and puts those that hold in their final order. Not for reading rules.

Order, speed and bounds: docs/rules.md and docs/decisions/0003-rule-matching.md.
"""

from __future__ import annotations

from collections.abc import Sequence

from triggers.context import Context
from triggers.rules.cover import cover
from triggers.rules.evaluator import Evaluator
from triggers.rules.explain import Explainer
from triggers.rules.index import Index
from triggers.rules.model import Explanation, Match, Rule
from triggers.rules.subject import Subject


class Matcher:
    """A set of rules compiled once. Keeps no context after a call: titles are forgotten.

    Raises globs.PatternError when a rule has a pattern that cannot be used; conditions from
    language.read_condition never have one.
    """

    def __init__(self, rules: Sequence[Rule]) -> None:
        self._rules = tuple(rules)
        self._evaluator = Evaluator(rule.condition for rule in self._rules)
        self._explainer = Explainer(self._evaluator)
        covers = ((number, cover(rule.condition)) for number, rule in enumerate(self._rules))
        self._index = Index(covers, self._evaluator)

    def match(self, context: Context) -> tuple[Match, ...]:
        """The rules that hold for ``context``, most relevant first."""
        subject = self._evaluator.subject(context)
        candidates = (self._rules[number] for number in self._index.candidates(subject))
        matches = [
            self._match(rule, subject)
            for rule in candidates
            if self._evaluator.holds(rule.condition, subject)
        ]
        return tuple(sorted(matches, key=rank))

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

    def _match(self, rule: Rule, subject: Subject) -> Match:
        because = self._explainer.why(rule.condition, subject)
        return Match(rule, because, self._evaluator.specificity(rule.condition, subject))


def rank(match: Match) -> tuple[bool, int, int, int, int, str, str]:
    """Sorts matches: required, priority, specificity, bundle order, card id, where the rule was written."""
    rule, (tests, characters) = match.rule, match.specificity
    return not rule.required, -rule.priority, -tests, -characters, rule.bundle_order, rule.card, rule.where
