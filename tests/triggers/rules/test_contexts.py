"""Named contexts: using them, using one inside another, and circles."""

from __future__ import annotations

import pytest

from tests.triggers.rules.support import window
from triggers.context import Context
from triggers.rules.language import ConditionError, read_condition, read_contexts
from triggers.rules.matcher import Matcher
from triggers.rules.model import Rule

FILE = {
    "payment": ["sheet", {"context": ["erp", "bank"], "title": "*pay*"}],
    "sheet": {"app": "soffice", "title": "*payment run*"},
    "erp": {"app": "firefox", "url": "https://erp*"},
    "bank": {"when": {"app": "bank"}, "not_when": "archive"},
    "archive": {"title": "*archive*"},
}


def names_that_hold(context: Context) -> set[str]:
    contexts, problems = read_contexts(FILE)
    assert problems == []
    rules = [Rule(name, "", read_condition(name, None, contexts)) for name in FILE]
    return {match.rule.card for match in Matcher(rules).match(context)}


@pytest.mark.parametrize(
    ("context", "names"),
    [
        (window("soffice", "payment run"), {"payment", "sheet"}),
        (window("firefox", "pay", url="https://erp/1"), {"payment", "erp"}),
        (window("firefox", "x", url="https://erp/1"), {"erp"}),
        (window("bank", "pay"), {"payment", "bank"}),
        (window("bank", "pay archive"), {"archive"}),
    ],
)
def test_contexts_may_use_contexts_declared_anywhere(context: Context, names: set[str]) -> None:
    assert names_that_hold(context) == names


def test_a_context_beside_other_fields_must_hold_as_well() -> None:
    contexts, _ = read_contexts(FILE)
    condition = read_condition({"context": "erp", "os": "linux"}, None, contexts)
    matcher = Matcher([Rule("a", "", condition)])
    assert matcher.match(window("firefox", url="https://erp", os="linux"))
    assert not matcher.match(window("firefox", url="https://erp", os="macos"))


def test_an_unknown_context_is_answered_with_the_nearest() -> None:
    contexts, _ = read_contexts(FILE)
    with pytest.raises(ConditionError) as caught:
        read_condition([{"context": ["payments"]}], None, contexts)
    (problem,) = caught.value.problems
    assert (problem.field, problem.remedy) == ("when[0].context[0]", 'did you mean "payment"?')


def test_a_circle_is_named_and_stops_no_other_context() -> None:
    contexts, problems = read_contexts(
        {
            "a": {"context": "b"},
            "b": {"when": {"app": "x"}, "not_when": "c"},
            "c": {"not": "a"},
            "d": {"app": "d"},
        }
    )
    assert list(contexts) == ["d"]
    (problem,) = problems
    assert problem.field in ("a", "b", "c")
    assert all(step in f"{problem.message} uses" for step in ('"a" uses "b"', '"b" uses "c"', '"c" uses "a"'))


def test_a_context_that_uses_itself_is_a_circle() -> None:
    contexts, (problem,) = read_contexts({"a": ["a", {"app": "x"}]})
    assert contexts == {}
    assert '"a" uses "a"' in problem.message


def test_a_value_that_is_spelt_like_a_context_makes_no_circle() -> None:
    contexts, problems = read_contexts({"a": {"title": "a", "context": "b"}, "b": {"app": "a"}})
    assert (list(contexts), problems) == (["b", "a"], [])


def test_who_uses_a_broken_context_is_broken_and_says_so() -> None:
    contexts, problems = read_contexts({"a": {"titel": "x"}, "b": "a", "c": {"app": "x"}})
    assert list(contexts) == ["c"]
    assert {problem.field for problem in problems} == {"a.titel", "b"}
    assert any('"a"' in problem.message and problem.field == "b" for problem in problems)


@pytest.mark.parametrize(
    ("data", "field"),
    [
        (["x"], ""),
        ({1: {"app": "x"}}, "1"),
        ({"": {"app": "x"}}, ""),
        ({"a": None}, "a"),
        ({"a": {"not_when": {"app": "x"}}}, "a.when"),
        ({"a": {"when": {"app": "x"}, "title": "x"}}, "a.title"),
        ({f"c{i}": {"app": "x"} for i in range(1001)}, ""),
    ],
)
def test_faults_of_the_file(data: object, field: str) -> None:
    contexts, problems = read_contexts(data)
    assert contexts == {}
    assert [problem.field for problem in problems] == [field]


def test_no_contexts_are_no_problem() -> None:
    assert read_contexts(None) == ({}, [])


def test_contexts_that_double_each_time_are_refused_before_they_grow() -> None:
    data: dict[str, object] = {"c0": {"app": ["x", "y"]}}
    data |= {f"c{i}": [f"c{i - 1}", f"c{i - 1}"] for i in range(1, 60)}
    contexts, problems = read_contexts(data)
    assert 5 < len(contexts) < 15
    assert "2,000 values" in problems[0].message


def test_a_long_chain_of_contexts_is_refused_not_overflowed() -> None:
    data: dict[str, object] = {"c0": {"app": "x"}}
    data |= {f"c{i}": {"context": f"c{i - 1}", "title": "*"} for i in range(1, 900)}
    contexts, problems = read_contexts(data)
    assert len(contexts) + len(problems) == 900
    assert "levels" in problems[0].message
