"""Cards as passages of plain text."""

from __future__ import annotations

import time

import pytest
from hypothesis import given
from hypothesis import strategies as st

from content.cards.model import Item, Step
from content.library.passages import Passage, passages
from tests.content.library.examples import card


def test_prose_items_and_steps_are_passages_under_their_headings() -> None:
    found = passages(
        card(
            "x",
            "X",
            "Two *people*\ncheck `every` run.\n\nAnd [ask](https://example.org/a_(b)) first.\n\n# Before #",
            Item("k", "**Total**", "Total\nmatches"),
            "## After\n\n- first point\n- second_point\n\n> quoted",
            Step(1, "Click", "Click"),
        )
    )
    assert found == (
        Passage("paragraph", "Two people check every run."),
        Passage("paragraph", "And ask first."),
        Passage("heading", "Before"),
        Passage("item", "Total matches", "Before"),
        Passage("heading", "After"),
        Passage("paragraph", "first point", "After"),
        Passage("paragraph", "second_point", "After"),
        Passage("paragraph", "quoted", "After"),
        Passage("step", "Click", "After"),
    )


@pytest.mark.parametrize(
    ("markdown", "text"),
    [
        ("![a chart](media/chart.png)", "a chart"),
        ("[the guide][g]\n\n[g]: https://example.org", "the guide"),
        ("snake_case and _stressed_ and ~~gone~~", "snake_case and stressed and gone"),
        ("| a | b |\n|---|:-:|\n| 1 | 2 |", "a b 1 2"),
        ("```bash\nls -la\n```", "ls -la"),
        ("1) do this", "do this"),
    ],
)
def test_marks_of_markdown_are_not_part_of_the_text(markdown: str, text: str) -> None:
    assert " ".join(passage.text for passage in passages(card("x", "X", markdown))) == text


def test_each_row_of_a_table_can_answer() -> None:
    found = passages(card("x", "X", "| do | keys |\n|---|---|\n| undo | Ctrl+Z |\n| redo | Ctrl+Y |"))
    assert [passage.text for passage in found] == ["do keys", "undo Ctrl+Z", "redo Ctrl+Y"]


@pytest.mark.parametrize("hostile", ["[", "![", "](", "*", "_a", "`", "|", "> ", "[a](", "[a]:", "#", "~"])
def test_hostile_markdown_costs_linear_time(hostile: str) -> None:
    start = time.perf_counter()
    passages(card("x", "X", hostile * 50_000))
    assert time.perf_counter() - start < 2


@given(st.text())
def test_any_markdown_can_be_cut(markdown: str) -> None:
    for passage in passages(card("x", "X", markdown)):
        assert passage.text == " ".join(passage.text.split())
        assert passage.text


@pytest.mark.parametrize(
    ("markdown", "text"),
    [
        ("List **all**: `ls *.html | wc -l`", "List all: ls *.html | wc -l"),
        ("`a_b` and _c_ | d", "a_b and c d"),
        ("``x`` `open", "x open"),
        ("[see `p|q`](x.md)", "see p|q"),
    ],
)
def test_code_says_what_it_says(markdown: str, text: str) -> None:
    (found,) = passages(card("c", "Title", markdown))
    assert found.text == text


@pytest.mark.parametrize("hostile", ["`" * 60_000, "`a" * 40_000, "`a`" * 30_000])
def test_no_run_of_backticks_costs_more_than_its_length(hostile: str) -> None:
    began = time.process_time()
    passages(card("c", "Title", hostile))
    assert time.process_time() - began < 5  # a square law would take minutes


def test_lines_of_code_are_lines_and_no_headings() -> None:
    text = "To install it:\n\n```sh\n# install the gizmo\n- gizmo --all\n```\n\n## Then"
    assert [(one.kind, one.text) for one in passages(card("a", "A", text))] == [
        ("paragraph", "To install it: # install the gizmo"),
        ("paragraph", "- gizmo --all"),
        ("heading", "Then"),
    ]
