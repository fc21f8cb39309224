"""Conditions that are wrong: every problem at once, each with its place and what to do."""

from __future__ import annotations

import datetime as dt

import pytest

from tests.triggers.rules.support import fields, problems
from triggers.rules.globs import MAX_PATTERN


@pytest.mark.parametrize(
    ("when", "field", "message"),
    [
        (None, "when", "is empty"),
        ({}, "when", "is empty"),
        ([], "when", "empty list"),
        ("", "when", "is empty"),
        ([{}], "when[0]", "is empty"),
        ([None], "when[0]", "is empty"),
        ([[{"app": "x"}]], "when[0]", "a list"),
        (3, "when", "a number"),
        (False, "when", "a truth value"),
        ({"app": None}, "when.app", "is empty"),
        ({"app": ""}, "when.app", "is empty"),
        ({"app": []}, "when.app", "empty list"),
        ({"app": ["a", "  "]}, "when.app[1]", "is empty"),
        ({"app": False}, "when.app", "truth value"),
        ({"title": 2024}, "when.title", "a number"),
        ({"title": dt.date(2027, 3, 31)}, "when.title", "a date"),
        ({"title": {"x": 1}}, "when.title", "a mapping"),
        ({"title": [["x"]]}, "when.title[0]", "a list inside a list"),
        ({"title": "\u200b"}, "when.title", "invisible"),
        ({"title": "(3) *"}, "when.title", 'asks for "(3)"'),
        ({"title": "*[modified]"}, "when.title", 'asks for "[modified]"'),
        ({"title": "x" * (MAX_PATTERN + 1)}, "when.title", "longer than"),
        ({"title": "*?" * 33}, "when.title", "more than 32 times ?"),
        ({"title": ["x"] * 201}, "when.title", "201 values"),
        ([{"app": "x"}] * 201, "when", "201 entries"),
        ({"os": "beos"}, "when.os", 'no system "beos"'),
        ({"not": {}}, "when.not", "is empty"),
        ({"context": None}, "when.context", "is empty"),
        ("pay", "when", 'no usable context "pay"'),
        ({True: "x"}, "when", "truth value"),
    ],
)
def test_the_place_and_the_fault_are_named(when: object, field: str, message: str) -> None:
    (problem,) = problems(when)
    assert problem.field == field
    assert message in problem.message
    assert problem.remedy


@pytest.mark.parametrize(
    ("name", "meant"),
    [
        ("titel", "title"),
        ("Title", "title"),
        ("process", "app"),
        ("title_regex", "title_re"),
        ("unless", "not"),
    ],
)
def test_an_unknown_field_is_answered_with_the_one_that_was_meant(name: str, meant: str) -> None:
    (problem,) = problems({"app": "x", name: "y"})
    assert problem.field == f"when.{name}"
    assert problem.remedy == f'did you mean "{meant}"?'


def test_a_field_like_no_other_is_answered_with_all_there_are() -> None:
    (problem,) = problems({"colour": "red"})
    assert "title_re" in problem.remedy


@pytest.mark.parametrize(("name", "meant"), [("mac", "macos"), ("win", "windows"), ("linus", "linux")])
def test_a_system_by_another_name(name: str, meant: str) -> None:
    assert problems({"os": name})[0].remedy == f'did you mean "{meant}"?'


@pytest.mark.parametrize(
    ("expression", "construct"),
    [
        (r"pay(?= run)", "look-ahead (?="),
        (r"pay(?! run)", "negative look-ahead (?!"),
        (r"(?<=a)pay", "look-behind (?<="),
        (r"(?<!a)pay", "negative look-behind (?<!"),
        (r"(a)\1", r"backreference \1"),
        (r"(?P<n>a)(?P=n)", "(?P…)"),
        (r"(?>a)", "atomic group"),
        (r"(?(1)a|b)", "conditional group"),
        (r"a++", "one repetition directly after another"),
        (r"*a", "repeats nothing"),
        (r"(a", "a ( that is never closed"),
        (r"a)", "a ) that was never opened"),
        (r"[a", "a [ that is never closed"),
        (r"a{1,2000}", "over 1,000 times"),
        (r"((a{100}){100}){100}", "over 1,000 times"),
        (r"(\pL{1,30} ){10}", "too large"),
        (r"end\Z", r"\Z"),
        ("a\\", "single backslash"),
        ("\udc80", "not valid Unicode"),
        (r"\pX", "RE2"),
    ],
)
def test_an_expression_that_needs_more_than_re2_names_the_construct(expression: str, construct: str) -> None:
    (problem,) = problems({"title_re": ["fine", expression]})
    assert problem.field == "when.title_re[1]"
    assert construct in problem.message
    assert problem.remedy


def test_every_problem_is_found_at_once() -> None:
    when = [{"app": 1, "titel": "x"}, {"title_re": ["(", "ok", "[a"]}, {}]
    assert sorted(fields(when, [{"os": "mac"}])) == [
        "not_when[0].os",
        "when[0].app",
        "when[0].titel",
        "when[1].title_re[0]",
        "when[1].title_re[2]",
        "when[2]",
    ]


def test_deep_nesting_is_refused() -> None:
    when: object = {"app": "x"}
    for _ in range(5000):
        when = {"not": when}
    (problem,) = problems(when)
    assert "deep" in problem.message


def test_a_condition_of_too_many_values_is_refused() -> None:
    (problem,) = problems([{"app": [f"a{i}" for i in range(200)]}] * 11)
    assert "2,000 values" in problem.message


def test_data_that_contains_itself_is_refused_in_bounded_steps() -> None:
    loop: list[object] = []
    loop += [{"not": loop}] * 200
    assert any("entry number" in problem.message for problem in problems(loop))
