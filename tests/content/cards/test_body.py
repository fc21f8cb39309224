from __future__ import annotations

import time

import pytest

from content.cards.body import Body, read_body
from content.cards.model import Item, Prose, Step
from content.cards.reader import MAX_CARD_BYTES


def shape(body: Body) -> list[tuple[str, str]]:
    return [(type(part).__name__, part.markdown) for part in body.parts]


def read(text: str) -> Body:
    return read_body(text, 1)


def test_prose_and_items_keep_their_order_and_their_source() -> None:
    body = read("Two *people*.\n\n- [ ] The **total**\n  matches\n- [X] done\n\n## Then\n\nmore\n")
    assert shape(body) == [
        ("Prose", "Two *people*."),
        ("Item", "The **total**\nmatches"),
        ("Item", "done"),
        ("Prose", "## Then\n\nmore"),
    ]
    assert [part.text for part in body.parts] == ["Two people.", "The total matches", "done", "Then more"]
    assert body.ticked_lines == (5,)


def test_nested_items_have_their_depth_and_plain_lines_between_them_stay_prose() -> None:
    body = read("- [ ] a\n  - [ ] b\n    1. [ ] c\n  - plain\n\n  after\n- group\n  - [ ] d\n- last\n")
    assert [(p.markdown, p.depth) for p in body.parts if isinstance(p, Item)] == [
        ("a", 0), ("b", 1), ("c", 2), ("d", 1),
    ]  # fmt: skip
    assert [p.markdown for p in body.parts if isinstance(p, Prose)] == [
        "- plain\n\nafter\n\n- group",
        "- last",
    ]


def test_all_list_markers_and_wide_gaps_are_understood() -> None:
    body = read("* [ ] a\n\n+ [ ] b\n\n1) [ ] c\n\n-\t[ ] d\n\n-    [ ]   e\n")
    assert [p.markdown for p in body.parts] == ["a", "b", "c", "d", "e"]


def test_what_only_looks_like_an_item_is_none() -> None:
    body = read(
        "    - [ ] code\n\n```\n- [ ] code\n```\n\n> - [ ] quoted\n\n[ ] no list\n\n"
        "- [] x\n- [  ] x\n- [ ]x\n- \\[ ] x\n"
    )
    assert {type(part) for part in body.parts} == {Prose}


def test_a_box_without_words_is_no_item_and_is_noticed() -> None:
    body = read("- [ ] a\n- [ ] \n- [x]\n")
    assert [type(part) for part in body.parts] == [Item, Prose]
    assert body.wordless_lines == (2, 3)


def test_steps_are_numbered_through_the_whole_card() -> None:
    body = read(
        "Intro\n\n3. Open `x`\n   - a\n   - b\n4. Then\n\n   ![a shot](m.png)\n\nmiddle\n\n1. third\n"
    )
    assert shape(body) == [
        ("Prose", "Intro"),
        ("Step", "Open `x`\n- a\n- b"),
        ("Step", "Then\n\n![a shot](m.png)"),
        ("Prose", "middle"),
        ("Step", "third"),
    ]
    steps = [part for part in body.parts if isinstance(part, Step)]
    assert [(s.number, s.text) for s in steps] == [(1, "Open x a b"), (2, "Then a shot"), (3, "third")]


def test_numbered_lines_beside_items_are_prose() -> None:
    assert shape(read("1. one\n2. two\n\n- [ ] tick\n")) == [("Prose", "1. one\n2. two"), ("Item", "tick")]


def test_a_key_depends_on_the_words_alone() -> None:
    before = read("- [ ] a\n- [ ] **b** c\n- [ ] a\n").parts
    after = read("Intro\n\n- [x] b c\n- [ ] new\n    - [ ] a\n- [ ] a\n").parts
    keys = {part.text: part.key for part in before[:2] if isinstance(part, Item)}
    moved = {part.text: part.key for part in after[1:4] if isinstance(part, Item)}
    assert moved["b c"] == keys["b c"]
    assert moved["a"] == keys["a"]


def test_equal_items_have_different_keys_in_a_stable_order() -> None:
    first, second = read("- [ ] a\n- [ ] a\n").parts
    assert isinstance(first, Item)
    assert isinstance(second, Item)
    assert second.key == f"{first.key}-2"


def test_a_link_definition_goes_with_every_part_that_may_use_it() -> None:
    body = read("- [ ] see [here][ X\ty ]\n- [ ] [ no link\n\n[x y]: https://example.org/a<b 'T'\n")
    assert [part.markdown for part in body.parts] == [
        "see [here][ X y ]\n\n[X Y]: <https://example.org/a%3Cb>",
        "[ no link",
    ]


def test_links_and_images_are_listed_with_their_lines() -> None:
    text = "a\n[l](x.md) b\n![i *j*](p%20q.png 't')\n\n- [ ] <https://a.example> http://bare.example/x\n"
    found = [(t.address, t.line, t.is_image, t.text) for t in read_body(text, 11).targets]
    assert found == [
        ("x.md", 12, False, ""),
        ("p%20q.png", 13, True, "i *j*"),
        ("https://a.example", 15, False, ""),
        ("http://bare.example/x", 15, False, "http://bare.example/x"),
    ]


def test_links_that_a_browser_would_run_are_seen() -> None:
    targets = read("[a](javascript:alert(1)) [b](<data:text/html,x>) [c](jAvAscript&colon;x)").targets
    assert [t.address for t in targets] == ["javascript:alert(1)", "data:text/html,x", "jAvAscript:x"]


def test_html_is_noticed_outside_code_only() -> None:
    assert read("a\nb <br> c\n\n`<b>` 1 < 2 > 1\n\n<div>\n\n<!-- x -->\n").html_lines == (2, 6, 8)


def test_nesting_beyond_what_is_checked_is_reported() -> None:
    assert read("> " * 5 + "deep").too_deep_line is None
    assert read("a\n\n" + "> " * 30 + "[x](javascript:1)").too_deep_line == 3


@pytest.mark.parametrize(
    "piece",
    [
        "[",
        "![a](",
        "*a ",
        "`",
        "`a``",
        "> ",
        "- ",
        "- [ ] a\n",
        "1. a\n",
        "a|b\n-|-\n",
        "[r]: x\n\n- [ ] [r]\n",
    ],
)
def test_the_largest_card_takes_no_more_than_moments_whatever_it_says(piece: str) -> None:
    text = piece * (MAX_CARD_BYTES // len(piece))
    started = time.process_time()
    read_body(text, 1)
    assert time.process_time() - started < 5  # the worst took about 1 s when this was written
