"""Writes the text of a card: its fields as YAML that reads back unchanged, and words as plain Markdown."""

from __future__ import annotations

import re
from collections.abc import Mapping

import yaml

MAX_TITLE = 120

_MARKUP = re.compile(r"[\\`*_\[\]<>|~]|&(?=[#a-zA-Z])")
_BEGINNING = re.compile(r"^(?:[-+#=]|\d+(?=[.)]))")
_INVISIBLE = re.compile(r"[^\S ]+|[\x00-\x1f\x7f-\x9f\u2028\u2029\ufeff]+")


def card_text(fields: Mapping[str, object], body: str) -> str:
    """A card's file."""
    given = {name: value for name, value in fields.items() if value not in ("", None, [], (), {})}
    written = yaml.safe_dump(given, allow_unicode=True, sort_keys=False, width=1000, default_flow_style=None)
    return f"---\n{written}---\n{body.strip(chr(10))}\n"


def one_line(text: str) -> str:
    """``text`` in one line, without what nobody sees."""
    return " ".join(_INVISIBLE.sub(" ", text).split())


def as_title(text: str) -> str:
    """``text`` as a title, cut after a word when it is too long."""
    line = one_line(text)
    if len(line) <= MAX_TITLE:
        return line
    head = line[: MAX_TITLE - 1]
    return f"{head[: head.rfind(' ')] if ' ' in head[60:] else head}…"


def plain(text: str) -> str:
    """``text`` as Markdown that shows just these words."""
    line = _MARKUP.sub(lambda found: f"\\{found[0]}", one_line(text))
    return _BEGINNING.sub(_escaped, line)


def _escaped(found: re.Match[str]) -> str:
    return f"{found[0]}\\" if found[0].isdigit() else f"\\{found[0]}"
