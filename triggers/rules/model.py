"""Rules as plain values: conditions in, an opaque card id out. Not for reading or matching them."""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum

from triggers.beyond import Beyond


class Field(StrEnum):
    """What a test looks at."""

    APP = "app"
    CLASS = "class"
    TITLE = "title"
    URL = "url"
    OS = "os"
    DIALOG = "dialog_text"
    CONTROL = "control"
    ROLE = "role"


BEYOND_TITLE = {
    Field.URL: Beyond.PAGE,
    Field.DIALOG: Beyond.DIALOG,
    Field.CONTROL: Beyond.CONTROL,
    Field.ROLE: Beyond.CONTROL,
}
"""What only a source of detail can tell, and as which part of a window: see triggers/detail."""


class Kind(StrEnum):
    """How a pattern is compared: a glob and a literal with the whole text, a regex anywhere in it."""

    GLOB = "glob"
    LITERAL = "literal"
    REGEX = "regex"


@dataclass(frozen=True, slots=True)
class Test:
    """One condition: ``field`` matches any of ``patterns``."""

    field: Field
    kind: Kind
    patterns: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class All:
    """Holds when every part holds."""

    parts: tuple[Expression, ...]


@dataclass(frozen=True, slots=True)
class AnyOf:
    """Holds when at least one part holds."""

    parts: tuple[Expression, ...]


@dataclass(frozen=True, slots=True)
class Not:
    """Holds when its part does not."""

    part: Expression


Expression = Test | All | AnyOf | Not


@dataclass(frozen=True, slots=True)
class Rule:
    """When ``condition`` holds, offer ``card``.

    ``card`` is an opaque id, ``where`` the place the rule was written ("cards/pay.md:4"), shown in
    explanations. ``bundle_order`` is the position of its bundle among the active ones, from 0.
    """

    card: str
    where: str
    condition: Expression
    required: bool = False
    priority: int = 0
    bundle_order: int = 0


@dataclass(frozen=True, slots=True)
class Match:
    """A rule that holds, and why. ``specificity`` is explained in docs/rules.md."""

    rule: Rule
    because: str
    specificity: tuple[int, int]


@dataclass(frozen=True, slots=True)
class Explanation:
    """What one rule says about one context, whether it holds or not."""

    rule: Rule
    holds: bool
    because: str
