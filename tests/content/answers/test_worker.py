from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from content.answers.errors import AnswerError
from content.answers.model import Asked, Quote, WrittenAnswer
from content.answers.worker import heard, question, told, understood


def test_a_question_arrives_as_it_was_asked(asked: Asked) -> None:
    assert understood(question(asked)) == asked


def test_an_answer_and_an_error_arrive_as_they_were_told() -> None:
    answer = WrittenAnswer("Öffnen. [1]", (Quote("a/b", "Ö"),), ("a/b",))
    assert heard(told(answer)) == answer
    with pytest.raises(AnswerError, match=r"^there: broke; mend it$"):
        heard(told(AnswerError("broke", "there", "mend it")))


@given(st.binary(max_size=60) | st.sampled_from([b"[]", b"{}", b'{"text": 1}', b'{"what": 1}', b"[" * 9999]))
def test_anything_else_is_refused(said: bytes) -> None:
    with pytest.raises(ValueError):  # noqa: PT011 - json words it
        understood(said)
    with pytest.raises(AnswerError, match="ended without one"):
        heard(said)
