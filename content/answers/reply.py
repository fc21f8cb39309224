"""What of a server's reply holds: it cites cards that were sent, and quotes what stands there. Not for HTTP.

A model invents, and a server may lie. What is shown as a quote is cut out of the card itself, so that only
its author's words can stand there; a citation of a card that was not sent is taken out.
"""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Sequence
from functools import lru_cache

import msgspec

from content.answers.errors import AnswerError
from content.answers.model import NO_ANSWER, Asked, AskedCard, Quote, WrittenAnswer
from content.answers.prompt import SAID_FOR_NONE
from content.library.words import fold

LARGEST = 1 << 16  # bytes of a reply
_LONGEST = 1_200  # characters of an answer: eighty words are 600
_MOST_QUOTES = 8
_LOOKED_AT = 8 * _LONGEST  # what is behind costs no time
_LONGEST_QUOTE_LINE = 700

_CITATION = re.compile(r"\[\s*([0-9]{1,3}(?:\s*,\s*[0-9]{1,3})*)\s*\]")
_QUOTE_LINE = re.compile(r"^\W*\[([0-9]{1,3})\]\s*[:–-]?\s*[\"“”„«»](.+)[\"“”„«»]\W*$")
_QUOTED = re.compile(r"[\"“”„«»]([^\"“”„«»\n]{1,500})[\"“”„«»]")
_THOUGHT = re.compile(r"^\s*<think>.*?(?:</think>|\Z)", re.DOTALL)  # what some models say before
_WORD = re.compile(r"\w+")
_TO_JOIN = "\u200c\u200d"  # Persian and Indic words, and emoji, are spelt with them


class _Piece(msgspec.Struct):
    text: str = ""


class _Message(msgspec.Struct):
    content: str | list[_Piece] | None = None


class _Choice(msgspec.Struct):
    message: _Message
    finish_reason: str | None = None


class _Reply(msgspec.Struct):
    choices: list[_Choice]


def written(reply: bytes, asked: Asked, where: str) -> WrittenAnswer:
    """What ``reply`` says to ``asked``. Raises AnswerError if it is no reply; ``where`` names the server."""
    text = _seen(_content(reply, where))
    if any(line.strip(" .*`\"'") == SAID_FOR_NONE for line in text.split("\n")):
        return NO_ANSWER
    lines: list[str] = []
    quotes: list[Quote] = []
    for line in text.split("\n"):
        found = _QUOTE_LINE.match(line) if len(line) <= _LONGEST_QUOTE_LINE else None
        if found:
            quotes += _quotes(found[2], int(found[1]), asked.cards)
        else:
            lines.append(_with_true_quotes(_with_true_citations(line, len(asked.cards)), asked.cards, quotes))
    answer = WrittenAnswer(
        _short("\n".join(lines)),
        tuple(dict.fromkeys(quotes))[:_MOST_QUOTES],
        tuple(card.id for card in asked.cards),
    )
    says_something = _WORD.search(_CITATION.sub("", answer.text))
    return answer if says_something and answer.cited else NO_ANSWER


def _content(reply: bytes, where: str) -> str:
    remedy = "check the address in the policy's answers.url"
    if len(reply) > LARGEST:
        raise AnswerError(f"sends more than {LARGEST:,} bytes", where, remedy)
    try:
        said = msgspec.json.decode(reply, type=_Reply)
    except (msgspec.MsgspecError, ValueError, RecursionError):
        what = "answers with something that is no reply of a model, perhaps a network's login page"
        raise AnswerError(what, where, remedy) from None
    if not said.choices:
        raise AnswerError("answers without a choice", where, remedy)
    choice = said.choices[0]
    content = choice.message.content
    if content is None and choice.finish_reason != "length":
        raise AnswerError("answers without a word", where, remedy)
    content = content or ""
    text = content if isinstance(content, str) else "".join(piece.text for piece in content)
    text = _THOUGHT.sub("", text).strip()
    if choice.finish_reason != "length":
        return text
    if not text:
        what = "its model came to no end within the length of an answer"
        raise AnswerError(
            what, where, "name one in the policy's answers.model that answers without long thought"
        )
    return f"{text}…"


def _seen(text: str) -> str:
    """``text`` without what cannot be seen, which could steer a terminal or turn words around."""
    lines = (" ".join(line.split()) for line in text[:_LOOKED_AT].replace("\r", "\n").split("\n"))
    return "".join(
        char
        for char in "\n".join(lines)
        if char in "\n" + _TO_JOIN or not unicodedata.category(char).startswith("C")
    )


def _with_true_citations(line: str, most: int) -> str:
    def true(found: re.Match[str]) -> str:
        numbers = [int(number) for number in found[1].split(",")]
        return "".join(f"[{number}]" for number in numbers if 1 <= number <= most)

    return _CITATION.sub(true, line)


def _with_true_quotes(line: str, cards: Sequence[AskedCard], quotes: list[Quote]) -> str:
    """``line``, in which only what its card says stands in quotation marks; such quotes join ``quotes``."""

    def true(found: re.Match[str]) -> str:
        cited = _CITATION.search(line, found.end()) or _CITATION.search(line)
        right = _quotes(found[1], int(cited[1]), cards) if cited else []
        quotes.extend(right)
        return f"“{right[0].words}”" if right else found[1]

    return _QUOTED.sub(true, line)


def _quotes(said: str, number: int, cards: Sequence[AskedCard]) -> list[Quote]:
    """What of the card ``number`` is ``said``, in the card's own letters; empty if it is not there."""
    if not 1 <= number <= len(cards):
        return []
    card = cards[number - 1]
    wanted = [fold(word) for word in _WORD.findall(said)]
    for text in (card.text, card.title):
        there, folded = _words_of(text)
        for at in range(len(folded) - len(wanted) + 1) if wanted else ():
            if folded[at : at + len(wanted)] == wanted:
                words = text[there[at].start() : there[at + len(wanted) - 1].end()]
                return [Quote(card.id, " ".join(words.split()))]
    return []


@lru_cache(maxsize=16)
def _words_of(text: str) -> tuple[list[re.Match[str]], list[str]]:
    """The words of a card, and the same folded: of a reply with many quotes once."""
    there = list(_WORD.finditer(text))
    return there, [fold(word[0]) for word in there]


def _short(text: str) -> str:
    text = re.sub(r"\n{3,}", "\n\n", text).strip()
    if len(text) <= _LONGEST:
        return text
    return f"{text[:_LONGEST].rpartition(' ')[0] or text[:_LONGEST]}…"
