"""Everyday words of each language: those that say little, and those that mean the same. Not a bundle's own.

Read from the text files in included/, once, when somebody searches.
"""

from __future__ import annotations

from functools import cache
from pathlib import Path

from content.library.words import words

Phrase = tuple[str, ...]
Group = tuple[Phrase, ...]
"""Phrases that mean the same, each a few folded words."""

KNOWN = ("en", "de")
"""The languages that there are lists for."""

_FOLDER = Path(__file__).parent / "included"


@cache
def function_words(language: str) -> frozenset[str]:
    """The words of ``language`` that hold a question together; none for a language without a list."""
    return frozenset(word for line in _lines("function", language) for word in words(line))


@cache
def synonyms(language: str) -> tuple[Group, ...]:
    """What means the same in ``language``."""
    return tuple(map(group_of, _lines("synonyms", language)))


def group_of(line: str) -> Group:
    """The phrases of a line that has commas between them; those without a word are left out."""
    return tuple(filter(None, (tuple(words(phrase)) for phrase in line.split(","))))


def _lines(kind: str, language: str) -> list[str]:
    file = _FOLDER / f"{kind}.{language}.txt"
    if not language.isalpha() or not file.is_file():
        return []
    lines = file.read_text(encoding="utf-8").splitlines()
    return [line for line in lines if line.strip() and not line.startswith("#")]
