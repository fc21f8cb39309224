"""Cuts the text of a long checklist or guide into several that people finish. Not for reading pages."""

from __future__ import annotations

from collections.abc import Iterator

from markdown_it import MarkdownIt
from markdown_it.token import Token

from content.bundles.checks.length import MANY_LINES, TOO_MANY_LINES
from content.cards.body import read_body
from content.cards.model import Item, Step

_MARKDOWN = MarkdownIt("commonmark", {"html": False, "maxNesting": 20}).enable(["table", "strikethrough"])


def lines_to_do(body: str) -> int:
    """How many items or steps ``body`` has, whichever are more."""
    parts = read_body(body, 1).parts
    return max(sum(isinstance(part, kind) for part in parts) for kind in (Item, Step))


def pieces(body: str) -> list[str]:
    """``body`` cut between blocks and list entries at the margin, so that no piece has too many lines to do.

    In one piece when it has few enough, or when an entry alone has too many.

    """
    if lines_to_do(body) <= TOO_MANY_LINES:
        return [body]
    lines = body.split("\n")
    cuts = [*_starts(_MARKDOWN.parse(body)), len(lines)]
    blocks = [
        "\n".join(lines[begin:end]) for begin, end in zip([0, *cuts], cuts, strict=False) if begin < end
    ]
    whole: list[str] = []
    now, count = "", 0
    for block in blocks:
        more = lines_to_do(block)
        is_heading = block.lstrip().startswith("#")
        if now.strip() and (count + more > MANY_LINES or (is_heading and count > MANY_LINES // 2)):
            whole.append(now)
            now, count = "", 0
        now, count = f"{now}{block}\n", count + more
    whole.append(now)
    whole = [piece for piece in whole if piece.strip()]
    return whole if all(lines_to_do(piece) <= TOO_MANY_LINES for piece in whole) else [body]


def _starts(tokens: list[Token]) -> Iterator[int]:
    """The lines that blocks and list entries at the margin begin on."""
    for token in tokens:
        if token.map and (token.level == 0 or (token.level == 1 and token.type == "list_item_open")):
            yield token.map[0]
