"""What is proven of two conditions is true of every window."""

from __future__ import annotations

from hypothesis import given, settings
from hypothesis import strategies as st

from content.bundles.checks.implication import is_within, key
from triggers.context import Context
from triggers.rules.evaluator import Evaluator
from triggers.rules.language import read_condition
from triggers.rules.model import Expression

texts = st.text("abA.", max_size=4)
patterns = st.text("abA*?", min_size=1, max_size=4)
fields = st.sampled_from(["app", "title", "class", "url"])
entry = st.dictionaries(fields, st.lists(patterns, min_size=1, max_size=2), min_size=1, max_size=2)
negated = st.builds(lambda one, other: {**one, "not": other}, entry, entry)
alternatives = st.lists(entry | negated, min_size=1, max_size=2)
windows = st.builds(Context, texts, texts, texts, texts, st.just("linux"))


def condition(data: object) -> Expression:
    return read_condition(data, None, {})


@given(alternatives, alternatives, st.lists(windows, min_size=1, max_size=8))
@settings(max_examples=300)
def test_a_rule_within_another_never_holds_without_it(
    one: object, other: object, some: list[Context]
) -> None:
    narrow, wide = condition(one), condition(other)
    if is_within(narrow, wide):
        evaluator = Evaluator([narrow, wide])
        for window in some:
            subject = evaluator.subject(window)
            assert not evaluator.holds(narrow, subject) or evaluator.holds(wide, subject)


@given(alternatives)
def test_a_rule_is_within_itself_however_it_is_ordered(data: list[object]) -> None:
    rule, turned = condition(data), condition(data[::-1])
    assert is_within(rule, rule)
    assert is_within(rule, turned)
    assert key(rule) == key(turned)


def test_a_rule_too_large_to_write_out_is_related_to_itself_alone() -> None:
    pairs = [[{"app": f"a{n}"}, {"title": f"t{n}"}] for n in range(8)]
    contexts = {f"c{n}": condition(pair) for n, pair in enumerate(pairs)}
    large = read_condition([{"context": name} for name in contexts], None, contexts)
    assert key(large) == key(large)
    nested = condition({"app": "x", "not": pairs[0]})
    assert not is_within(nested, large)
