from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from content.meaning.wordpiece import english

# What the tokenizer that the model was trained with makes of these; all 5,000 texts that were compared once,
# of letters that Unicode 3.2 knew already, gave the same numbers.
KNOWN = [
    ("", [101, 102]),
    ("hello world", [101, 7592, 2088, 102]),
    ("undo a posted payment-run?", [101, 25672, 1037, 6866, 7909, 1011, 2448, 1029, 102]),
    ("SEPA re-issue: 22:22", [101, 19802, 2050, 2128, 1011, 3277, 1024, 2570, 1024, 2570, 102]),
    (
        "Überweisung zurücknehmen!",
        [101, 19169, 19845, 19729, 2290, 17924, 12722, 2638, 14227, 2368, 999, 102],
    ),
]


@pytest.mark.parametrize(("text", "numbers"), KNOWN)
def test_texts_give_the_numbers_that_the_model_was_trained_with(text: str, numbers: list[int]) -> None:
    assert english().numbers(text, 128) == numbers


@pytest.mark.parametrize("text", ["Hello  World", "hello\tworld\n", "HÉLLO wörld", "hel\u200blo \x00world"])
def test_case_accents_blanks_and_what_is_invisible_make_no_difference(text: str) -> None:
    assert english().numbers(text, 16) == english().numbers("hello world", 16)


@pytest.mark.parametrize("text", ["x" * 101, "\U0001f9e9"])
def test_what_it_does_not_know_is_one_unknown_word(text: str) -> None:
    assert english().numbers(text, 16) == [101, 100, 102]


def test_punctuation_and_chinese_characters_stand_alone() -> None:
    assert len(english().numbers("a-b", 16)) == 5
    assert len(english().numbers("日本", 16)) == 4


@given(st.text(), st.integers(2, 40))
def test_any_text_gives_a_beginning_an_end_and_no_more_than_the_limit(text: str, limit: int) -> None:
    numbers = english().numbers(text, limit)

    assert numbers[0] == 101
    assert numbers[-1] == 102
    assert len(numbers) <= limit
    assert all(0 <= number < 30_522 for number in numbers)
