"""Cuts a card's Markdown at its items and steps, keeping the source of each part. Not a renderer."""

from __future__ import annotations

import hashlib
import re
from collections import Counter
from collections.abc import Iterator, Mapping, Sequence

from markdown_it.common.utils import normalizeReference
from markdown_it.token import Token

from content.cards.model import Item, Part, Prose, Step

_TASK = re.compile(r"\[[ xX]\][ \t\n]+(?=\S)")
_CODE = ("fence", "code_block")
# What inline tokens say, "" for their content.
_WORDS = {"text": "", "code_inline": "", "image": "", "text_special": "", "softbreak": " ", "hardbreak": " "}
_MARKER = re.compile(r" *(?:[-+*]|\d{1,9}[.)])(?P<gap> *)")


def task_text(content: str) -> str | None:
    """What follows the box of a task line, or None when ``content`` is not a task line."""
    box = _TASK.match(content)
    return content[box.end() :] if box else None


def item_key(text: str, seen: Counter[str]) -> str:
    """A name for an item that depends on its words alone, and on its order only among equal ones."""
    words = " ".join(text.split())
    digest = hashlib.blake2b(words.encode(), digest_size=6).hexdigest()
    seen[digest] += 1
    return digest if seen[digest] == 1 else f"{digest}-{seen[digest]}"


