"""Cuts a text into the pieces of words that the model knows, by number: BERT's WordPiece, in small letters.

Written here because the usual library for it brings a client for downloading models. Which texts give which
numbers is compared with that library's in tests/content/meaning/test_wordpiece.py.
"""

from __future__ import annotations

import unicodedata
from collections.abc import Iterable, Iterator, Sequence
from functools import cache
from pathlib import Path

_VOCABULARY = Path(__file__).parent / "included" / "wordpiece.txt"
_LONGEST_WORD = 100  # letters; a longer one is no word that anybody knows
_BEGIN, _END, _UNKNOWN = "[CLS]", "[SEP]", "[UNK]"

# First and last code points of Chinese characters, each of which counts as a word.
_IDEOGRAPHS = (
    (0x3400, 0x4DBF), (0x4E00, 0x9FFF), (0xF900, 0xFAFF), (0x20000, 0x2A6DF), (0x2A700, 0x2CEAF),
    (0x2F800, 0x2FA1F),
)  # fmt: skip


class WordPiece:
    """Knows the pieces of one vocabulary; the number of a piece is its place in it."""

    def __init__(self, pieces: Sequence[str]) -> None:
        self._number = {piece: number for number, piece in enumerate(pieces)}

    def numbers(self, text: str, limit: int) -> list[int]:
        """What the model is given for ``text``: at most ``limit`` numbers, begin and end among them."""
        begin, end = self._number[_BEGIN], self._number[_END]
        found: list[int] = []
        for word in _words(_normal(text[: 20 * limit])):  # no need to look at more, however long it is
            found += self._of_word(word)
            if len(found) >= limit - 2:
                break
        return [begin, *found[: limit - 2], end]

    def _of_word(self, word: str) -> list[int]:
        unknown = [self._number[_UNKNOWN]]
        if len(word) > _LONGEST_WORD:
            return unknown
        found: list[int] = []
        start = 0
        while start < len(word):
            mark = "##" if start else ""
            for end in range(len(word), start, -1):
                if (number := self._number.get(mark + word[start:end])) is not None:
                    found.append(number)
                    start = end
                    break
            else:
                return unknown
        return found


@cache
def english() -> WordPiece:
    """The pieces of BERT's vocabulary for English, the one that the model was trained with."""
    return WordPiece(_VOCABULARY.read_text(encoding="utf-8").splitlines())


def _normal(text: str) -> str:
    """Small letters without accents and invisible characters, Chinese ones apart."""
    seen = "".join(_visible(text))
    plain = (char for char in unicodedata.normalize("NFD", seen) if unicodedata.category(char) != "Mn")
    return "".join(plain).lower()


def _visible(text: str) -> Iterator[str]:
    for char in text:
        if char in "\t\n\r" or unicodedata.category(char).startswith("Z"):
            yield " "
        elif char != "\ufffd" and not unicodedata.category(char).startswith("C"):
            yield f" {char} " if _is_ideograph(char) else char


def _is_ideograph(char: str) -> bool:
    return any(first <= ord(char) <= last for first, last in _IDEOGRAPHS)


def _words(text: str) -> Iterable[str]:
    """Runs of letters and digits, and each punctuation mark alone."""
    for run in text.split():
        word = ""
        for char in run:
            if _is_punctuation(char):
                if word:
                    yield word
                yield char
                word = ""
            else:
                word += char
        if word:
            yield word


def _is_punctuation(char: str) -> bool:
    """Punctuation of Unicode, and all that is neither letter nor digit in ASCII."""
    if char.isascii():
        return not char.isalnum()
    return unicodedata.category(char).startswith("P")
