"""Reads the Markdown that most cards are made of like markdown-it, several times as fast. Not for the rest.

A text of headings, paragraphs and flat lists, each line beginning as plainly as people write them, gives the
same tokens as markdown-it's block parser; for every other text there is no answer and markdown-it is asked.
tests/content/cards/test_simple_blocks.py holds the two against each other.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from itertools import pairwise

from markdown_it.token import Token

from content.cards.light_token import light_token

# How a line begins that can be nothing but text: like a word, a number that counts no list, emphasis, code,
# an image, or a link that defines nothing.
_BEGINS = r"(?:[^\W\d_]|[\"“”„(‘’'!]|\d+(?![.)\d])|`(?!`)|\*{1,2}[^\s*]|_{1,2}[^\s_]|\[[^\]\[\\\t]*\]\()"
_TEXT = re.compile(_BEGINS + r"[^\t]*")
_HEADING = re.compile(r"(#{1,6}) ([^#\t]*[^#\t\s])[ ]*")
_ITEM = re.compile(r"([-*+]|\d{1,9}[.)]) ((?:\[[ xX]\] +[^\t ][^\t]*|" + _BEGINS + r"[^\t]*))")


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


def _add_list(kind: str, starts: list[int], items: Sequence[list[str]], tokens: list[Token]) -> None:
    """``starts`` are the lines on which the items begin, and the one behind the last of them."""
    name = "bullet_list" if kind in "-*+" else "ordered_list"
    tokens.append(light_token(f"{name}_open", 1, "", [starts[0], starts[-1]]))
    for (start, following), item in zip(pairwise(starts), items, strict=True):
        tokens.append(light_token("list_item_open", 1, "", [start, following], 1))
        _wrap("paragraph", "\n".join(item).strip(), (start, start + len(item)), 2, tokens)
        tokens.append(light_token("list_item_close", -1, "", None, 1))
    tokens.append(light_token(f"{name}_close", -1))


def _wrap(kind: str, text: str, lines: tuple[int, int], level: int, tokens: list[Token]) -> None:
    where = list(lines)
    tokens.append(light_token(f"{kind}_open", 1, "", where, level))
    tokens.append(light_token("inline", 0, text, where, level + 1))
    tokens.append(light_token(f"{kind}_close", -1, "", None, level))