class Splitter:
    """Walks the block tokens of one text once. ``definitions`` of links go below the parts that use them."""

    def __init__(self, text: str, tokens: Sequence[Token], definitions: Mapping[str, str]) -> None:
        self._lines = [line.expandtabs(4) for line in text.split("\n")]
        self._tokens = tokens
        self._definitions = definitions
        self._close = _closings(tokens)
        self._keys: Counter[str] = Counter()
        self._parts: list[Part] = []
        self._steps = 0
        self._prose: list[str] = []
        self._prose_text: list[str] = []
        self._prose_end = (0, 0)

    def parts(self) -> list[Part]:
        """Items when there is a task line anywhere in a list, else steps, with the prose between them."""
        top = list(self._blocks(0, len(self._tokens)))
        has_tasks = any(self._has_task(index) for index in top)
        for index in top:
            if has_tasks and self._has_task(index):
                self._add_list(index, column=0, depth=0)
            elif not has_tasks and self._tokens[index].type == "ordered_list_open":
                self._add_steps(index)
            else:
                self._add_prose(index, self._range(index), 0)
        self._flush()
        return self._parts

    def _blocks(self, start: int, end: int) -> Iterator[int]:
        """The outermost blocks between two tokens."""
        index = start
        while index < end:
            yield index
            index = self._close.get(index, index) + 1

    def _range(self, index: int) -> tuple[int, int]:
        first, last = self._tokens[index].map or (0, 0)
        return first, last

    def _is_task(self, index: int) -> bool:
        """Whether the list line at ``index`` begins with a box."""
        inline = self._tokens[index + 2] if index + 2 < len(self._tokens) else None
        return inline is not None and inline.type == "inline" and task_text(inline.content) is not None

    def _has_task(self, index: int) -> bool:
        """Whether the block at ``index`` is a list with a task line, its own or nested."""
        if self._tokens[index].type not in ("bullet_list_open", "ordered_list_open"):
            return False
        return any(
            self._is_task(item)
            or any(self._has_task(inner) for inner in self._blocks(item + 1, self._close[item]))
            for item in self._blocks(index + 1, self._close[index])
        )

    def _add_list(self, index: int, column: int, depth: int) -> None:
        for item in self._blocks(index + 1, self._close[index]):
            inner = list(self._blocks(item + 1, self._close[item]))
            nested = [block for block in inner if self._has_task(block)]
            if not nested and not self._is_task(item):
                self._add_prose(item, self._range(item), column)
            else:
                self._add_item(item, inner, column, depth)

    def _add_item(self, item: int, inner: Sequence[int], column: int, depth: int) -> None:
        """One task line, or a plain line with task lines below it; what follows those is prose."""
        start, end = self._range(item)
        content_column = self._content_column(start, column)
        cut = next((n for n, block in enumerate(inner) if self._has_task(block)), len(inner))
        below = inner[cut] if cut < len(inner) else self._close[item]
        head_end = self._range(below)[0] if cut < len(inner) else end
        if self._is_task(item):
            self._flush()
            markdown = task_text(self._source(start, head_end, content_column)) or ""
            text = task_text(self._text(item + 1, below)) or ""
            key = item_key(text, self._keys)
            self._parts.append(Item(key, self._with_definitions(markdown), text, depth))
        elif head_end > start:
            self._add_prose(item, (start, head_end), column, below)
        for block in inner[cut:]:
            if self._has_task(block):
                self._add_list(block, content_column, depth + 1)
            else:
                self._add_prose(block, self._range(block), content_column)

    def _add_steps(self, index: int) -> None:
        self._flush()
        for item in self._blocks(index + 1, self._close[index]):
            start, end = self._range(item)
            markdown = self._source(start, end, self._content_column(start, 0))
            text = self._text(item + 1, self._close[item])
            self._steps += 1
            self._parts.append(Step(self._steps, self._with_definitions(markdown), text))

    def _add_prose(self, index: int, lines: tuple[int, int], column: int, until: int | None = None) -> None:
        if self._prose and (lines[0], column) != self._prose_end:
            self._prose.append("")  # not the very next line of the same block
        source = self._source(*lines, column).split("\n")
        self._prose += source
        self._prose_end = (lines[0] + len(source), column)
        self._prose_text.append(self._text(index, until or self._close.get(index, index) + 1))

    def _flush(self) -> None:
        markdown = "\n".join(self._prose).strip("\n")
        if markdown:
            text = " ".join(filter(None, self._prose_text))
            self._parts.append(Prose(self._with_definitions(markdown), text))
        self._prose, self._prose_text = [], []

    def _content_column(self, line: int, column: int) -> int:
        """Where the text of the list line that begins on ``line`` starts, its list being at ``column``."""
        marker = _MARKER.match(self._lines[line][column:])
        if marker is None:
            return column
        gap = len(marker["gap"])  # five blanks or more are one blank and indented code
        return column + marker.start("gap") + (1 if gap > 4 or gap == 0 else gap)

    def _source(self, start: int, end: int, column: int) -> str:
        """The lines from ``start`` to ``end`` as they read from ``column`` on."""
        first, *others = self._lines[start:end] or [""]
        kept = [line[min(column, len(line) - len(line.lstrip(" "))) :] for line in others]
        return "\n".join([first[column:], *kept]).rstrip()

    def _text(self, start: int, end: int) -> str:
        """The words between two tokens, without any markup."""
        said = (token for token in self._tokens[start:end] if token.children or token.type in _CODE)
        return " ".join(filter(None, map(_plain, said)))

    def _with_definitions(self, markdown: str) -> str:
        if not self._definitions or "[" not in markdown:
            return markdown
        words = normalizeReference(markdown).replace("[ ", "[").replace(" ]", "]")
        used = [f"[{name}]: <{to}>" for name, to in self._definitions.items() if f"[{name}]" in words]
        return "\n".join([markdown, "", *used]) if used else markdown


def _closings(tokens: Sequence[Token]) -> dict[int, int]:
    """For every opening token the index of its closing one."""
    opened: list[int] = []
    closings: dict[int, int] = {}
    for index, token in enumerate(tokens):
        if token.nesting == 1:
            opened.append(index)
        elif token.nesting == -1:
            closings[opened.pop()] = index
    return closings


def _plain(token: Token) -> str:
    if token.type in _CODE:
        return " ".join(token.content.split())
    words = [_WORDS[child.type] or child.content for child in token.children or () if child.type in _WORDS]
    return "".join(words).strip()
