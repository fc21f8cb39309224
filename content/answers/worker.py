"""How one process asks another for a written answer: a question on its input, on its output what came of it.

The process that asks loads none of this but JSON; the one that answers ends after it.
"""

from __future__ import annotations

import json
from dataclasses import asdict
from typing import Any

from content.answers.errors import AnswerError
from content.answers.model import Asked, AskedCard, Quote, WrittenAnswer

_BROKEN = AnswerError("the process that asks for answers ended without one", "", "try again")


def question(asked: Asked) -> bytes:
    """``asked`` for the process that answers."""
    return json.dumps({"question": asked.question, "cards": [asdict(card) for card in asked.cards]}).encode()


def understood(said: bytes) -> Asked:
    """What ``question`` made. Raises ValueError for anything else."""
    try:
        data = json.loads(said)
        cards = tuple(
            AskedCard(str(card["id"]), str(card["title"]), str(card["text"])) for card in data["cards"]
        )
        return Asked(str(data["question"]), cards)
    except (KeyError, TypeError, RecursionError) as error:
        raise ValueError(str(error)) from error


def told(answer: WrittenAnswer | AnswerError) -> bytes:
    """What came of a question, for the process that asked."""
    if isinstance(answer, AnswerError):
        return json.dumps({"what": answer.what, "where": answer.where, "remedy": answer.remedy}).encode()
    return json.dumps(asdict(answer)).encode()


def heard(said: bytes) -> WrittenAnswer:
    """What ``told`` made. Raises AnswerError: the one that was told, or that nothing was."""
    try:
        data: dict[str, Any] = json.loads(said)
        if "what" in data:
            raise AnswerError(data["what"], data["where"], data["remedy"])
        quotes = tuple(Quote(**quote) for quote in data["quotes"])
        return WrittenAnswer(data["text"], quotes, tuple(data["cards"]), data["none"])
    except (ValueError, KeyError, TypeError, RecursionError):
        raise _BROKEN from None
