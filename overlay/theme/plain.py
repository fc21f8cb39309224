"""Words of others, where Qt would take what looks like HTML for HTML: and open the pictures it names.

That is so in tooltips and in labels that are not told otherwise. Not for cards: see document.py.
"""

from __future__ import annotations

_MARKUP = str.maketrans({"&": "&amp;", "<": "&lt;", ">": "&gt;", '"': "&quot;"})


def as_html(text: str) -> str:
    """``text`` for a label of rich text. The module html would load 2,000 names of characters for it."""
    return text.translate(_MARKUP)


def plain_tip(text: str) -> str:
    """``text`` for a tooltip, which shows it as it is written."""
    return f"<p>{as_html(text)}</p>" if "<" in text or "&" in text else text
