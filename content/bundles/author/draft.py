"""A card that is being written, and what there is to say of it, as values. Not for judging: see judging.py.

Imports no parser: the app holds these while a process of its own judges.
"""

from __future__ import annotations

import struct
from dataclasses import dataclass
from enum import StrEnum
from pathlib import Path

from content.cards.model import Card
from content.cards.rule_text import SimpleRule
from content.problems import Problem
from triggers.context import Context

LENGTH = struct.Struct(">I")
"""What goes before each pickled Draft and each pickled Judgement: its length."""


class Hit(StrEnum):
    """What a rule says of the window that a card is made for."""

    EXACTLY = "exactly"
    BROADLY = "broadly"
    NOT = "not at all"
    UNUSABLE = "unusable"
    NO_RULE = "no rule"
    NO_WINDOW = "no window"


@dataclass(frozen=True, slots=True)
class Count:
    """So many ``of`` these windows are hit."""

    hit: int = 0
    of: int = 0


@dataclass(frozen=True, slots=True)
class Verdict:
    """``because`` is the matcher's explanation; ``samples`` and ``visited`` are other windows.

    ``any_title`` says that the rule takes every window of the app, ``needs_detail`` that it never holds
    where the setting detail is off, ``fault`` why it cannot be used.
    """

    hit: Hit
    because: str = ""
    any_title: bool = False
    samples: Count = Count()
    visited: Count = Count()
    fault: Problem | None = None
    needs_detail: bool = False


@dataclass(frozen=True, slots=True)
class Draft:
    """A text to judge: where it will lie, the window it is for, and others that were in front meanwhile."""

    text: str
    root: Path
    name: str
    bundle: str
    bundle_title: str
    window: Context | None = None
    visited: tuple[Context, ...] = ()


@dataclass(frozen=True, slots=True)
class Judgement:
    """What there is to say about a draft; ``rule`` is None when it is more than two patterns."""

    card: Card | None
    problems: tuple[Problem, ...]
    verdict: Verdict
    rule: SimpleRule | None = None
