"""A card cut into passages of plain text: what is searched and what can answer. Not for showing the card."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass

from content.cards.model import Card, Item, Prose

# None of these can look further than to the next bracket, so that hostile Markdown costs linear time.
_LINK = re.compile(r"!?\[([^\[\]]*)\](?:\([^()]*(?:\([^()]*\)[^()]*)*\)|\[[^\[\]]*\])")
_DEFINITION = re.compile(r"^ {0,3}\[[^\[\]]+\]:.*$", re.MULTILINE)
_RULE = re.compile(r"^[ \t|:=*_-]+$", re.MULTILINE)
_FENCE = re.compile(r"[ \t]*(?:`{3}|~{3})")
_LINE_MARK = re.compile(r"^[ \t]*(?:[>|][ \t]?|[-*+][ \t]+|\d{1,9}[.)][ \t]+)")
_EMPHASIS = re.compile(r"[*`]+|~~|(?<!\w)_+|_+(?!\w)")
_CODE = re.compile(r"(?<!`)(`+)(?!`)([^`]+)\1(?!`)")
_HEADING = re.compile(r"^ {0,3}#{1,6}[ \t]+(.*?)[ \t#]*$")


@dataclass(frozen=True, slots=True)
class Passage:
    """One heading, step, item or paragraph; ``heading`` is the heading it stands under ("" for none)."""

    kind: str
    text: str
    heading: str = ""


def passages(card: Card) -> tuple[Passage, ...]:
    """The passages of ``card`` in reading order."""
    found: list[Passage] = []
    heading = ""
    for part in card.parts:
        if isinstance(part, Prose):
            for kind, text in _blocks(part.markdown):
                if kind == "heading":
                    heading = text
                _append(found, Passage(kind, text, "" if kind == "heading" else heading))
        else:
            kind = "item" if isinstance(part, Item) else "step"
            found.append(Passage(kind, " ".join(part.text.split()), heading))
    return tuple(passage for passage in found if passage.text)


def _append(found: list[Passage], passage: Passage) -> None:
    """Add ``passage``, to the one before it if that ends with a colon: "To list them:" says nothing alone."""
    last = found[-1] if found else None
    if last is not None and last.kind == passage.kind == "paragraph" and last.text.endswith(":"):
        found[-1] = Passage(last.kind, f"{last.text} {passage.text}", last.heading)
    else:
        found.append(passage)


def _blocks(markdown: str) -> Iterator[tuple[str, str]]:
    """Headings, and paragraphs, list lines or table rows, of a piece of Markdown."""
    paragraph: list[str] = []
    text = _RULE.sub("", _DEFINITION.sub("", markdown) if "]:" in markdown else markdown)
    in_code = False
    for line in [*text.splitlines(), ""]:
        is_fence = _FENCE.match(line) is not None
        heading = _HEADING.match(line) if "#" in line and not in_code else None
        mark = None if in_code else _LINE_MARK.match(line)
        if paragraph and (heading or mark or in_code or is_fence or not line.strip()):
            yield "paragraph", _plain(" ".join(paragraph))
            paragraph.clear()
        if is_fence:
            in_code = not in_code
        elif heading:
            yield "heading", _plain(heading[1])
        elif line.strip():
            paragraph.append(line[mark.end() :] if mark else line)


def _plain(markdown: str) -> str:
    if "]" in markdown:
        markdown = _LINK.sub(r"\1", markdown)
    # What stands in code says just that: a pipe there is no edge of a table, a star no emphasis.
    pieces = _CODE.split(markdown) if "`" in markdown else [markdown]
    said = (it if at % 3 else _unmarked(it) for at, it in enumerate(pieces) if at % 3 != 1)
    return " ".join("".join(said).split())


def _unmarked(markdown: str) -> str:
    if any(mark in markdown for mark in "*`_~"):
        markdown = _EMPHASIS.sub("", markdown)
    return markdown.replace("|", " ")
