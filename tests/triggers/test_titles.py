"""Titles as windows state them, and what is left for rules to look at."""

from __future__ import annotations

import unicodedata

import pytest
from hypothesis import given
from hypothesis import strategies as st

from triggers.context import WindowInfo, current_os
from triggers.titles import MAX_LENGTH, context_of, normalise

DECORATED = [
    ("(3) Inbox", "Inbox"),
    ("[12] Inbox", "Inbox"),
    ("(99+) Inbox", "Inbox"),
    ("(1,204) Inbox", "Inbox"),
    ("(3) (4) * Inbox", "Inbox"),
    ("*Untitled - Mousepad", "Untitled - Mousepad"),
    ("● main.py - project - Code", "main.py - project - Code"),
    ("•notes", "notes"),
    ("◌ notes", "notes"),
    ("[+] notes", "notes"),
    ("notes *", "notes"),
    ("notes.txt*", "notes.txt"),
    ("notes.txt [modified]", "notes.txt"),
    ("notes.txt [Modified] — Kate", "notes.txt — Kate"),
    ("notes.txt* - Editor", "notes.txt - Editor"),
    ("notes.txt ● – Sublime Text", "notes.txt – Sublime Text"),
    ("  a \t b\n c  ", "a b c"),
    ("pay\u200bment\u00ad run", "payment run"),
    ("\u202eabc\u202c", "abc"),
    ("\ufeffStart\x00\x07", "Start"),
    ("e\u0301tat", "état"),
    ("e\u200d\u0301tat", "état"),
    ("bad \udcff byte", "bad \ufffd byte"),
]

KEPT = [
    "",
    "*",
    "●",
    "(3)",
    "(2024) Budget",
    "[2024] Budget",
    "(3rd) draft",
    "(draft) Budget",
    "Budget (2) - Excel",
    "Inbox (3) - me@example.org - Mail",
    "2 * 3 = 6",
    "a*b",
    "[ABC-123] Broken login",
]


@pytest.mark.parametrize(("stated", "left"), DECORATED)
def test_what_a_window_adds_is_taken_off(stated: str, left: str) -> None:
    assert normalise(stated) == left


@pytest.mark.parametrize("title", KEPT)
def test_what_may_be_part_of_the_title_stays(title: str) -> None:
    assert normalise(title) == title


def test_a_long_title_is_cut() -> None:
    assert normalise("x" * 1_000_000) == "x" * MAX_LENGTH


def test_a_cut_never_leaves_a_mark_at_the_end() -> None:
    title = "x" * (MAX_LENGTH - 1) + "*" + "y" * 10
    assert normalise(title) == "x" * (MAX_LENGTH - 1)


@pytest.mark.parametrize(
    "unit", ["*", "* ", "(1) ", "(1) * ", "-* ", " - ", "* - ", "\u200b", "[+]", " ", "●*"]
)
def test_a_title_of_nothing_but_decorations_settles(unit: str) -> None:
    title = normalise(unit * 5000)
    assert normalise(title) == title


decorations = st.sampled_from(
    [
        "(3) ",
        "[12] ",
        "(99+)",
        "*",
        " *",
        "● ",
        "[+]",
        " [modified]",
        " - ",
        " — ",
        " | ",
        "\u200b",
        "\t",
        "İ",
        "ß",
    ]
)
titles = st.lists(st.one_of(decorations, st.text(max_size=5)), max_size=12).map("".join)


@given(titles)
def test_normalising_twice_changes_nothing(title: str) -> None:
    once = normalise(title)
    assert normalise(once) == once


@given(titles)
def test_the_result_is_clean(title: str) -> None:
    result = normalise(title)
    assert len(result) <= MAX_LENGTH
    assert result == result.strip()
    assert "  " not in result
    assert unicodedata.is_normalized("NFC", result)
    assert not any(unicodedata.category(character) in ("Cc", "Cs") for character in result)
    result.encode("utf-8")


def test_a_context_carries_the_normalised_title_and_this_system() -> None:
    window = WindowInfo(id=7, app="soffice.bin", window_class="libreoffice-calc", title="* Pay run - Calc")
    context = context_of(window)
    assert (context.app, context.window_class) == ("soffice.bin", "libreoffice-calc")
    assert (context.title, context.os) == ("Pay run - Calc", current_os())
    assert "Pay run" not in repr(context)
