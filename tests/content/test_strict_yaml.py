from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from content.strict_yaml import Document, parse


def value_of(text: str) -> object:
    document = parse(text, "a")
    assert not document.problems
    return document.value


def problem_of(text: str) -> tuple[int, str, str]:
    (problem,) = parse(text, "a").problems
    assert problem.remedy
    return problem.line, problem.name, problem.message


@pytest.mark.parametrize(
    "scalar",
    ["NO", "yes", "on", "Off", "22:22", "1.10", "010", "0x1F", "1_000", "2027-03-31", "true", "1e3", ".inf"],
)
def test_a_scalar_stays_the_text_that_was_written(scalar: str) -> None:
    assert value_of(f"a: {scalar}") == {"a": scalar}


def test_an_empty_value_and_null_are_nothing() -> None:
    assert value_of("a:\nb: ~\nc: null\nd: ''\ne: 'null'") == {
        "a": None, "b": None, "c": None, "d": "", "e": "null",
    }  # fmt: skip


def test_every_field_knows_its_line() -> None:
    document = parse("title: x\nwhen:\n  - app: a\n    title:\n      - p\n      - q\n  - app: b\n", "a", 2)
    lines = {name: document.line(name) for name in ("title", "when", "when[0].app", "when[0].title[1]")}
    assert lines == {"title": 2, "when": 3, "when[0].app": 4, "when[0].title[1]": 7}
    assert document.line("when[1]") == 8


def test_a_field_that_is_not_there_has_the_line_of_what_is_around_it() -> None:
    document = parse("a: 1\nvideo:\n  url: x\n", "a", 2)
    assert document.line("video.length") == 3
    assert document.line("owner") == 2


def test_every_duplicate_field_is_reported_and_the_first_one_counts() -> None:
    document = parse("a: 1\nb: {x: 1, x: 2}\na: 3\n", "a")
    assert document.value == {"a": "1", "b": {"x": "1"}}
    assert [(p.line, p.field, p.name) for p in document.problems] == [
        (2, "b.x", "duplicate-field"),
        (3, "a", "duplicate-field"),
    ]


@pytest.mark.parametrize("text", ["a: *b", "a: *pay run*", "a: *.ods", "b: 1\na: [*x]"])
def test_a_pattern_without_quotes_is_named_as_a_yaml_alias(text: str) -> None:
    line, name, message = problem_of(text)
    assert line == text.count("\n") + 1
    assert name in ("yaml-alias", "yaml-syntax")
    assert "*" in message
    assert "alias" in message


def test_anchors_and_tags_are_refused() -> None:
    assert problem_of("a: &x b")[1] == "yaml-alias"
    assert problem_of("a: !!python/object:os.system b")[1] == "yaml-tag"


def test_aliases_that_would_explode_are_refused_at_once() -> None:
    text = "a0: &a0 [x, x]\n" + "".join(f"a{n}: &a{n} [*a{n - 1}, *a{n - 1}]\n" for n in range(1, 60))
    assert parse(text, "a").problems


def test_a_tab_in_the_indentation_is_named() -> None:
    assert problem_of("a:\n\tb: 1") == (2, "yaml-syntax", "is indented with a tab")


def test_a_second_colon_is_named() -> None:
    line, _, message = problem_of("x: 1\ntitle: Note: read this")
    assert line == 2
    assert '": "' in message


def test_quotes_without_an_end_are_reported_where_they_begin() -> None:
    assert problem_of('a: 1\nb: "x\nc: 2\n')[0] == 2


def test_a_bracket_without_an_end_is_named() -> None:
    assert "no end" in problem_of("a: [1, 2\nb: 3")[2]


@pytest.mark.parametrize("opening", ["[", "{a: "])
def test_deep_nesting_is_refused(opening: str) -> None:
    assert problem_of("a: " + opening * 5000)[1] == "too-deep"


def test_a_second_document_is_refused() -> None:
    assert problem_of("a: 1\n---\nb: 2\n")[0] == 2


def test_a_field_name_must_be_text() -> None:
    assert "field name" in problem_of("? [a]\n: b")[2]


def test_a_line_separator_that_editors_do_not_show_is_refused() -> None:
    assert problem_of("a: 1\nb: x\u2028c: 2")[:2] == (2, "control-character")


def test_nothing_is_nothing() -> None:
    assert value_of("") is None
    assert value_of("# only a comment\n") is None


yaml_like = st.lists(
    st.sampled_from(
        [*"ab:-?[]{},&*!|>%@`'\"#\\ \n\t~", "a: ", "- ", "\n  ", "---\n", "...", "<<", "\u2028", "é"]
    )
).map("".join)


@given(st.one_of(st.text(), yaml_like))
def test_no_text_makes_it_raise(text: str) -> None:
    document = parse(text, "a")
    assert all(problem.message and problem.remedy for problem in document.problems)
    assert all(1 <= problem.line <= text.count("\n") + 1 for problem in document.problems)


words = st.text("abc é:#'\"\\-*&!?[]{}", min_size=1, max_size=8)
trees: st.SearchStrategy[object] = st.recursive(
    words,
    lambda inner: st.one_of(
        st.lists(inner, min_size=1, max_size=3),
        st.dictionaries(st.text("xyz", min_size=1, max_size=3), inner, min_size=1, max_size=3),
    ),
    max_leaves=12,
)


def written(tree: object, path: str, out: list[str], lines: dict[str, int], indent: str = "") -> None:
    """Write ``tree`` as block YAML, one scalar a line, noting the line on which each field stands."""
    pairs = tree.items() if isinstance(tree, dict) else enumerate(tree) if isinstance(tree, list) else ()
    for key, value in pairs:
        name = f"{path}[{key}]" if isinstance(key, int) else f"{path}.{key}" if path else str(key)
        out.append(f"{indent}-" if isinstance(key, int) else f"{indent}{key}:")
        lines[name] = len(out) + 1 if isinstance(key, int) and not isinstance(value, str) else len(out)
        if isinstance(value, str):
            out[-1] += " '" + value.replace("'", "''") + "'"
        else:
            written(value, name, out, lines, indent + "  ")


@pytest.mark.parametrize("escape", [r"\e[31m", r"\0", r"\x9b", r"\u2028", r"\a"])
def test_no_value_and_no_name_may_hide_characters_in_escapes(escape: str) -> None:
    for text in (f'a: "x{escape}"', f'"x{escape}": a', f'a: ["{escape}"]'):
        assert [problem.name for problem in parse(text, "a").problems] == ["control-character"]
    assert parse(r'a: "1\n2\t\U0001F600"', "a").problems == ()


@given(st.dictionaries(st.text("xyz", min_size=1, max_size=3), trees, min_size=1, max_size=4))
def test_values_and_line_numbers_are_those_of_the_text(tree: dict[str, object]) -> None:
    out: list[str] = []
    lines: dict[str, int] = {}
    written(tree, "", out, lines)
    document: Document = parse("\n".join(out), "a")
    assert document.value == tree
    assert {name: document.line(name) for name in lines} == lines
