from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from triggers.titles import MAX_LENGTH, normalise
from triggers.xtext import decode_class, decode_text

KINDS = st.sampled_from(["UTF8_STRING", "STRING", "COMPOUND_TEXT", ""])


@pytest.mark.parametrize(
    ("value", "kind", "text"),
    [
        ("Zahlungslauf – März".encode(), "UTF8_STRING", "Zahlungslauf – März"),
        (b"M\xe4rz", "STRING", "März"),
        (b"M\xe4rz", "COMPOUND_TEXT", "März"),
        (b"a \x1b%G\xe2\x82\xac\x1b%@ b", "COMPOUND_TEXT", "a € b"),
        (b"a \x1b%G\xe2\x82\xac", "COMPOUND_TEXT", "a €"),
        (b"\x1b-FM\xe4rz", "COMPOUND_TEXT", "März"),
        (b"M\xe4rz", "UTF8_STRING", "M�rz"),
        (b"M\xe4rz", "", "März"),
        ("März".encode(), "", "März"),
        (b"first\0second", "UTF8_STRING", "first"),
        (b"", "UTF8_STRING", ""),
    ],
)
def test_titles_are_read_as_they_were_meant(value: bytes, kind: str, text: str) -> None:
    assert decode_text(value, kind) == text


@given(st.binary(max_size=3 * MAX_LENGTH), KINDS)
def test_no_bytes_break_it_and_none_make_it_long(value: bytes, kind: str) -> None:
    text = decode_text(value, kind)
    assert len(text) <= MAX_LENGTH
    text.encode("utf-8")  # no lone surrogates, which other parts could not write


@given(st.text(st.characters(exclude_characters="\0", exclude_categories=["Cs"])))
def test_utf_8_comes_through_unchanged(title: str) -> None:
    assert decode_text(title.encode(), "UTF8_STRING") == title[:MAX_LENGTH]


def test_as_much_of_a_title_is_read_as_rules_compare() -> None:
    assert normalise(decode_text(b"x" * 10_000, "UTF8_STRING")) == normalise("x" * 10_000)


@pytest.mark.parametrize(
    ("value", "name"),
    [
        (b"xterm\0XTerm\0", "XTerm"),
        (b"xterm\0XTerm", "XTerm"),
        (b"xterm\0\0", "xterm"),
        (b"xterm\0", "xterm"),
        (b"xterm", "xterm"),
        (b"", ""),
        (b"a\0B\xfcro\0", "Büro"),
    ],
)
def test_the_class_part_counts_and_the_instance_stands_in(value: bytes, name: str) -> None:
    assert decode_class(value) == name
