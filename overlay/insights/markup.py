"""HTML and SVG as text that nothing in it can break. Not for what a page looks like: see page.py."""

from __future__ import annotations

from collections.abc import Iterable
from html import escape

from content.files.names import printable

_EMPTY = ("meta", "br")  # have no end


class Markup(str):
    """Text that is markup already. Only this module and the page's own style make any."""

    __slots__ = ()


def el(name: str, /, *content: str | Iterable[str], **attributes: object) -> Markup:
    """One element. Every text that is no Markup is escaped; ``class_`` is class, ``aria_label`` aria-label.

    Attributes that are None are left out.
    """
    said = "".join(
        f' {key.rstrip("_").replace("_", "-")}="{escape(printable(str(value)))}"'
        for key, value in attributes.items()
        if value is not None
    )
    if name in _EMPTY:
        return Markup(f"<{name}{said}>")
    return Markup(f"<{name}{said}>{together(content)}</{name}>")


def together(content: Iterable[str | Iterable[str]]) -> Markup:
    """Texts and elements, one behind the other."""
    return Markup("".join(_said(part) for part in content))


def _said(part: str | Iterable[str]) -> str:
    if isinstance(part, Markup):
        return part
    if isinstance(part, str):
        return escape(printable(part))
    return together(part)
