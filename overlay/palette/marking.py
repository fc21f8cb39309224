"""Which letters of a title the query's words stand for. Not for deciding what is found: see search."""

from __future__ import annotations

import unicodedata
from collections.abc import Iterable, Iterator

from content.library.words import is_unspaced

Span = tuple[int, int]  # start and end, in characters


def marks(title: str, words: Iterable[str]) -> tuple[Span, ...]:
    """The spans of ``title`` to mark, in order and apart from each other.

    Case, accents and width do not matter: "cafe" marks the four letters of "Café". A word marks where a word
    of the title begins with it; in scripts that put no space between words it marks wherever it stands.
    """
    folded, origin = _folded(title)
    found = sorted(span for word in words for span in _places(folded, _folded(word)[0]))
    return _joined((origin[start], _whole(title, origin[end - 1])) for start, end in found)


def utf16_spans(text: str, spans: Iterable[Span]) -> Iterator[Span]:
    """``spans`` as starts and ends in UTF-16 units, the way Qt counts."""
    for start, end in spans:
        yield _units(text[:start]), _units(text[:end])


def _units(text: str) -> int:
    return len(text.encode("utf-16-le", "surrogatepass")) // 2


def _folded(text: str) -> tuple[str, list[int]]:
    """``text`` without case, accents and width, and for each of its characters where it came from."""
    letters: list[str] = []
    origin: list[int] = []
    for at, letter in enumerate(text):
        for part in unicodedata.normalize("NFKD", letter).casefold():
            if not unicodedata.combining(part):
                letters.append(part)
                origin.append(at)
    return "".join(letters), origin


def _places(text: str, word: str) -> Iterator[Span]:
    at = text.find(word) if word else -1
    while at >= 0:
        if at == 0 or not text[at - 1].isalnum() or is_unspaced(word[0]):
            yield at, at + len(word)
        at = text.find(word, at + 1)


def _whole(title: str, last: int) -> int:
    """Where the letter at ``last`` ends, accents that follow it included."""
    end = last + 1
    while end < len(title) and unicodedata.combining(title[end]):
        end += 1
    return end


def _joined(spans: Iterable[Span]) -> tuple[Span, ...]:
    joined: list[Span] = []
    for start, end in spans:
        if joined and start <= joined[-1][1]:
            joined[-1] = (joined[-1][0], max(end, joined[-1][1]))
        else:
            joined.append((start, end))
    return tuple(joined)
