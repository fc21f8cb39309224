"""Reads the YAML that most front matter is made of like libyaml, several times as fast. Not for the rest.

Fields in lines of their own, below each other or in a list; values that are plain or quoted words, and lists
or mappings of such in one line. For everything else, and all that is wrong, there is no answer and the parser
is asked. tests/content/test_simple_yaml.py holds the two against each other.
"""

from __future__ import annotations

import re
from collections.abc import Mapping
from typing import NamedTuple

_KEY = r"[A-Za-z_][A-Za-z0-9_-]{0,59}"
_QUOTED = r"\"[^\"\\]*\"|'[^']*'"
_BEGINS = r"(?:[\w/]|-(?=\d))"
# Each part of these begins with what the part before it cannot end with: nothing is tried twice.
_WORD = rf"(?:(?:{_QUOTED}) *|{_BEGINS}[\w ./@+*-]*)"
_WORDS = rf"\[ *(?:{_WORD}(?:, *{_WORD})*)?\] *"
_PAIR = rf"(?:{_KEY}): +(?:{_WORDS}|{_WORD})"

_FIELD = re.compile(rf"({_KEY}):(?: +(.*)|$)")
_PLAIN = re.compile(rf"{_BEGINS}(?:[^:#]|:(?=\S))*")
_IS_QUOTED = re.compile(rf"(?:{_QUOTED}) *")
_IS_LIST = re.compile(_WORDS)
_IS_MAPPING = re.compile(rf"\{{ *{_PAIR}(?:, *{_PAIR})*\}} *")
_EACH_WORD = re.compile(_WORD)
_EACH_PAIR = re.compile(rf"({_KEY}): +({_WORDS}|{_WORD})")

_NULLS = ("~", "null")
_DEEPEST = 8


class Simple(NamedTuple):
    """A value of mappings, lists, text and None, and the line of each dotted field."""

    value: object
    lines: Mapping[str, int]


class _Row(NamedTuple):
    indent: int
    text: str
    line: int


class _NotSimpleError(Exception):
    pass


def simple_yaml(text: str, first_line: int) -> Simple | None:
    """What ``text``, which begins on ``first_line``, says; None when it is not simple."""
    if "\t" in text or "\r" in text:
        return None
    rows = []
    for line, whole in enumerate(text.split("\n"), start=first_line):
        if row := whole.lstrip(" "):
            rows.append(_Row(len(whole) - len(row), row, line))
    if not rows or rows[0].indent:
        return None
    reader = _Reader(rows)
    try:
        value = reader.block("", 0)
    except _NotSimpleError:
        return None
    return Simple(value, reader.lines) if reader.at == len(rows) else None


class _Reader:
    def __init__(self, rows: list[_Row]) -> None:
        self.at = 0
        self.lines: dict[str, int] = {}
        self._rows = rows

    def block(self, path: str, depth: int) -> object:
        """The collection that begins here. Raises _NotSimpleError."""
        if depth > _DEEPEST:
            raise _NotSimpleError
        row = self._rows[self.at]
        read = self._list if row.text.startswith("- ") else self._mapping
        value = read(row.indent, path, depth)
        if self.at < len(self._rows) and self._rows[self.at].indent > row.indent:
            raise _NotSimpleError
        return value

    def _mapping(self, indent: int, path: str, depth: int) -> dict[str, object]:
        value: dict[str, object] = {}
        while self.at < len(self._rows):
            row = self._rows[self.at]
            if row.indent != indent or row.text.startswith("- "):
                break
            field = _FIELD.fullmatch(row.text)
            if field is None or field[1] in value:
                raise _NotSimpleError
            name = field[1]
            place = f"{path}.{name}" if path else name
            self.lines[place] = row.line
            self.at += 1
            if field[2]:
                value[name] = self._value(field[2], place, row.line)
            else:
                value[name] = self.block(place, depth + 1) if self._goes_deeper(indent) else None
        return value

    def _goes_deeper(self, indent: int) -> bool:
        if self.at == len(self._rows):
            return False
        following = self._rows[self.at]
        return following.indent > indent or (following.indent == indent and following.text.startswith("- "))

    def _list(self, indent: int, path: str, depth: int) -> list[object]:
        value: list[object] = []
        while self.at < len(self._rows):
            row = self._rows[self.at]
            if row.indent != indent or not row.text.startswith("- "):
                break
            place, text = f"{path}[{len(value)}]", row.text[2:]
            self.lines[place] = row.line
            if _FIELD.fullmatch(text):
                self._rows[self.at] = _Row(indent + 2, text, row.line)
                value.append(self.block(place, depth + 1))
            else:
                self.at += 1
                value.append(self._value(text, place, row.line))
        return value

    def _value(self, text: str, place: str, line: int) -> object:
        """What stands behind a field's name or a hyphen, in one line."""
        if _PLAIN.fullmatch(text) or _IS_QUOTED.fullmatch(text):
            return _word(text)
        if _IS_LIST.fullmatch(text):
            return self._words(text, place, line)
        if not _IS_MAPPING.fullmatch(text):
            raise _NotSimpleError
        value: dict[str, object] = {}
        for name, said in _EACH_PAIR.findall(text):
            if name in value:
                raise _NotSimpleError
            inner = f"{place}.{name}"
            self.lines[inner] = line
            value[name] = self._words(said, inner, line) if said[0] == "[" else _word(said)
        return value

    def _words(self, text: str, place: str, line: int) -> list[object]:
        words: list[object] = [_word(word) for word in _EACH_WORD.findall(text)]
        self.lines.update((f"{place}[{number}]", line) for number in range(len(words)))
        return words


def _word(text: str) -> str | None:
    text = text.rstrip(" ")
    if text[0] in "\"'":
        return text[1:-1]
    return None if text in _NULLS else text
