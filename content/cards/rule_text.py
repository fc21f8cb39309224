"""Puts a simple rule into a card's text, leaving all else as it was written. Not for reading rules.

Works on lines, without a parser: the text may be broken, as texts are while somebody types them.
"""

from __future__ import annotations

import json
import re
from dataclasses import dataclass, fields

_FENCE = re.compile(r"---[ \t]*")
_NEXT_FIELD = re.compile(r"[^\s#\-]")  # what begins a line that belongs to the field before it no more
_PLAIN = re.compile(r"[A-Za-z][\w.+-]*( [\w.+][\w.+-]*)*", re.ASCII)
_NULL = "null"


@dataclass(frozen=True, slots=True)
class SimpleRule:
    """``when`` with one entry of at most these patterns; "" for one that is not stated."""

    app: str = ""
    title: str = ""
    dialog_text: str = ""
    control: str = ""
    url: str = ""


_FIELDS = tuple(field.name for field in fields(SimpleRule))


@dataclass(frozen=True, slots=True)
class Change:
    """Lines ``start`` to ``end`` (from 0, the last one excluded) give way to ``lines``."""

    start: int
    end: int
    lines: tuple[str, ...]


def simple_rule(when: object) -> SimpleRule | None:
    """The rule that the data of ``when`` states, None when it says more than patterns can."""
    if when is None:
        return SimpleRule()
    if not isinstance(when, dict) or not when.keys() <= set(_FIELDS):
        return None
    return SimpleRule(**when) if all(isinstance(value, str) for value in when.values()) else None


def changed_rule(text: str, rule: SimpleRule) -> Change | None:
    """What makes ``rule`` the rule of the card; None for a text without front matter to put it in."""
    lines = text.split("\n")
    if not _FENCE.fullmatch(lines[0]):
        return None
    end = next((at for at, line in enumerate(lines[1:], start=1) if _FENCE.fullmatch(line)), None)
    if end is None:
        return None
    start = next((at for at in range(1, end) if lines[at].startswith("when:")), None)
    if start is None:
        return Change(end, end, tuple(rule_lines(rule)))
    after = next((at for at in range(start + 1, end) if _NEXT_FIELD.match(lines[at])), end)
    return Change(start, after, tuple(rule_lines(rule)))


def rule_lines(rule: SimpleRule) -> list[str]:
    """The rule as lines of front matter; none for a card of no window."""
    stated = [f"  {name}: {_written(value)}" for name in _FIELDS if (value := getattr(rule, name))]
    return ["when:", *stated] if stated else []


def new_card_text(title: str, rule: SimpleRule, body: str) -> str:
    """A card to begin with."""
    return "\n".join(["---", f"title: {_written(title)}", *rule_lines(rule), "---", body])


def _written(value: str) -> str:
    """A YAML scalar that says ``value``; in quotes unless it is one plain word."""
    if _PLAIN.fullmatch(value) and value != _NULL:
        return value
    return json.dumps(value, ensure_ascii=False)
