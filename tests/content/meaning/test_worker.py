from __future__ import annotations

import io
import json
from typing import Any

import pytest

from content.meaning.encoder import NoEncoder
from content.meaning.questions import bundles_question, near_of, query_question
from content.meaning.worker import serve
from tests.content.meaning.concepts import Concepts
from tests.content.meaning.conftest import Pack


def answers(*asked: bytes, encoder: Any = Concepts) -> list[dict[str, Any]]:
    answer = io.BytesIO()
    serve(asked, answer, encoder)
    return [json.loads(line) for line in answer.getvalue().splitlines()]


def test_each_question_is_answered_in_a_line(packed_with: Pack) -> None:
    ready, said = answers(bundles_question([packed_with()]), query_question(7, "reverse the transfer", 2))

    assert (ready["cards"], ready["reason"]) == (3, "")
    assert said["number"] == 7
    near = near_of(said)
    assert [one.card for one in near][:1] == ["desk/undo"]
    assert len(near) == 2


def test_without_an_encoder_it_says_why_and_finds_nothing(packed_with: Pack) -> None:
    ready, said = answers(
        bundles_question([packed_with()]),
        query_question(1, "reverse the transfer", 2),
        encoder=lambda: NoEncoder("numpy is not installed", "install it"),
    )

    assert ready == {"cards": 0, "reason": "numpy is not installed", "remedy": "install it"}
    assert near_of(said) == []


def test_a_query_before_any_bundle_finds_nothing() -> None:
    assert near_of(answers(query_question(1, "reverse the transfer", 2))[0]) == []


@pytest.mark.parametrize("asked", [b"nonsense\n", b"[]\n", b"{}\n", b'{"number": 1}\n', b'{"bundles": 3}\n'])
def test_what_is_no_question_ends_it(asked: bytes) -> None:
    with pytest.raises(ValueError, match=r"."):
        answers(asked)


@pytest.mark.parametrize(
    "said", [{}, {"nearest": 3}, {"nearest": [["a", 1.0]]}, {"nearest": [["a", "x", 1]]}]
)
def test_what_is_no_answer_is_refused(said: dict[str, Any]) -> None:
    with pytest.raises(ValueError, match=r"."):
        near_of(said)
