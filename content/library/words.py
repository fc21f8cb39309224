"""Text cut into comparable words, the same for cards and for queries. Not for ranking them."""

from __future__ import annotations

import re
import unicodedata

LONGEST_QUERY = 1_000  # characters; nobody types more, and a pasted page must not cost time
_MOST_TERMS = 24
_LONGEST_TERM = 64

_WORD = re.compile(r"[^\W_]+")
_DIACRITICS = re.compile("[\u0300-\u036f]")


def fold(text: str) -> str:
    """``text`` without upper case and without accents: "Überweisung" and "uberweisung" are the same word."""
    if text.isascii():
        return text.lower()
    return unicodedata.normalize("NFKC", _DIACRITICS.sub("", unicodedata.normalize("NFKD", text.casefold())))


def words(text: str) -> list[str]:
    """The words of ``text``, folded, in order."""
    return _WORD.findall(fold(text))


def spaced(text: str) -> str:
    """The words of ``text`` with a space around each, so that " word" finds where one begins."""
    return f" {' '.join(words(text))} "


def terms(query: str) -> list[str]:
    """The different words of a query, in order; at most as many as a long question has."""
    found = dict.fromkeys(word[:_LONGEST_TERM] for word in words(query[:LONGEST_QUERY]))
    return list(found)[:_MOST_TERMS]


def initials(title: str) -> str:
    """The initials of a title's words from each word on: "Undo a run" gives "uar ar"."""
    letters = "".join(word[0] for word in words(title))
    return " ".join(letters[at:] for at in range(len(letters) - 1))
