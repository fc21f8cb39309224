"""What is said about matches and non-matches, and what is never said."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from tests.triggers.rules.support import rule, window
from triggers.context import Context
from triggers.rules.matcher import Matcher

PAY = {"app": ["soffice", "excel"], "title": "*payment run*"}


def because(when: object, context: Context, not_when: object = None) -> tuple[bool, str]:
    (explanation,) = Matcher([rule(when, not_when)]).explain(context)
    return explanation.holds, explanation.because


@pytest.mark.parametrize(
    ("when", "context", "expected"),
    [
        (PAY, window("soffice", "payment run 1"), 'app is "soffice" and title matches "*payment run*"'),
        ({"app": "sof*"}, window("soffice"), 'app matches "sof*"'),
        ({"class": "Calc"}, window(window_class="calc"), 'window class is "Calc"'),
        ({"title_re": r"run \d"}, window(title="run 1"), r'title matches the expression "run \d"'),
        ({"title_is": "run 1"}, window(title="run 1"), "title is the one the rule names"),
        ({"title": "run 1"}, window(title="run 1"), "title is the one the rule names"),
        ({"url": "http://x"}, window(url="http://x"), "url is the one the rule names"),
        ({"os": "linux"}, window(), 'os is "linux"'),
        (
            {"app": "soffice", "not": {"title": "*old*"}},
            window("soffice"),
            'app is "soffice" and title does not match "*old*"',
        ),
    ],
)
def test_why_a_rule_holds(when: object, context: Context, expected: str) -> None:
    assert because(when, context) == (True, expected)


@pytest.mark.parametrize(
    ("when", "context", "expected"),
    [
        (PAY, window("firefox", "payment run"), 'app is "firefox", not "soffice" or "excel"'),
        (PAY, window("", "payment run"), 'app is unknown, not "soffice" or "excel"'),
        (PAY, window("excel", "other"), 'title does not match "*payment run*"'),
        ({"title_is": "abc"}, window(title="other"), 'title is not "abc"'),
        ({"title_re": ["a", "b"]}, window(), 'title does not match the expression "a" or "b"'),
        ({"os": "macos"}, window(), 'os is "linux", not "macos"'),
        (
            [{"app": "a"}, {"title": "b"}],
            window("x"),
            'app is "x", not "a"; title does not match "b"',
        ),
        ({"not": {"app": "x"}}, window("x"), 'excluded, because app is "x"'),
        (
            {"app": [f"a{i}" for i in range(9)]},
            window("x"),
            'app is "x", not "a0", "a1", "a2", "a3", "a4" or 4 others',
        ),
    ],
)
def test_why_a_rule_does_not_hold(when: object, context: Context, expected: str) -> None:
    assert because(when, context) == (False, expected)


def test_not_when_is_named_as_what_excluded_the_rule() -> None:
    told = because(PAY, window("excel", "payment run archive"), {"title": "*archive*"})
    assert told == (False, 'excluded, because title matches "*archive*"')


def test_many_alternatives_are_told_briefly() -> None:
    _, told = because([{"app": f"a{i}"} for i in range(20)], window("x"))
    assert told.endswith("; and 15 more")


def test_a_long_pattern_is_told_briefly() -> None:
    _, told = because({"title": "*" + "x" * 900}, window(title="x" * 950))
    assert len(told) < 120


def test_those_that_hold_come_first_in_their_order_then_the_others_as_given() -> None:
    rules = [
        rule({"app": "x"}, card="no1"),
        rule({"title": "*a*"}, card="yes2"),
        rule({"title": "*z*"}, card="no2"),
        rule({"title": "*ab*"}, card="yes1"),
    ]
    explained = Matcher(rules).explain(window(title="cabd"))
    assert [(told.rule.card, told.holds) for told in explained] == [
        ("yes1", True),
        ("yes2", True),
        ("no1", False),
        ("no2", False),
    ]


@given(st.text(alphabet="qzxj#7", min_size=4, max_size=20))
def test_no_explanation_carries_the_title_or_the_url(secret: str) -> None:
    context = window("soffice", f"{secret} run", url=f"http://{secret}")
    literal = normal = f"{secret} run"
    rules = [
        rule(PAY),
        rule({"title": "* run", "url": "http*"}),
        rule({"title_is": literal}),
        rule({"title": normal.replace("*", r"\*"), "url": f"http://{secret}"}),
        rule({"not": {"title": "* run"}}),
        rule({"not": {"title_is": literal}}),
        rule({"title_re": "run$", "url_re": "^http"}),
    ]
    for told in Matcher(rules).explain(context):
        assert secret not in told.because
