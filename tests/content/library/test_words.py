"""Words, the same for cards and for queries."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from content.library.words import fold, initials, terms, words


@pytest.mark.parametrize(
    ("text", "folded"),
    [
        ("Über", "uber"),
        ("U\u0308ber", "uber"),
        ("STRASSE", "strasse"),
        ("Straße", "strasse"),
        ("が", "が"),
        ("ﬁn", "fin"),
    ],
)
def test_case_and_accents_do_not_count(text: str, folded: str) -> None:
    assert fold(text) == folded


@given(st.text())
def test_folding_twice_changes_nothing_for_words(text: str) -> None:
    assert [fold(word) for word in words(text)] == [fold(fold(word)) for word in words(text)]


def test_a_query_has_each_word_once_and_not_too_many() -> None:
    assert terms("pay the Pay THE run") == ["pay", "the", "run"]
    assert len(terms(" ".join(map(str, range(999))))) == 24
    assert terms("x" * 10_000) == ["x" * 64]
    assert terms('"?*') == []


def test_initials_run_from_each_word_on() -> None:
    assert initials(["undo", "a", "payment", "run"]) == "uapr apr pr"
    assert initials(["one"]) == ""


@pytest.mark.parametrize(
    ("text", "cut"),
    [
        ("経費精算", ["経費", "費精", "精算"]),
        ("SAP経費", ["sap", "経費"]),
        ("明 細", ["明", "細"]),
        ("भुगतान", ["भुगतान"]),
        ("[c]reate a g[z]ipped [f]ile", ["create", "a", "gzipped", "file"]),
        ("array[i] [x]", ["arrayi", "x"]),
    ],
)
def test_words_are_cut_as_their_script_wants(text: str, cut: list[str]) -> None:
    assert words(text) == cut
