"""A card as plain values, read from one Markdown file. Not for reading it: see reader.py."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from enum import StrEnum
from pathlib import Path

from content.attention.cue import Loudness
from triggers.rules.model import Expression


class CardKind(StrEnum):
    """What a card is, told by its content: task items, numbered steps, a video, or plain text."""

    CHECKLIST = "checklist"
    GUIDE = "guide"
    VIDEO = "video"
    NOTE = "note"


class Reset(StrEnum):
    """When the ticks of a checklist start afresh."""

    DAILY = "daily"
    VISIT = "visit"
    NEVER = "never"


class Required(StrEnum):
    """Whether the card must be worked through before going on."""

    NO = "no"
    BEFORE_TASK = "before-task"


@dataclass(frozen=True, slots=True)
class Prose:
    """Any Markdown between items and steps: paragraphs, headings, tables, images."""

    markdown: str
    text: str = ""


@dataclass(frozen=True, slots=True)
class Item:
    """One line to tick. ``key`` stays the same while the text does, wherever the item moves in the card."""

    key: str
    markdown: str
    text: str
    depth: int = 0


@dataclass(frozen=True, slots=True)
class Step:
    """One numbered step of a guide, ``number`` from 1."""

    number: int
    markdown: str
    text: str


Part = Prose | Item | Step


@dataclass(frozen=True, slots=True)
class Recall:
    """A short question by which a person sees whether they still know the card, and its answer."""

    question: str
    answer: str


@dataclass(frozen=True, slots=True)
class Video:
    """A short video behind an https link; ``seconds`` is 0 when the card states no length."""

    url: str
    seconds: int

    @property
    def length(self) -> str:
        """The length as people write it: "1:45", or "" when it is not stated."""
        return f"{self.seconds // 60}:{self.seconds % 60:02d}" if self.seconds else ""


@dataclass(frozen=True, slots=True)
class Card:
    """One checklist, guide, video or note.

    ``id`` is "BUNDLE/PATH" with the path below ``cards/`` and no ending; ``file`` and ``root`` are where it
    came from (``root`` is the bundle folder, the only place its images may lie in; ``file`` is relative).
    ``roles``, ``os`` and ``languages`` say whom the card is for, empty meaning everyone; ``language`` is the
    one it is written in. Its rule stands on line ``when_line`` of ``when_file``, "" for its own file.
    ``learn_more`` is an https address for what the card cannot carry.
    ``valid`` is how long a required card stays done ("12 months"), "" for as long as its ticks.
    ``parts`` of cards that were read are compact (compact.py).
    """

    id: str
    title: str
    kind: CardKind
    parts: Sequence[Part]
    bundle: str
    bundle_title: str
    file: str
    root: Path
    when: Expression | None = None
    when_line: int = 1
    when_file: str = ""
    keywords: tuple[str, ...] = ()
    minutes: float | None = None
    priority: int = 0
    required: Required = Required.NO
    reset: Reset = Reset.DAILY
    loudness: Loudness = Loudness.TAB
    review_by: date | None = None
    owner: str = ""
    roles: tuple[str, ...] = ()
    os: tuple[str, ...] = ()
    languages: tuple[str, ...] = ()
    language: str = ""
    video: Video | None = None
    recall: Recall | None = None
    learn_more: str = ""
    valid: str = ""

    @property
    def items(self) -> tuple[Item, ...]:
        """The lines to tick, in order."""
        return tuple(part for part in self.parts if isinstance(part, Item))

    @property
    def steps(self) -> tuple[Step, ...]:
        """The numbered steps, in order."""
        return tuple(part for part in self.parts if isinstance(part, Step))
