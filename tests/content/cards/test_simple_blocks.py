"""What is read the fast way comes out as markdown-it would have it, whatever the text."""

from __future__ import annotations

import time
from pathlib import Path

import pytest
from hypothesis import example, given, settings
from hypothesis import strategies as st

from content.bundles.builtin import accounts_team, starter
from content.cards import body
from content.cards.body import read_body
from content.cards.front_matter import split
from content.cards.reader import MAX_CARD_BYTES
from content.cards.simple_blocks import simple_blocks
from content.cards.simple_inline import simple_inline

pieces = st.lists(
    st.sampled_from(
        ["- [ ] a\n", "- [x] **b**\n", "- c\n", "* d\n", "1. e\n", "2. f\n", "10) g\n", "\n", "\n\n", "# H\n",
         "## H i #\n", "text\n", "more [x](y.md) _z_\n", "“q” 1\n", "2026 is 1.5\n", "3\n", "2.\n", "end",
         "---\n", "===\n", "  in\n", "    code\n", "> q\n", "| a | b |\n", "|---|---|\n", "[r]: z\n", "[r]\n",
         "```\n", "- [ ] \n", "- [ ]  \n", "- [x]\n", "- 1. n\n", "- # h\n", "-\n", "- \n", "1.\n", "a  \n",
         "b\\\n", "\\# c\n", "<b>\n", "&amp; d\n", "&colon;\n", "http://a.b www.c.d\n", "![i](j.png)\n",
         "`k`\n", "``k``\n", "\t", " ", "\xa0\n", "- [ ] a | b\n", "- l\xa0\n", "---|---\n", "# [ ] x\n",
         "- [ ] [r]: z\n", "![", "](x)\n", "~~m~~\n", "a - b\n", "é\u2028f\n", "- [X] y\n", "**n** o\n",
         "*p*\n", "| a | b |\n|---|---|\n", "| [x](y.md) | <b> |\n", "|c|`d|e`|\n", "| 1 |\n", "||\n",
         "|:-:|\n",
         "***\n", "* * *\n", "_ _ _\n", "__q__\n", "[s](t) u\n", "[s](t)\n: v\n", "- [w](x.md)\n", "- `y`\n",
         "   in\n", "  - [ ] deep\n", "  2. two\n", "  [r]: z\n", "  --- | ---\n", "  **z**\n"]
    ),
    max_size=14,
).map("".join)  # fmt: skip


def slowly(text: str, monkeypatch: pytest.MonkeyPatch) -> body.Body:
    with monkeypatch.context() as context:
        context.setattr(body, "simple_blocks", lambda _text: None)
        return read_body(text, 1)


def checked(text: str) -> None:
    with pytest.MonkeyPatch.context() as monkeypatch:
        assert read_body(text, 1) == slowly(text, monkeypatch)


@settings(deadline=None, max_examples=400)
@given(pieces)
@example("- a\n\n\n")
@example("- a\n\n\nb")
@example("1. a\n\n2. b\nc\n")
@example("a\n- b\n")
@example("- [ ] a\n\n* [ ] b\n")
@example("| a | b |\n|---|---|\n| 1 | **2** |\n| `x` | |\n\ntext\n")
@example("| a | b |\n|:--|--:|\n")
@example("|a|\n|-|\n|b|\n# h\n")
@example("# h\n| a | b |\n|---|---|\n| 1 | 2 |\n\n- [ ] c\n")
def test_both_ways_come_to_the_same(text: str) -> None:
    checked(text)


inline = st.lists(
    st.sampled_from(
        ["**b**", "*i*", "_u_", "__v__", "`c`", "` d `", "`e f`", "`**`", "[g](https://h.i/j_k)",
         "[l](m.md)", "[n](o p)", "[q]", "[ ] ", "[x] ", "**r s**", "*t* *u*", "**", "*", "_", "`", "``",
         "![v](w.png)", "!",
         "(", ")", ".", ",", " ", " ", " ", "\n", "a", "é", "€", "2", "-", "\\", "&amp;", "<b>", "~~x~~",
         "www.y.z", "http://y.z", "\xa0", "[**z**](a)", "[a](b) ", "**`c`**", "a_b_c", "**a**b", "[]()",
         "[a]()", "[a](<b>)", "[a](b 'c')", "**1.**", "“w”"]
    ),
    max_size=12,
).map(lambda some: "a " + "".join(some))  # fmt: skip


@settings(deadline=None, max_examples=400)
@given(inline)
@example("**a** *b* _c_ `d` [e](https://f.g/h#i)\nj!")
@example("a**b** **c**d **e** (**f**), *g*: **h*")
@example("*a **b*** c")
def test_both_ways_read_the_words_alike(text: str) -> None:
    checked(text)
    checked(f"- [ ] {text}\n")


@settings(deadline=None, max_examples=200)
@given(st.text(st.sampled_from("ab1 -*+#.)[]x|`>_~!&;:\\\n\"'=<\xa0"), max_size=40))
def test_both_ways_come_to_the_same_whatever_the_characters(text: str) -> None:
    checked(text)


@pytest.mark.parametrize("folder", [starter(), accounts_team()])
def test_most_cards_are_simple_and_all_come_to_the_same(folder: Path) -> None:
    bodies = [split(file.read_text(encoding="utf-8"), "").body for file in folder.rglob("*.md")]
    for text in bodies:
        checked(text)
    blocks = [tokens for text in bodies if (tokens := simple_blocks(text)) is not None]
    assert len(blocks) > len(bodies) / 2
    words = [token.content for tokens in blocks for token in tokens if token.type == "inline"]
    assert sum(simple_inline(text) is not None for text in words) > len(words) * 0.8


@pytest.mark.parametrize("line", ["- [ ] {}\t", "- {}\t", "# {} #", "- [ ] {}", "# {}", "[{}](", "{}"])
@pytest.mark.parametrize("filling", ["x", " ", "x ", "[", "*", "`", "1."])
def test_no_line_makes_it_slow(line: str, filling: str) -> None:
    began = time.process_time()
    text = line.format(filling * (MAX_CARD_BYTES // len(filling)))
    simple_blocks(text + "\n")
    simple_inline(text)
    assert time.process_time() - began < 2  # a square law would take minutes
