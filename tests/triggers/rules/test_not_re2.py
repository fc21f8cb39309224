"""Expressions that other engines take and RE2 does not, told apart from those that are simply wrong."""

from __future__ import annotations

import pytest

from triggers.rules.language import ConditionError, read_condition

LACKING = [
    "(?=a)b",
    "a(?!b)",
    "(?<=a)b",
    "(?<!a)b",
    "(?>a)",
    r"(a)\1",
    "(?P<n>a)(?P=n)",
    "(a)?(?(1)b|c)",
    r"a\Z",
    r"(?<n>a)\k<n>",
    "a{1001}",
    "(?:a{1000}){1000}",
]
WRONG = ["(a", "a)", "[a", "*a", "a**", "a\\"]


def name_of(expression: str) -> tuple[str, str]:
    with pytest.raises(ConditionError) as caught:
        read_condition({"title_re": expression}, None, {})
    (problem,) = caught.value.problems
    assert problem.remedy
    return problem.name, problem.message


@pytest.mark.parametrize("expression", LACKING)
def test_what_needs_more_than_re2_is_called_so(expression: str) -> None:
    name, message = name_of(expression)
    assert name == "not-re2"
    assert "RE2" in message


@pytest.mark.parametrize("expression", WRONG)
def test_what_no_engine_takes_is_a_broken_rule(expression: str) -> None:
    assert name_of(expression)[0] == "rule"
