"""Makes markdown-it's tokens with what reading a card looks at, and no more. Not for rendering them."""

from __future__ import annotations

from functools import cache

from markdown_it.token import Token


def light_token(
    kind: str,
    nesting: int = 0,
    content: str = "",
    lines: list[int] | None = None,
    level: int = 0,
    address: str = "",
) -> Token:
    """A token without what its constructor sets besides: half of them would be made for nothing."""
    token = Token.__new__(Token)
    token.type = kind
    token.nesting = nesting  # type: ignore[assignment]
    token.content = content
    token.map = lines
    token.level = level
    token.children = None
    token.attrs = {"href": address} if address else {}
    return token


SOFT_BREAK = light_token("softbreak")


@cache
def closing(kind: str, level: int) -> Token:
    """The one token that ends every ``kind`` at this level: nothing tells them apart."""
    return light_token(f"{kind}_close", -1, "", None, level)
