"""Which rules never hold while the setting detail is off."""

from __future__ import annotations

from itertools import product

import pytest
from hypothesis import given
from hypothesis import strategies as st

from content.bundles.detail_need import needs_detail
from triggers.context import Context
from triggers.rules import model
from triggers.rules.language import read_condition, read_contexts
from triggers.rules.matcher import Matcher
from triggers.rules.model import All, AnyOf, Expression, Field, Kind, Not, Rule

CONTEXTS, _ = read_contexts({"full": {"dialog_text": "*full*"}, "bank": {"app": "bank"}, "again": ["full"]})

PLAIN = tuple(model.Test(field, Kind.GLOB, ("x",)) for field in (Field.APP, Field.CLASS, Field.TITLE))
BEYOND = (model.Test(Field.DIALOG, Kind.GLOB, ("*",)), model.Test(Field.URL, Kind.REGEX, ("x",)))
WITHOUT_DETAIL = [Context(*texts) for texts in product("xy", repeat=3)]

expressions: st.SearchStrategy[Expression] = st.recursive(
    st.sampled_from((*PLAIN, *BEYOND)),
    lambda parts: st.one_of(
        parts.map(Not),
        st.lists(parts, min_size=1, max_size=3).map(lambda some: All(tuple(some))),
        st.lists(parts, min_size=1, max_size=3).map(lambda some: AnyOf(tuple(some))),
    ),
    max_leaves=8,
)


@pytest.mark.parametrize(
    ("when", "not_when"),
    [
        ({"dialog_text": "*full*"}, None),
        ({"dialog_text_re": "ful+"}, None),
        ({"app": "bank", "control": "Send"}, None),
        ({"control": {"role": "button"}}, None),
        ({"url": "erp.example.org/*"}, {"title": "*test*"}),
        ("full", None),
        ({"context": "again", "app": "bank"}, None),
        (["again", {"url": "*"}], None),
        ({"app": "bank"}, {"not": {"dialog_text": "*"}}),
    ],
)
def test_a_rule_that_asks_for_what_only_detail_tells_needs_it(when: object, not_when: object) -> None:
    assert needs_detail(read_condition(when, not_when, CONTEXTS))


@pytest.mark.parametrize(
    ("when", "not_when"),
    [
        ({"app": "bank"}, None),
        ({"app": "bank", "not": {"dialog_text": "*"}}, None),
        ({"app": "bank"}, {"url": "*"}),
        (["full", "bank"], None),
        ({"context": ["full", "bank"], "title": "*"}, None),
    ],
)
def test_an_exception_or_another_way_needs_none(when: object, not_when: object) -> None:
    assert not needs_detail(read_condition(when, not_when, CONTEXTS))


@given(expressions)
def test_what_needs_detail_holds_for_no_window_without_it(condition: Expression) -> None:
    if needs_detail(condition):
        matcher = Matcher([Rule("", "", condition)])
        assert not any(matcher.match(context) for context in WITHOUT_DETAIL)
