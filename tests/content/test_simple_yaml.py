"""What is read the fast way comes out as libyaml would have it, whatever the text."""

from __future__ import annotations

import time
from pathlib import Path

import pytest
from hypothesis import example, given, settings
from hypothesis import strategies as st

from content import strict_yaml
from content.bundles.builtin import accounts_team, starter
from content.cards.front_matter import split
from content.cards.reader import MAX_CARD_BYTES
from content.simple_yaml import simple_yaml
from content.strict_yaml import Document, parse

values = st.sampled_from(
    ["a", "-1", "- 1", "-b", "/c d", "[/e, -2]", "[-f]",
     "b c", "3", "1.5", "null", "~", "Null", "", " ", "yes", "2030-01-31", "d  ", "e:f", "g: h",
     "i:", "j #k", "l#m", "\"n\"", "\"o: p\" ", "'q'", "'r''s'", "\"t\\n\"", "\"\"", "''", "[u, v]",
     "[]", "[ ]", "[w]  ", "[x,y]", "[ z , 'a, b', \"c\"]", "[d, ]", "[, e]", "[f: g]", "[[h]]",
     "[null, ~x, i j]", "{k: l}", "{m: n, o: [p, q]}", "{r: s, r: t}", "{u:v}", "{w}", "{x: }",
     "{y: z: a}", "{}", "*b", "&c d", "!e f", "| ", "> ", "- g", "? h", "@i", "`j", "%k", "l,m",
     "n [o]", "p {q}", "é", "“r”", "s\xa0t", "#u", "\"v", "w'x", "y\tz", "a*", "[b*c/d.e@f+g-h]",
     "[i?]", "{j: \"k, l: m\", n: 'o'}", "[p # q]", "- - r", "-", "--- ", "..."]
)  # fmt: skip
names = st.sampled_from(["title", "when", "app", "k_y", "x-y", "null", "title ", "é", '"q"', "<<", "1", "?"])
indents = st.sampled_from(
    ["", "", "", "  ", "  ", "    ", "- ", "  - ", "    - ", "   ", " - ", "-  ", "- - "]
)
fields = st.builds("{}{}: {}".format, indents, names, values)
others = st.one_of(
    st.builds("{}{}:".format, indents, names),
    st.builds("{}{}".format, indents, values),
    st.sampled_from(["", "  ", "# c", "---", "...", "%YAML 1.1"]),
)
texts = st.lists(st.one_of(fields, fields, others), max_size=8).map("\n".join)


def slowly(text: str) -> Document:
    with pytest.MonkeyPatch.context() as monkeypatch:
        monkeypatch.setattr(strict_yaml, "simple_yaml", lambda _text, _line: None)
        return parse(text, "f", 2)


@settings(deadline=None, max_examples=400)
@given(texts)
@example('title: T\nwhen:\n  - app: [a, b]\n    title: "*c*"\n  - {app: d, not: e}\nkeywords: [f]\n')
@example("when:\n- app: x\n  not:\n    title: y\n- z\nminutes: 2")
@example("a:\n    b: 1\n  c: 2")
@example("a: b\n  c: d")
@example("a: b\n  c")
@example("a:\nb: c\n- d")
@example("- a\n- b: c\n  d: e\n   f: g")
def test_both_ways_come_to_the_same(text: str) -> None:
    assert parse(text, "f", 2) == slowly(text)


@settings(deadline=None, max_examples=200)
@given(st.text(st.sampled_from("ab:: -[]{},\"'#\n\n  *&!|>?%@`~.\xa0"), max_size=30))
def test_both_ways_come_to_the_same_whatever_the_characters(text: str) -> None:
    assert parse(text, "f", 2) == slowly(text)
    assert parse(f"a: {text}", "f", 2) == slowly(f"a: {text}")


@pytest.mark.parametrize("folder", [starter(), accounts_team()])
def test_most_front_matter_is_simple_and_all_comes_to_the_same(folder: Path) -> None:
    texts = [split(file.read_text(encoding="utf-8"), "").fields or "" for file in folder.rglob("*.md")]
    for text in texts:
        assert parse(text, "f", 2) == slowly(text)
    assert sum(simple_yaml(text, 2) is not None for text in texts) > len(texts) / 2


@pytest.mark.parametrize("text", ["a: [{}", "a: {{{}", "a: {}", 'a: "{}', "{}", "- {}"])
@pytest.mark.parametrize(
    "filling", ["b", " ", "b  ", "b, ", "b  ,", "k: b, ", "k: [b ], ", "'b' ", ":", "- ", "\n"]
)
def test_no_text_makes_it_slow(text: str, filling: str) -> None:
    began = time.process_time()
    simple_yaml(text.format(filling * (MAX_CARD_BYTES // len(filling))), 2)
    assert time.process_time() - began < 2  # a square law would take minutes
