"""Masked titles: nothing of them can be read but what a rule names, and rules about words still hold."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from content.bundles.expect.masking import Mask
from triggers.context import Context
from triggers.rules.language import read_condition
from triggers.rules.matcher import Matcher
from triggers.rules.model import Rule

WHEN = [{"title": "*payment run*"}, {"title_re": r"^(?i)order \d{2,4}$"}, {"url": "*://erp.example.org/*"}]
RULE = Rule("desk/pay", "", read_condition(WHEN, None, {}))
MASK = Mask([RULE])


@pytest.mark.parametrize(
    ("title", "masked"),
    [
        ("Letter to Anna Smith - Writer", "Xxxxxx xx Xxxx Xxxxx - Xxxxxx"),
        ("Payment run 4711.ods", "Payment run 0000.xxx"),
        ("Prepayments of Anna", "Xxxpaymentx xx Xxxx"),
        ("ORDER 12", "ORDER 00"),
        ("(3) inbox — Jörg_K", "(0) xxxxx — Xxxx_X"),
        ("会議 ٣ Straße", "xx 0 Xxxxxx"),
        ("running", "runxxxx"),
        ("", ""),
    ],
)
def test_what_no_rule_names_is_hidden(title: str, masked: str) -> None:
    assert MASK.text(title) == masked


def test_the_syntax_of_an_expression_is_no_word_of_a_rule() -> None:
    mask = Mask([Rule("a", "", read_condition([{"title_re": r"\bword\s[abc]+\p{Lu}(?P<name>x)"}], None, {}))])
    assert mask.text("bword sabc Lu name") == "xword xxxx Xx xxxx"


def test_app_class_and_system_stay_and_the_address_does_not() -> None:
    seen = Context("xterm", "XTerm", "Anna", "https://erp.example.org/anna", "linux")
    assert MASK(seen) == Context("xterm", "XTerm", "Xxxx", "xxxxx://erp.example.org/xxxx", "linux")


@given(st.text(max_size=60))
def test_shape_and_separators_stay_and_letters_do_not(title: str) -> None:
    masked = Mask([]).text(title)
    assert len(masked) == len(title)
    for before, after in zip(title, masked, strict=True):
        if before.isalnum():
            assert after in "xX0"
        else:
            assert after in (before, "x")  # an accent of its own belongs to its letter


@given(st.lists(st.sampled_from(["Payment run", "order 12", "Anna", "-", "7"]), max_size=5))
def test_rules_about_words_hold_as_before(words: list[str]) -> None:
    seen = Context(title=" ".join(words))
    matcher = Matcher([RULE])
    assert bool(matcher.match(MASK(seen))) == bool(matcher.match(seen))


def test_what_a_window_shows_is_masked_but_for_what_rules_name() -> None:
    when = [{"dialog_text": "*disk is full*code #*"}, {"control": {"role": "button", "name": "Export*"}}]
    rule = Rule("desk/full", "", read_condition(when, None, {}))
    context = Context(
        "soffice",
        "c",
        "t",
        "https://anna.example.org/7",
        "linux",
        "button",
        "Export Anna",
        "Anna's disk is full\ncode 0x7",
    )
    masked = Mask([rule])(context)
    assert masked.dialog_text == "Xxxx'x disk is full\ncode 0x0"
    assert masked.control == "Export Xxxx"
    assert masked.role == "button"
    assert "anna" not in masked.url
    assert Matcher([rule]).match(masked)
