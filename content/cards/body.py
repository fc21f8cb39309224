"""Finds the items, steps, links and images in a card's Markdown. Not for judging them: see targets.py.

Every part keeps its own Markdown source, which the panel renders, and its plain text, for search and for
screen readers. What counts as an item is GitHub's rule: a list line that begins with ``[ ]`` or ``[x]``.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass

from markdown_it import MarkdownIt
from markdown_it.token import Token

from content.cards.model import Part
from content.cards.parts import Splitter, task_text
from content.cards.simple_blocks import simple_blocks
from content.cards.simple_inline import simple_inline
from content.cards.target import Target

MAX_NESTING = 20  # markdown-it stops looking there; deeper content would go unchecked

_HTML = re.compile(r"</?[A-Za-z][^<>]*>|<!--")
# The renderer turns bare addresses into links, and those without a scheme into links to http.
_BARE_HTTP = re.compile(r"(?:\bhttp://|(?<![\w/.@-])(?=www\.))([^\s<>]+)")


@dataclass(frozen=True, slots=True)
class Body:
    """A card's Markdown taken apart. The ``…_lines`` are lines of the file where something was noticed."""

    parts: tuple[Part, ...]
    targets: tuple[Target, ...]
    html_lines: tuple[int, ...]
    ticked_lines: tuple[int, ...]
    wordless_lines: tuple[int, ...]
    too_deep_line: int | None


def _parser() -> MarkdownIt:
    parser = MarkdownIt("commonmark", {"html": False, "maxNesting": MAX_NESTING})
    parser.enable(["table", "strikethrough"])
    # All links, so that bad ones are reported, and as the author wrote them.
    parser.validateLink = lambda url: True  # type: ignore[method-assign]  # noqa: ARG005 - its name is part of the interface
    parser.normalizeLink = lambda url: url  # type: ignore[method-assign]
    return parser


_MARKDOWN = _parser()


def read_body(text: str, first_line: int) -> Body:
    """Take ``text`` apart; ``first_line`` is the line of the file it begins on."""
    environment: dict[str, object] = {}
    tokens = _tokens(text, environment)
    parts = Splitter(text, tokens, definitions(environment)).parts()
    targets: list[Target] = []
    html: list[int] = []
    ticked: list[int] = []
    wordless: list[int] = []
    for token in tokens:
        if token.type != "inline" or token.map is None:
            continue
        line = token.map[0] + first_line
        targets += _targets(token.children or [], line)
        html += _html_lines(token.children or [], line)
        if task_text(token.content) is not None and token.content[1] != " ":
            ticked.append(line)
        if token.content.lower() in ("[ ]", "[x]"):
            wordless.append(line)
    deep = next((t.map[0] + first_line for t in tokens if t.map and t.level >= MAX_NESTING - 1), None)
    return Body(tuple(parts), tuple(targets), tuple(html), tuple(ticked), tuple(wordless), deep)


def _tokens(text: str, environment: dict[str, object]) -> list[Token]:
    """What markdown-it makes of ``text``, without asking it about what is plain to see."""
    blocks = simple_blocks(text)
    if blocks is None:
        return _MARKDOWN.parse(text, environment)
    for token in blocks:
        if token.type != "inline":
            continue
        token.children = simple_inline(token.content)
        if token.children is None:
            if "\\" in token.content or "&" in token.content:
                return _MARKDOWN.parse(
                    text, environment
                )  # joins what stands for characters with the text around
            token.children = []
            _MARKDOWN.inline.parse(token.content, _MARKDOWN, environment, token.children)
    return blocks


def definitions(environment: dict[str, object]) -> dict[str, str]:
    """The link definitions of the whole text: what stands in brackets (normalised) and where it leads."""
    found = environment.get("references")
    if not isinstance(found, dict):
        return {}
    escaped = {ord("<"): "%3C", ord(">"): "%3E"}
    return {label: str(entry["href"]).translate(escaped) for label, entry in sorted(found.items())}


def _targets(children: Sequence[Token], line: int) -> list[Target]:
    found: list[Target] = []
    for token in children:
        if token.type == "image":
            found.append(Target(str(token.attrs.get("src", "")), line, True, token.content.strip()))
        elif token.type == "link_open":
            found.append(Target(str(token.attrs.get("href", "")), line, False, ""))
        elif token.type == "text" and ("www." in token.content or "http:" in token.content):
            bare = [f"http://{rest}" for rest in _BARE_HTTP.findall(token.content)]
            found += [Target(address, line, False, address) for address in bare]
        line += token.type in ("softbreak", "hardbreak")
    return found


def _html_lines(children: Sequence[Token], line: int) -> list[int]:
    found: list[int] = []
    for token in children:
        if token.type == "text" and _HTML.search(token.content):
            found.append(line)
        line += token.type in ("softbreak", "hardbreak")
    return found
