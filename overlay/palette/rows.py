"""What the palette is given to show, as plain values. Not for finding it: see content/library."""

from __future__ import annotations

from dataclasses import dataclass

from content.cards.model import Card, CardKind
from overlay.panel.wording import minutes

PINNED = "Pinned"
HERE = "For this window"
RECENT = "Recent"
ELSEWHERE = "Everything else"
NEAREST = "Nothing says just that; the nearest"

KIND_WORDS = {
    CardKind.CHECKLIST: "Checklist",
    CardKind.GUIDE: "Guide",
    CardKind.VIDEO: "Video",
    CardKind.NOTE: "Note",
}


@dataclass(frozen=True, slots=True)
class ResultRow:
    """One result: the card, the group it stands under, the query's words, and the text that answers.

    ``marked`` are the words to mark in the title; ``answer`` is the plain text of the step or paragraph that
    answers the query, "" when no part stands out. ``pinned`` shows the pin.
    """

    card: Card
    group: str = ELSEWHERE
    marked: tuple[str, ...] = ()
    answer: str = ""
    pinned: bool = False


def read_as(query: str) -> str:
    """What stands above the results of a query whose spelling was mended."""
    return f"Showing results for “{query}”"


def about(card: Card) -> str:
    """Kind, length and bundle on one line: "Checklist · 2 min · Treasury desk"."""
    return " · ".join(part for part in (KIND_WORDS[card.kind], length_of(card), card.bundle_title) if part)


def length_of(card: Card) -> str:
    """How long it takes: a video's own length, else the minutes the card states, else ""."""
    if card.video is not None and card.video.length:
        return card.video.length
    return minutes(card.minutes)


def spoken(row: ResultRow) -> str:
    """The row as a screen reader says it."""
    card = row.card
    pinned = "Pinned" if row.pinned and row.group != PINNED else ""
    parts = (card.title, KIND_WORDS[card.kind], length_of(card), card.bundle_title, pinned, row.group)
    return ", ".join(part for part in parts if part)
