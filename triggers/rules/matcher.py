"""Matches a context against all rules and puts those that hold in their final order. Not for reading rules.

Order, speed and bounds: docs/rules.md and docs/decisions/0003-rule-matching.md.
"""

from __future__ import annotations

from collections.abc import Sequence
from operator import itemgetter

from triggers.beyond import Beyond
from triggers.context import Context
from triggers.rules.cover import Key, cover
from triggers.rules.evaluator import Evaluator
from triggers.rules.explain import Explainer
from triggers.rules.index import Index
from triggers.rules.model import Explanation, Field, Match, Rule
from triggers.rules.subject import Subject
from triggers.rules.wanted import Wanted

_Placed = tuple[int, int, Key]  # the number of a rule, and a key with its place among the rule's


def rank(match: Match) -> tuple[bool, int, int, int, int, str, str]:
    """Sorts matches: required, priority, specificity, bundle order, card id, where the rule was written."""
    return _rank(match.rule, *match.specificity)


def _rank(rule: Rule, tests: int, characters: int) -> tuple[bool, int, int, int, int, str, str]:
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
        known, unknown = self._keys()
        # Numbered in the final order of what they come to, so that sorting numbers sorts matches. The keys
        # themselves are not kept, only their places among those of their rules: few are ever looked at again.
        self._known = len(known)
        self._place = [place for _, place, _ in known]
        self._matches: dict[int, Match] = {}  # of known keys; worded when they are first true
        self._rule_of_key = [number for number, _, _ in (*known, *unknown)]
        self._index = Index([key for _, _, key in (*known, *unknown)], self._evaluator)
        self._wanted = Wanted((rule.condition for rule in self._rules), self._evaluator)

    @property
    def fields(self) -> frozenset[Field]:
        """What any of the rules asks about."""
        return self._evaluator.fields

    def wanted(self, context: Context) -> Beyond:
        """The parts of the window beyond its title that could decide a rule, by its app and title."""
        return self._wanted.of(self._evaluator.subject(context))

    def match(self, context: Context) -> tuple[Match, ...]:
        """The rules that hold for ``context``, most relevant first."""
        subject = self._evaluator.subject(context)
        found: dict[int, Match] = {}
        to_evaluate: dict[int, None] = {}
        for key in sorted(self._index.true_for(subject)):
            number = self._rule_of_key[key]
            if key >= self._known:
                to_evaluate[number] = None
            elif number not in found:  # else an alternative of the same rule, no narrower than the first
                found[number] = self._matches.get(key) or self._worded(key)
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

    def _keys(self) -> tuple[list[_Placed], list[_Placed]]:
        """The keys that say all there is to their rules, in the order of their matches, and the others."""
        known = []
        unknown: list[_Placed] = []
        for number, rule in enumerate(self._rules):
            keys, exact = cover(rule.condition)
            placed = [(number, place, key) for place, key in enumerate(keys)]
            if exact:
                known += [(_rank(rule, *self._explainer.narrowness(one[2])), one) for one in placed]
            else:
                unknown += placed
        known.sort(key=itemgetter(0))
        return [one for _, one in known], unknown

    def _worded(self, number: int) -> Match:
        """What a known key comes to, the same for every context."""
        rule = self._rules[self._rule_of_key[number]]
        key = cover(rule.condition).keys[self._place[number]]
        match = Match(rule, self._explainer.because(key), self._explainer.narrowness(key))
        self._matches[number] = match
        return match

    def _evaluated(self, rule: Rule, subject: Subject) -> Match | None:
        account = self._explainer.account(rule.condition, subject)
        return account and Match(rule, account.because, (account.tests, account.characters))
