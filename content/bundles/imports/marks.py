"""Finds where links and images stand in Markdown, to the character, so that they can be rewritten in place.

The parser of cards says what a link is but not where. This scanner may see too much or too little in
contrived texts; what it leaves is judged by the reader of cards afterwards. Its work is in proportion to the
text, whatever the text.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass

_DESTINATION = re.compile(
    r"\(\s*(?P<to><[^<>\n]*>|[^\s()<>]*(?:\([^\s()<>]*\)[^\s()<>]*)*)"
    r"(?:\s+(?:\"[^\"]{0,500}\"|'[^']{0,500}'))?\s*\)"
)
_DEFINITION = re.compile(
    r"^ {0,3}\[(?P<label>[^\[\]\n]+)\]:[ \t]*(?P<to><[^<>\n]*>|\S+)[^\n]*(?:\n|\Z)", re.MULTILINE
)
_AUTOLINK = re.compile(r"<(?P<to>[A-Za-z][A-Za-z0-9+.-]{1,31}:[^\s<>]*)>")
_TICKS = re.compile(r"`+")
_MOST_OPEN = 20  # brackets within brackets: deeper ones are no links that anyone wrote


@dataclass(frozen=True, slots=True)
class Mark:
    """A link or an image. ``[start, head)`` opens it, ``[tail, end)`` closes it, its words are between."""

    start: int
    head: int
    tail: int
    end: int
    address: str
    is_image: bool = False
    is_wiki: bool = False
    is_definition: bool = False


def marks(text: str, code: Iterable[tuple[int, int]]) -> Iterator[Mark]:
    """All of ``text`` outside ``code``, which are ranges of characters in their order."""
    begin = 0
    for start, end in [*code, (len(text), len(text))]:
        yield from _definitions(text, begin, start)
        yield from _inline(text, begin, start)
        begin = end


def _definitions(text: str, begin: int, end: int) -> Iterator[Mark]:
    for found in _DEFINITION.finditer(text, begin, end):
        address = found["to"].strip("<>")
        is_image = address.lower().endswith((".png", ".jpg", ".jpeg", ".gif", ".svg"))
        yield Mark(
            found.start(), found.start("to"), found.end("to"), found.end(), address, is_image, False, True
        )


def _inline(text: str, begin: int, end: int) -> Iterator[Mark]:
    open_at: list[int] = []
    ticks = _runs(text, begin, end)
    at = begin
    while at < end:
        char = text[at]
        step = 1
        if char == "\\":
            step = 2
        elif char == "`":
            step = _code_span(text, at, ticks)
        elif char == "\n" and text[at + 1 : at + 2] == "\n":
            open_at.clear()
        elif char == "[":
            open_at = [*open_at[-_MOST_OPEN:], at]
        elif char == "<":
            found = _AUTOLINK.match(text, at, end)
            if found:
                yield Mark(at, at + 1, found.end() - 1, found.end(), found["to"])
                step = found.end() - at
        elif char == "]" and open_at:
            mark = _closed(text, open_at, at, end)
            if mark:
                yield mark
                step = mark.end - at
        at += step


def _closed(text: str, open_at: list[int], at: int, end: int) -> Mark | None:
    """The mark that the bracket at ``at`` closes, if any; its opening bracket is taken from ``open_at``."""
    opened = open_at.pop()
    if text.startswith("]]", at) and open_at and open_at[-1] == opened - 1:
        start = open_at.pop()
        is_image = text[start - 1 : start] == "!"
        address, _, words = text[opened + 1 : at].partition("|")
        head = at - len(words) if words else opened + 1
        return Mark(start - is_image, head, at, at + 2, address.strip(), is_image, is_wiki=True)
    found = _DESTINATION.match(text, at + 1, end) if text.startswith("(", at + 1) else None
    if found is None:
        return None
    is_image = text[opened - 1 : opened] == "!"
    return Mark(opened - is_image, opened + 1, at, found.end(), found["to"].strip("<>"), is_image)


def _runs(text: str, begin: int, end: int) -> dict[int, list[int]]:
    """Where runs of backticks begin, by their length, last first."""
    runs: dict[int, list[int]] = {}
    for run in _TICKS.finditer(text, begin, end):
        runs.setdefault(len(run[0]), []).append(run.start())
    for starts in runs.values():
        starts.reverse()
    return runs


def _code_span(text: str, at: int, runs: dict[int, list[int]]) -> int:
    """How far the code span that begins at ``at`` reaches; only its backticks when it has no end."""
    run = _TICKS.match(text, at)
    length = len(run[0]) if run else 1
    starts = runs.get(length, [])
    while starts and starts[-1] <= at:
        starts.pop()
    return starts[-1] + length - at if starts else length
