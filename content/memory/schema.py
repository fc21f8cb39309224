"""The shape of memory.json, and nothing else may be in it: keys, ids, counts and times.

The only free texts are what the person asked to be kept: what they noted as missing, past searches, and
lines about cards.

TinyDB's form: table → key → row (docs/state.md). Reading and writing it: codec.py."""

from __future__ import annotations

from datetime import datetime
from typing import Any, TypedDict

from content.memory.wish import WishKind

SCHEMA = 1

Tables = dict[str, dict[str, Any]]
Instant = datetime  # with its zone: shape.py sees to that
SettingValue = bool | int | str | list[str]


class AboutRow(TypedDict):
    """Key "file": the number of this shape."""

    schema: int


class ProgressRow(TypedDict):
    """How far the person came in one card in one period ("2026-05-04", "visit" or "always")."""

    card: str
    period: str
    done: list[str]
    step: int


class _WishRow(TypedDict):
    kind: WishKind
    card: str
    app: str
    since: Instant
    until: Instant | None


class WishRow(_WishRow, total=False):
    """One wish; ``app`` is "" unless it is about one app, ``until`` None for ever.

    ``required`` says that the card was required then, so that a reason was given.
    """

    required: bool


class RecentRow(TypedDict):
    """Key: the card. How often it was opened, and its place in the order of opening."""

    count: int
    order: int
    last: Instant


class OutcomeRow(TypedDict):
    """Key: the card. How its last appearances ended, one letter each (content/attention/easing.py)."""

    ended: str


class PinRow(TypedDict):
    """Key: the card that is pinned. Its place among them."""

    order: int


class MissingRow(TypedDict):
    """Key: the folded query. What the person noted as missing, in their words."""

    query: str
    count: int
    first: Instant
    last: Instant


class QueryRow(TypedDict):
    """Key: the folded query. A search that led to a card, and its place; only with the setting for it."""

    query: str
    order: int


class KnowledgeRow(TypedDict):
    """Key: the card. FSRS's stability (days) and difficulty, and when it was learned and brought back."""

    stability: float
    difficulty: float
    since: Instant
    asked: Instant | None


class DoneRow(TypedDict):
    """Key: the card. How often it was completed, and when last."""

    count: int
    last: Instant


class ReviewDayRow(TypedDict):
    """Key: the local date. The seconds that reviews took."""

    seconds: float


class FeedbackRow(TypedDict):
    """Key: the card. What the person thinks of it; ``text`` is theirs, ``helpful`` None for not said."""

    helpful: bool | None
    outdated: bool
    text: str
    at: Instant


class OrderRow(TypedDict):
    """Key "order". The cards the person came to: each step's place among ``cards``, and its second."""

    cards: list[str]
    steps: list[int]
    at: list[int]


class SettingRow(TypedDict):
    """Key: the setting's name."""

    value: SettingValue


class PauseRow(TypedDict):
    """Key "pause": silent from when until when."""

    since: Instant
    until: Instant


class MemoryFile(TypedDict, total=False):
    """The tables besides ``about``; one that is missing is empty."""

    progress: dict[str, ProgressRow]
    wishes: dict[str, WishRow]
    recent: dict[str, RecentRow]
    outcomes: dict[str, OutcomeRow]
    pins: dict[str, PinRow]
    missing: dict[str, MissingRow]
    queries: dict[str, QueryRow]
    knowledge: dict[str, KnowledgeRow]
    done: dict[str, DoneRow]
    review_days: dict[str, ReviewDayRow]
    feedback: dict[str, FeedbackRow]
    order: dict[str, OrderRow]
    settings: dict[str, SettingRow]
    pause: dict[str, PauseRow]


class Head(TypedDict):
    """What every version of the file has."""

    about: dict[str, AboutRow]
