"""What differs between two versions of a bundle, as plain values. Not for finding it, nor for words."""

from __future__ import annotations

from dataclasses import dataclass
from typing import NamedTuple

from triggers.context import Context


@dataclass(frozen=True, slots=True)
class FieldChange:
    """A field with another value, both as text; "" is none."""

    field: str
    old: str
    new: str


class Line(NamedTuple):
    """What it is ("item", "step", "text") and its words."""

    kind: str
    words: str


@dataclass(frozen=True, slots=True)
class LineChange:
    """A line of a card's text that is new (``old`` None), gone (``new`` None) or reworded."""

    old: Line | None
    new: Line | None


@dataclass(frozen=True, slots=True)
class CardName:
    """A card as people know it: ``name`` is the path of its file below ``cards/``, without ending."""

    name: str
    title: str


@dataclass(frozen=True, slots=True)
class CardChange:
    """How one card changed. ``only_form``: links, pictures or emphasis did, and no word."""

    card: CardName
    fields: tuple[FieldChange, ...] = ()
    lines: tuple[LineChange, ...] = ()
    only_form: bool = False
    rule: str = ""  # "new", "gone" or "changed"
    now_for: tuple[Context, ...] = ()
    no_longer_for: tuple[Context, ...] = ()


@dataclass(frozen=True, slots=True)
class OrderChange:
    """Windows that bring the same cards in another order; ``old`` and ``new`` are their names."""

    windows: tuple[Context, ...]
    old: tuple[str, ...]
    new: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class BundleDiff:
    """Everything that differs. ``renamed`` cards have the same content under another name.

    Of cards ``added`` and ``gone`` only their windows are told.
    """

    fields: tuple[FieldChange, ...]
    added: tuple[CardChange, ...]
    gone: tuple[CardChange, ...]
    renamed: tuple[tuple[CardName, CardName], ...]
    changed: tuple[CardChange, ...]
    reordered: tuple[OrderChange, ...]
    windows: int  # how many windows both versions were held against

    @property
    def is_empty(self) -> bool:
        """Whether nobody would notice the new version."""
        return not (self.fields or self.added or self.gone or self.renamed or self.changed or self.reordered)
