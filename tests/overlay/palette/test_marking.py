from __future__ import annotations

import unicodedata

from hypothesis import given
from hypothesis import strategies as st

from overlay.palette.marking import marks, utf16_spans


def marked(title: str, *words: str) -> list[str]:
    return [title[start:end] for start, end in marks(title, words)]


def test_a_word_marks_where_a_word_of_the_title_begins_with_it() -> None:
    assert marked("Undo a payment run", "undo", "paym") == ["Undo", "paym"]


def test_the_middle_of_a_word_is_not_marked() -> None:
    assert marked("Prepayment of repayments", "pay") == []


def test_case_and_accents_do_not_matter() -> None:
    assert marked("Crème in the Café", "CREME", "cafe") == ["Crème", "Café"]
    assert marked("Creme", "crème") == ["Creme"]


def test_a_decomposed_accent_is_marked_with_its_letter() -> None:
    title = unicodedata.normalize("NFD", "Café au lait")
    assert marked(title, "cafe") == [unicodedata.normalize("NFD", "Café")]


def test_one_letter_that_folds_into_two_is_marked_whole() -> None:
    assert marked("Straße sperren", "strass") == ["Straß"]


def test_full_width_letters_are_found_by_ordinary_ones() -> None:
    assert marked("ＳＥＰＡ run", "sepa") == ["ＳＥＰＡ"]


def test_scripts_without_spaces_are_marked_anywhere() -> None:
    assert marked("支払い実行を取り消す", "取り消") == ["取り消"]


def test_arabic_and_hebrew_words_are_marked() -> None:
    assert marked("إلغاء تشغيل الدفع", "الدفع") == ["الدفع"]
    assert marked("ביטול תשלום", "תשל") == ["תשל"]


def test_overlapping_words_make_one_mark() -> None:
    assert marks("payment", ["pay", "payment"]) == ((0, 7),)


def test_qt_counts_an_emoji_as_two() -> None:
    title = "🧾 Invoice"
    assert list(utf16_spans(title, marks(title, ["inv"]))) == [(3, 6)]


@given(st.text(), st.lists(st.text(max_size=5), max_size=4))
def test_marks_are_ordered_apart_and_inside_the_title(title: str, words: list[str]) -> None:
    spans = marks(title, words)
    bounds = [bound for span in spans for bound in span]
    assert bounds == sorted(set(bounds))
    assert all(0 <= start < end <= len(title) for start, end in spans)


@given(st.text(alphabet=st.characters(categories=["Lu", "Ll"]), min_size=1))
def test_a_title_is_marked_by_itself(title: str) -> None:
    assert marks(title, [title]) == ((0, len(title)),)
