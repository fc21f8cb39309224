"""What a window shows beyond its title, made comparable: dialogs, controls, addresses. Not for matching them.

The reference, with examples, is the section "Dialogs, controls and pages" of docs/rules.md.
"""

from __future__ import annotations

import re
import unicodedata
from dataclasses import replace

from triggers.addresses import is_address, page_url
from triggers.context import Context, Detail, WindowInfo
from triggers.roles import ROLES
from triggers.titles import MAX_LENGTH, clean, normalise

_PLAIN = str.maketrans(
    dict.fromkeys("‘’‚‛′ʼ`´", "'")
    | dict.fromkeys("“”„‟″«»", '"')
    | dict.fromkeys("‐‑‒–—―−", "-")
    | {"…": "...", "٬": ",", "٫": "."}
)
_DIGIT = re.compile(r"(?![0-9])\d")


def plain(text: str) -> str:
    """``text`` clean, its quotes, dashes, ellipses and digits as people type them into a rule."""
    cleaned = clean(text)
    if cleaned.isascii():
        return cleaned
    return _DIGIT.sub(lambda found: str(unicodedata.decimal(found[0])), cleaned.translate(_PLAIN))


def dialog_text(text: str) -> str:
    """The text of a dialog, each line plain and none of them empty, at most MAX_LENGTH characters."""
    lines = map(plain, text[: 2 * MAX_LENGTH].splitlines())
    return "\n".join(filter(None, lines))[:MAX_LENGTH].rstrip()


def comparable(stated: Context) -> Context:
    """``stated`` as a person or a file states it, in the form in which rules look at it."""
    return replace(
        stated,
        title=normalise(stated.title),
        url=page_url(stated.url),
        role=clean(stated.role).casefold(),
        control=plain(stated.control[: 2 * MAX_LENGTH])[:MAX_LENGTH],
        dialog_text=dialog_text(stated.dialog_text),
    )


def with_detail(context: Context, detail: Detail) -> Context:
    """``context`` with what its window shows.

    Whatever a source says: nothing of a password field, and no half-typed search in place of an address.
    """
    role = clean(detail.role).casefold()
    return comparable(
        replace(
            context,
            role=role if role in ROLES else "",
            control="" if "password" in role else detail.control,
            dialog_text=detail.dialog_text,
            url=detail.url if is_address(detail.url) else "",
        )
    )


def belongs(detail: Detail, window: WindowInfo) -> bool:
    """Whether ``detail`` is what ``window`` shows: the same process and the same title.

    Not every source knows the process; then the title alone has to do, if there is one.
    """
    if normalise(detail.title) != normalise(window.title):
        return False
    if detail.pid is None or window.pid is None:
        return bool(window.title)
    return detail.pid == window.pid
