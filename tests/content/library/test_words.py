"""Words, the same for cards and for queries."""

from __future__ import annotations

import sys
import unicodedata

import pytest
from hypothesis import given
from hypothesis import strategies as st

from content.library.tables import Row, Tables
from content.library.words import fold, half_typed, initials, terms, words


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


def test_a_stop_is_no_part_of_a_word() -> None:
    assert words("पहले भुगतान खोलें। फिर") == ["पहले", "भुगतान", "खोलें", "फिर"]


def test_every_letter_of_a_word_is_one_for_the_engine() -> None:
    """What the engine takes for a gap inside of a word is never found."""
    tables = Tables()
    every = [chr(code) for code in range(sys.maxunicode + 1) if not 0xD800 <= code < 0xE000]
    letters = sorted({word for letter in every for word in words(letter) if len(word) == 1})
    row = Row("a", 0, "", "en", ("", "", "", "", "", " ".join(f"x{letter}x" for letter in letters), "", ""))
    tables.replace([], [row], lambda _words, _language: ())
    lost = [letter for letter in letters if not tables.places(f"x{letter}x")]
    assert not [letter for letter in lost if unicodedata.category(letter)[0] in "LM" and ord(letter) < 0x1000]
    assert not {unicodedata.category(letter)[0] for letter in lost} & set("PSZ")
    tables.close()


@pytest.mark.parametrize(
    ("query", "half"),
    [
        ("undo", "undo"),
        ("undo ", ""),
        ("the run the", "the"),
        ("", ""),
        ("खोले", "खोले"),
        ("cafe\u0301", "cafe"),
        ("x" * 1001, ""),
    ],
)
def test_the_word_at_the_end_may_go_on(query: str, half: str) -> None:
    assert half_typed(query) == half
