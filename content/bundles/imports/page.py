"""Turns one Markdown page of another program into a card's title and text. Not for its fields or files."""

from __future__ import annotations

import re
from bisect import bisect_right
from collections.abc import Iterator
from dataclasses import dataclass

from markdown_it import MarkdownIt
from markdown_it.token import Token

from content.bundles.imports.card_text import one_line, plain
from content.bundles.imports.foreign_fields import Page
from content.bundles.imports.marks import Mark, marks
from content.bundles.imports.model import Draft
from content.bundles.imports.page_links import Fate, Links

_MARKDOWN = MarkdownIt("commonmark", {"html": True, "maxNesting": 20}).enable(["table", "strikethrough"])
_TICKED = re.compile(r"^([ \t>]*(?:[-*+]|\d{1,9}[.)])[ \t]+)\[[xX]\](?=[ \t]\S)", re.MULTILINE)
_COMMENT = re.compile(r"<!--.*?-->[ \t]*\n?", re.DOTALL)

_REFERENCE = re.compile(r"!\[(?P<words>[^\[\]]*)\](?:\[(?P<label>[^\[\]]*)\])?(?![(\[])")

_Edit = tuple[int, int, str]


@dataclass(frozen=True, slots=True)
class Text:
    """What a page says: its own title, "" when it has none, and its Markdown below that."""

    title: str
    body: str


class PageReader:
    """Reads the page ``name`` of a source; what is lost goes to ``draft``."""

    def __init__(self, name: str, shown: str, links: Links, draft: Draft) -> None:
        self._name = name
        self._shown = shown
        self._links = links
        self._draft = draft

    def read(self, page: Page) -> Text:
        """The text of ``page`` as a card may have it."""
        source = page.body
        tokens = _MARKDOWN.parse(source)
        starts = [0, *(found.end() for found in re.finditer("\n", source))]
        title, heading = _title(tokens)
        code = [_range(token, starts, source) for token in tokens if token.type in ("fence", "code_block")]
        edits: list[_Edit] = [(*_range(heading, starts, source), "")] if heading else []
        edits += self._html(tokens, starts, page)
        edits += self._ticks(source, code, starts, page)
        edits += self._links_of(list(marks(source, code)), starts, page)
        return Text(title, _applied(edits, source))

    def _links_of(self, found: list[Mark], starts: list[int], page: Page) -> Iterator[_Edit]:
        inside = _within_links(found)
        gone: set[str] = set()
        for mark in found:
            line = bisect_right(starts, mark.start) - 1 + page.body_line
            fate = self._links.fate(mark, self._name, line)
            if fate.as_link and mark in inside:
                fate = Fate(why="pictures from the network are never shown; its description stays")
            if fate.why:
                what = f"the {'picture' if mark.is_image else 'link'} “{one_line(mark.address)[:80]}”"
                name = "import-picture" if mark.is_image else "import-link"
                self._draft.lose((self._shown, line), what, fate.why, name)
            if mark.is_definition and (fate.as_link or not fate.address):
                gone.add(_label(page.body[mark.start : mark.head].partition("[")[2].partition("]")[0]))
            yield from _edits(mark, fate, page.body)
        if gone:
            for use in _REFERENCE.finditer(page.body):
                if _label(use["label"] or use["words"]) in gone:
                    yield use.start(), use.end(), plain(use["words"])

    def _html(self, tokens: list[Token], starts: list[int], page: Page) -> Iterator[_Edit]:
        for token in tokens:
            if token.map is None:
                continue
            inline = [child for child in token.children or [] if child.type == "html_inline"]
            if token.type != "html_block" and not inline:
                continue
            line = token.map[0] + page.body_line
            begin, end = _range(token, starts, page.body)
            comment = _COMMENT.fullmatch(page.body, begin, end) if token.type == "html_block" else None
            if comment:
                yield begin, end, ""
                self._draft.lose((self._shown, line), "a comment in HTML", "it is left out", "import-html")
            else:
                self._draft.lose((self._shown, line), "HTML", "cards show it as text", "import-html")

    def _ticks(
        self, source: str, code: list[tuple[int, int]], starts: list[int], page: Page
    ) -> Iterator[_Edit]:
        for found in _TICKED.finditer(source):
            if any(begin <= found.start() < end for begin, end in code):
                continue
            line = bisect_right(starts, found.start()) - 1 + page.body_line
            why = "the person who reads the card ticks its items"
            self._draft.lose((self._shown, line), "the tick of an item", why, "import-tick")
            yield found.end(1), found.end(), "[ ]"


def _title(tokens: list[Token]) -> tuple[str, Token | None]:
    """The page's own title, and its heading when that is the first thing on the page."""
    headings = [n for n, token in enumerate(tokens) if token.type == "heading_open" and token.level == 0]
    first = next((n for n in headings if tokens[n].tag == "h1"), 0 if headings[:1] == [0] else None)
    if first is None:
        return "", None
    words = "".join(
        child.content for child in tokens[first + 1].children or [] if child.type in ("text", "code_inline")
    )
    return words, tokens[first] if first == 0 and words.strip() else None


def _within_links(found: list[Mark]) -> set[Mark]:
    """The pictures that are the words of a link. What is inside comes before what is around it."""
    inside: set[Mark] = set()
    waiting: list[Mark] = []
    for mark in found:
        if mark.is_image:
            waiting.append(mark)
        else:
            while waiting and waiting[-1].start >= mark.head:
                inside.add(waiting.pop())
    return inside


def _label(text: str) -> str:
    return " ".join(text.split()).casefold()


def _range(token: Token, starts: list[int], source: str) -> tuple[int, int]:
    begin, end = token.map or (0, 0)
    return starts[begin], starts[end] if end < len(starts) else len(source)


def _edits(mark: Mark, fate: Fate, source: str) -> Iterator[_Edit]:
    words = source[mark.head : mark.tail]
    if mark.is_definition:
        if fate.address and not fate.as_link:
            yield mark.head, mark.tail, fate.address
        elif not fate.address:
            yield mark.start, mark.end, ""
        return
    if mark.is_wiki:
        shown = "" if mark.is_image and re.fullmatch(r"[\dx]+", words) else words
        label = plain(shown or mark.address) or "link"
        bang = "!" if mark.is_image and not fate.as_link else ""
        yield mark.start, mark.end, f"{bang}[{label}]({fate.address})" if fate.address else label
    elif source[mark.start] == "<":
        if not fate.address:
            yield mark.start, mark.end, plain(mark.address)
    elif fate.address:
        if fate.as_link:
            yield mark.start, mark.head, "[" if words.strip() else "[picture"
        if fate.address != mark.address:
            yield mark.tail, mark.end, f"]({fate.address})"
    else:
        yield mark.start, mark.head, "" if words.strip() or not mark.is_image else "(a picture)"
        yield mark.tail, mark.end, ""


def _applied(edits: list[_Edit], source: str) -> str:
    """``source`` with all edits; of two that overlap the first stays."""
    pieces: list[str] = []
    at = 0
    for begin, end, text in sorted(edits, key=lambda edit: edit[:2]):
        if begin >= at:
            pieces += [source[at:begin], text]
            at = end
    return "".join([*pieces, source[at:]])
