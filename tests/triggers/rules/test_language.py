"""Whatever stands where a rule should be: it is a rule that answers, or problems that say what to do."""

from __future__ import annotations

import datetime as dt
from typing import Any

from hypothesis import given, settings
from hypothesis import strategies as st

from tests.triggers.rules.support import NO_CONTEXTS, window
from triggers.context import Context
from triggers.rules.language import ConditionError, ConditionProblem, read_condition, read_contexts
from triggers.rules.matcher import Matcher
from triggers.rules.model import Expression, Rule

PIECES = [*"*?\\()[]+|^$a É", "{1,9}", "(?i)", "\\d", "\\b", "(?=", "(?P<n>", "ß", "pay", "(3)", "\u200b",
          "\U0001f600", "\0", "\n", "\\pL", "[^a]", ".*"]  # fmt: skip
patterns = st.lists(st.sampled_from(PIECES), max_size=8).map("".join) | st.text(max_size=20)
leaves = patterns | st.none() | st.booleans() | st.integers() | st.floats() | st.just(dt.date(2027, 1, 1))
fields = st.sampled_from(
    ["app", "class", "os", "url", "url_re", "title", "title_is", "title_re", "context", "not", "titel"]
)
names: Any = fields | st.text(max_size=4) | st.integers(0, 9)
data = st.recursive(
    leaves,
    lambda inner: st.lists(inner, max_size=4) | st.dictionaries(names, inner, max_size=4),
    max_leaves=10,
)
windows = st.builds(window, patterns, patterns, patterns, patterns)


def good(problems: list[ConditionProblem]) -> None:
    """There are some, and each says what and what to do, in a line that a person reads."""
    assert problems
    for problem in problems:
        assert problem.message
        assert problem.remedy
        assert len(f"{problem.message}{problem.remedy}") < 2_000


def answers(expression: Expression, seen: Context) -> None:
    matcher = Matcher([Rule("a", "cards/a.md:2", expression)])
    matches = matcher.match(seen)
    (explanation,) = matcher.explain(seen)
    assert bool(matches) is explanation.holds


@settings(max_examples=300, deadline=None)
@given(data, st.none() | data, windows)
def test_any_data_is_a_rule_that_answers_or_is_refused(when: object, not_when: object, seen: Context) -> None:
    try:
        expression = read_condition(when, not_when, NO_CONTEXTS)
    except ConditionError as error:
        good(error.problems)
    else:
        answers(expression, seen)


@settings(max_examples=200, deadline=None)
@given(st.dictionaries(st.sampled_from(["a", "b", "c"]) | names, data, max_size=4) | data, windows)
def test_any_data_is_contexts_that_answer_or_are_refused(declared: object, seen: Context) -> None:
    contexts, problems = read_contexts(declared)
    if problems:
        good(problems)
    for expression in contexts.values():
        answers(expression, seen)
    if isinstance(declared, dict) and not problems:
        assert set(contexts) == set(declared)
