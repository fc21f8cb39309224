"""Reads the Markdown that most cards are made of like markdown-it, several times as fast. Not for the rest.

A text of headings, paragraphs, flat lists and tables, each line beginning as plainly as people write them,
gives the same tokens as markdown-it's block parser; for every other text there is no answer and it is asked.
tests/content/cards/test_simple_blocks.py holds the two against each other.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from itertools import pairwise

from markdown_it.token import Token

from content.cards.light_token import closing, light_token

# How a line begins that can be nothing but text: like a word, a number that counts no list, emphasis, code,
# an image, or a link that defines nothing.
_BEGINS = r"(?:[^\W\d_]|[\"“”„(‘’'!]|\d+(?![.)\d])|`(?!`)|\*{1,2}[^\s*]|_{1,2}[^\s_]|\[[^\]\[\\\t]*\]\()"
_TEXT = re.compile(_BEGINS + r"[^\t]*")
_HEADING = re.compile(r"(#{1,6}) ([^#\t]*[^#\t\s])[ ]*")
_ITEM = re.compile(r"([-*+]|\d{1,9}[.)]) ((?:\[[ xX]\] +[^\t ][^\t]*|" + _BEGINS + r"[^\t]*))")

_ROW = re.compile(r"\|(?:[^|\\\t\x0b\x0c\x1c-\x1f\x85]+\|)+")
_DELIMITERS = re.compile(r"\|(?: *:?-+:? *\|)+")
_HEAD = 2  # lines before a table's body


def simple_blocks(text: str) -> list[Token] | None:
    """The block tokens of ``text`` with their inline content unparsed, or None when it is not simple."""
    lines = text.split("\n")
    if lines[-1] == "":
        lines.pop()
    tokens: list[Token] = []
    at = 0
    while at < len(lines):
        line = lines[at]
        if not line:
            at += 1
            continue
        if line[0] == "|":
            end = _table(lines, at, tokens)
        else:
            end = _heading(line, at, tokens) or _list(lines, at, tokens) or _paragraph(lines, at, tokens)
        if end is None:
            return None
        at = end
    return tokens


def _heading(line: str, at: int, tokens: list[Token]) -> int | None:
    found = _HEADING.fullmatch(line)
    if found is None:
        return None
    _wrap("heading", found[2].strip(), (at, at + 1), 0, tokens)
    return at + 1


def _paragraph(lines: Sequence[str], at: int, tokens: list[Token]) -> int | None:
    end = at
    while end < len(lines) and _TEXT.fullmatch(lines[end]):
        end += 1
    if end == at or (end < len(lines) and lines[end] and not _HEADING.fullmatch(lines[end])):
        return None
    _wrap("paragraph", "\n".join(lines[at:end]).strip(), (at, end), 0, tokens)
    return end


def _list(lines: Sequence[str], at: int, tokens: list[Token]) -> int | None:
    """A list of items of one kind, each one paragraph, with or without blank lines between them."""
    first = _ITEM.fullmatch(lines[at])
    if first is None:
        return None
    kind, indent = first[1][-1], ""
    starts: list[int] = []
    items: list[list[str]] = []
    end = at
    while end < len(lines):
        line = lines[end]
        item = _ITEM.fullmatch(line)
        if item is not None and item[1][-1] == kind:
            starts.append(end)
            items.append([item[2]])
            indent = " " * (len(item[1]) + 1)
        elif line and lines[end - 1]:  # the item goes on
            if item is not None or not line.startswith(indent) or not _TEXT.fullmatch(line, len(indent)):
                return None
            items[-1].append(line[len(indent) :])
        elif line:
            if item is not None or line[0] == " ":
                return None  # another list, or a second paragraph of the item
            break
        end += 1
    _add_list(kind, [*starts, end], items, tokens)
    return end


def _table(lines: Sequence[str], at: int, tokens: list[Token]) -> int | None:
    """A table with a pipe at both ends of each line and as many cells in each."""
    end = at
    while end < len(lines) and lines[end]:
        if not (_DELIMITERS if end == at + 1 else _ROW).fullmatch(lines[end]):
            return None
        end += 1
    rows = [[cell.strip(" ") for cell in line[1:-1].split("|")] for line in lines[at:end]]
    if len(rows) < 2 or any(len(row) != len(rows[0]) for row in rows):
        return None
    tokens.append(light_token("table_open", 1, "", [at, end]))
    tokens.append(light_token("thead_open", 1, "", [at, at + 1], 1))
    _add_row("th", rows[0], at, tokens)
    tokens.append(closing("thead", 1))
    if len(rows) > _HEAD:
        tokens.append(light_token("tbody_open", 1, "", [at + _HEAD, end], 1))
        for line, row in enumerate(rows[_HEAD:], start=at + _HEAD):
            _add_row("td", row, line, tokens)
        tokens.append(closing("tbody", 1))
    tokens.append(closing("table", 0))
    return end


def _add_row(name: str, cells: Sequence[str], line: int, tokens: list[Token]) -> None:
    where = [line, line + 1]
    tokens.append(light_token("tr_open", 1, "", where, 2))
    for cell in cells:
        tokens.append(light_token(f"{name}_open", 1, "", None, 3))
        tokens.append(light_token("inline", 0, cell, where, 4))
        tokens.append(closing(name, 3))
    tokens.append(closing("tr", 2))


def _add_list(kind: str, starts: list[int], items: Sequence[list[str]], tokens: list[Token]) -> None:
    """``starts`` are the lines on which the items begin, and the one behind the last of them."""
    name = "bullet_list" if kind in "-*+" else "ordered_list"
    tokens.append(light_token(f"{name}_open", 1, "", [starts[0], starts[-1]]))
    for (start, following), item in zip(pairwise(starts), items, strict=True):
        tokens.append(light_token("list_item_open", 1, "", [start, following], 1))
        _wrap("paragraph", "\n".join(item).strip(), (start, start + len(item)), 2, tokens)
        tokens.append(closing("list_item", 1))
    tokens.append(closing(name, 0))


def _wrap(kind: str, text: str, lines: tuple[int, int], level: int, tokens: list[Token]) -> None:
    where = list(lines)
    tokens.append(light_token(f"{kind}_open", 1, "", where, level))
    tokens.append(light_token("inline", 0, text, where, level + 1))
    tokens.append(closing(kind, level))
