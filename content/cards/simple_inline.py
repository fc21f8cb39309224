"""Reads text, emphasis, code and links as most cards have them like markdown-it, but faster. Not for blocks.

Each with nothing odd inside or around it; for every other text there is no answer and markdown-it is asked.
tests/content/cards/test_simple_blocks.py holds the two against each other.
"""

from __future__ import annotations

import re

from markdown_it.token import Token

from content.cards.light_token import SOFT_BREAK, closing, light_token

_LETTER = r"[^\W_]"
_PLAIN = r"(?:[^\n\\`*_~\[\]!<>&]+|!(?!\[))"
_INSIDE = r"[^\n\\`*_~\[\]!<>&]*"

# Emphasis begins behind a blank and before a letter, and ends behind a letter and before a blank or a full
# stop: there it can be nothing else.
_EMPHASIS = (
    rf"(?<![^ (\n])(?P<mark>\*\*?|__?)(?P<marked>{_LETTER}(?:{_INSIDE}{_LETTER})?)(?P=mark)"
    r"(?=[ \n.,;:?)]|\Z)"
)
_PIECE = re.compile(
    rf"(?P<text>\A\[[ xX]\] {_PLAIN}*|{_PLAIN}+)"
    rf"|{_EMPHASIS}"
    r"|`(?P<code>[^`\n ](?:[^`\n]*[^`\n ])?)`(?!`)"
    rf"|\[(?P<words>{_LETTER}{_INSIDE})\]\((?P<address>[A-Za-z0-9:/.?=#%+,;@$_~-]+)\)"
    r"|(?P<end>(?<![ \t])\n(?![ \t]))"
)


def simple_inline(text: str) -> list[Token] | None:
    """The inline tokens of ``text`` without those for emphasis, or None when it is not simple.

    ``text`` is one that simple_blocks gives, where no links are defined.
    """
    tokens: list[Token] = []
    at = 0
    while at < len(text):
        piece = _PIECE.match(text, at)
        if piece is None:
            return None
        kind = piece.lastgroup
        if kind == "text":
            tokens.append(light_token("text", 0, piece[0]))
        elif kind == "marked":
            tokens.append(light_token("text", 0, piece["marked"]))
        elif kind == "code":
            tokens.append(light_token("code_inline", 0, piece["code"]))
        elif kind == "address":
            tokens.append(light_token("link_open", 1, address=piece["address"]))
            tokens.append(light_token("text", 0, piece["words"]))
            tokens.append(closing("link", 0))
        else:
            tokens.append(SOFT_BREAK)
        at = piece.end()
    return tokens
