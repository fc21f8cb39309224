from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from content.cards.front_matter import split
from content.cards.rule_text import SimpleRule, changed_rule, new_card_text, simple_rule
from content.strict_yaml import parse

RULE = SimpleRule("mousepad", "payment run *")
LINES = st.sampled_from(
    [
        "title: A",
        "when: x",
        "when:",
        "  app: a",
        "- app: b",
        "  title: c",
        "# note",
        "",
        "keywords: [a]",
        "---",
    ]
)
# What a window's title can hold once it is normalised.
PATTERNS = st.text(st.characters(categories=["L", "N", "P", "S"], exclude_characters="\ufeff"), min_size=1)


def when_of(text: str) -> object:
    value = parse(split(text, "a.md").fields or "", "a.md").value
    return value.get("when") if isinstance(value, dict) else None


def put(text: str, rule: SimpleRule) -> str:
    change = changed_rule(text, rule)
    assert change is not None
    lines = text.split("\n")
    return "\n".join([*lines[: change.start], *change.lines, *lines[change.end :]])


@pytest.mark.parametrize(
    "when",
    [
        "when: payment-run",
        "when:\n  app: other\n  title: x",
        "when:\n  - app: other\n  # this one too\n  - title: x",
        "when:\n- app: other",
        "when: {app: [a, b],\n  title: x}",
    ],
)
def test_whatever_the_rule_was_gives_way_and_all_else_stays(when: str) -> None:
    text = put(f"---\ntitle: A\n{when}\n\nkeywords: [b]\n---\nBody, when: not\n", RULE)

    assert text.startswith('---\ntitle: A\nwhen:\n  app: mousepad\n  title: "payment run *"\n')
    assert text.endswith("keywords: [b]\n---\nBody, when: not\n")
    assert when_of(text) == {"app": "mousepad", "title": "payment run *"}


def test_a_card_without_a_rule_gets_one_below_its_fields() -> None:
    assert (
        put("---\ntitle: A\n---\nBody", SimpleRule("calc")) == "---\ntitle: A\nwhen:\n  app: calc\n---\nBody"
    )


def test_an_empty_rule_takes_it_out() -> None:
    assert put("---\ntitle: A\nwhen:\n  app: a\n---\nBody", SimpleRule()) == "---\ntitle: A\n---\nBody"


@pytest.mark.parametrize("text", ["", "Body", "---\ntitle: A\n"])
def test_a_text_without_front_matter_is_left_alone(text: str) -> None:
    assert changed_rule(text, RULE) is None


@given(st.lists(LINES, max_size=8))
def test_a_change_never_touches_what_is_below_the_front_matter(lines: list[str]) -> None:
    text = "\n".join(["---", *lines, "---", "The body", "when: stays"])
    below = text.split("\n---", 1)[1]
    assert put(text, RULE).endswith(below)


@given(PATTERNS, PATTERNS)
def test_patterns_are_read_back_as_they_were_written(app: str, title: str) -> None:
    rule = SimpleRule(app, title)
    assert simple_rule(when_of(new_card_text("A", rule, "Body"))) == rule


@pytest.mark.parametrize(
    "word", ["null", "NO", "1.10", "~", "a: b", "a #b", "'", '"', "*x*", "[a]", "@x", "-"]
)
def test_words_that_yaml_takes_for_something_else_are_quoted(word: str) -> None:
    assert when_of(new_card_text(word, SimpleRule(word, word), "Body")) == {"app": word, "title": word}


@pytest.mark.parametrize(
    ("when", "rule"),
    [
        (None, SimpleRule()),
        ({"app": "a"}, SimpleRule("a")),
        ({"title": "t", "app": "a"}, SimpleRule("a", "t")),
        ({"app": ["a", "b"]}, None),
        ({"title_re": "x"}, None),
        ("a-context", None),
        ([{"app": "a"}], None),
    ],
)
def test_only_two_plain_patterns_are_a_simple_rule(when: object, rule: SimpleRule | None) -> None:
    assert simple_rule(when) == rule
