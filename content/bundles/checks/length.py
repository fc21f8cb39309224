"""Whether a card is as short as it has to be, and says how long it takes. Not for what it says."""

from __future__ import annotations

from collections.abc import Iterator

from content.bundles.checks.model import Check, Finding, Inspection, of_text
from content.cards.model import Card
from content.problems import Severity

# People stop finishing lists somewhere around these lengths.
MANY_LINES, TOO_MANY_LINES = 9, 12

WORDS_PER_MINUTE = 238
"""How fast adults read English non-fiction silently, on average over 190 studies: M. Brysbaert, "How many
words do we read per minute?", Journal of Memory and Language 109 (2019), doi.org/10.1016/j.jml.2019.104047.
"""


def _many_lines(card: Card, _inspection: Inspection) -> Iterator[Finding]:
    count = _lines(card)
    if MANY_LINES < count <= TOO_MANY_LINES:
        message = f"has {count} items or steps, more than {MANY_LINES}"
        yield Finding(card.file, message, "shorten or split it")


def _too_many_lines(card: Card, _inspection: Inspection) -> Iterator[Finding]:
    count = _lines(card)
    if count > TOO_MANY_LINES:
        message = f"has {count} items or steps, more than {TOO_MANY_LINES}"
        yield Finding(card.file, message, "split it into two cards")


def _video_without_length(card: Card, inspection: Inspection) -> Iterator[Finding]:
    if card.video and not card.video.seconds and inspection.states(card, "video"):
        remedy = 'write length: "1:45", so that people can decide'
        yield Finding(card.file, "is missing", remedy, "video.length")


def _longer_than_stated(card: Card, _inspection: Inspection) -> Iterator[Finding]:
    needed = minutes_of(card)
    if card.minutes is not None and needed > card.minutes:
        watching = " and to watch" if card.video else ""
        message = f"says {card.minutes:g}, but it takes {needed:.1f} minutes to read{watching}"
        yield Finding(card.file, message, "state the time it takes, or shorten the card", "minutes")


def minutes_of(card: Card) -> float:
    """How long it takes to read the card and to watch its video, without doing what it says.

    Words are what stands between blanks, so a script that needs none (Chinese, Thai) counts as short.
    """
    words = sum(len(part.text.split()) for part in card.parts)
    return words / WORDS_PER_MINUTE + (card.video.seconds / 60 if card.video else 0)


def _lines(card: Card) -> int:
    return max(len(card.items), len(card.steps))


CHECKS = (
    Check("many-lines", Severity.WARNING, of_text(_many_lines)),
    Check("too-many-lines", Severity.ERROR, of_text(_too_many_lines)),
    Check("video-without-length", Severity.WARNING, of_text(_video_without_length)),
    Check("longer-than-stated", Severity.WARNING, of_text(_longer_than_stated)),
)
