"""The total order of matches, and what makes one condition narrower than another."""

from __future__ import annotations

import itertools

import pytest

from tests.triggers.rules.support import rule, window
from triggers.rules.matcher import Matcher
from triggers.rules.model import AnyOf, Field, Kind, Rule
from triggers.rules.model import Test as Condition

CONTEXT = window("soffice", "payment run")
ANY = Condition(Field.TITLE, Kind.GLOB, ("*pay*",))

# Most relevant first; each differs from the next in one respect that outweighs all that follow.
RANKED = [
    Rule("z", "9", ANY, required=True, priority=-5, bundle_order=9),
    Rule("y", "9", ANY, priority=7, bundle_order=9),
    rule({"app": "s*", "title": "*p*"}, card="x", bundle_order=9),
    rule({"title": "*paymen*"}, card="w", bundle_order=9),
    Rule("v", "9", ANY, bundle_order=1),
    Rule("a", "1", ANY, bundle_order=2),
    Rule("a", "2", ANY, bundle_order=2),
    Rule("b", "0", ANY, bundle_order=2),
]


def test_every_criterion_of_the_order_counts_in_its_turn() -> None:
    for shuffled in itertools.islice(itertools.permutations(RANKED), 0, 40_320, 997):
        assert [match.rule for match in Matcher(shuffled).match(CONTEXT)] == RANKED


@pytest.mark.parametrize(
    ("when", "not_when", "specificity"),
    [
        ({"title": "*pay*run*"}, None, (1, 6)),
        ({"title": "pay????*"}, None, (1, 3)),
        ({"title": ["*p*", "*payment*", "*run*", "*absent pattern*"]}, None, (1, 7)),
        ({"title_is": "Payment run"}, None, (1, 11)),
        ({"title_re": r"pay[a-z]+ run$"}, None, (1, 7)),
        ({"app": "soffice", "title": "*pay*"}, None, (2, 10)),
        ([{"title": "*payment run*"}, {"app": "s*", "title": "*p*"}], None, (2, 2)),
        ({"title": "*pay*", "not": {"app": "excel"}}, None, (2, 3)),
        ({"title": "*pay*"}, {"app": ["excel", "word"]}, (2, 3)),
    ],
)
def test_specificity(when: object, not_when: object, specificity: tuple[int, int]) -> None:
    (match,) = Matcher([rule(when, not_when)]).match(CONTEXT)
    assert match.specificity == specificity


def test_an_alternative_that_does_not_hold_makes_nothing_narrower() -> None:
    (match,) = Matcher([rule([{"title": "*p*"}, {"app": "excel", "title": "*payment*"}])]).match(CONTEXT)
    assert match.specificity == (1, 1)


def test_a_rule_is_found_once_however_many_of_its_alternatives_hold() -> None:
    rules = [rule([{"title": ["*p*", "*pay*"]}, {"app": ["s*", "soffice"]}, {"title_re": ["p", "a"]}])]
    assert len(Matcher(rules).match(CONTEXT)) == 1


def test_no_rules_and_no_alternatives_match_nothing() -> None:
    assert Matcher([]).match(CONTEXT) == ()
    assert Matcher([Rule("a", "", AnyOf(()))]).match(CONTEXT) == ()
