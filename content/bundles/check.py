"""Looks at a bundle as a careful colleague would: named findings beside the reader's. Not for reading it.

To add a check, write a function that takes a card and the date and says what it finds, and add it to CHECKS.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator
from dataclasses import dataclass
from datetime import date

from content.bundles.files import BundleFiles, open_files
from content.bundles.model import Bundle
from content.cards.front_matter import field_line
from content.cards.model import Card
from content.problems import Problem, Severity

# People stop finishing lists somewhere around these lengths.
MANY_LINES, TOO_MANY_LINES = 9, 12


@dataclass(frozen=True, slots=True)
class Finding:
    """What a check says about a card; ``field`` is the front matter field to look at, "" for the body."""

    field: str
    message: str
    remedy: str


@dataclass(frozen=True, slots=True)
class Check:
    """A named check. The name is stable: people refer to it in reports and suppressions.

    A check ``of_rule`` is left out for a card that lost its rule to an error: the error says it better.
    """

    name: str
    severity: Severity
    find: Callable[[Card, date], Iterator[Finding]]
    of_rule: bool = False


def _no_owner(card: Card, _today: date) -> Iterator[Finding]:
    if not card.owner:
        yield Finding("owner", "is missing", "say who answers for this card")


def _review_overdue(card: Card, today: date) -> Iterator[Finding]:
    if card.review_by and card.review_by < today:
        yield Finding("review_by", f"was due on {card.review_by}", "read the card anew and set the next date")


def _many_lines(card: Card, _today: date) -> Iterator[Finding]:
    count = _lines(card)
    if MANY_LINES < count <= TOO_MANY_LINES:
        yield Finding("", f"has {count} items or steps, more than {MANY_LINES}", "shorten or split it")


def _too_many_lines(card: Card, _today: date) -> Iterator[Finding]:
    count = _lines(card)
    if count > TOO_MANY_LINES:
        yield Finding(
            "", f"has {count} items or steps, more than {TOO_MANY_LINES}", "split it into two cards"
        )


def _video_without_length(card: Card, _today: date) -> Iterator[Finding]:
    if card.video and not card.video.seconds:
        yield Finding("video.length", "is missing", 'write length: "1:45", so that people can decide')


def _unreachable(card: Card, _today: date) -> Iterator[Finding]:
    if card.when is None and not card.keywords:
        yield Finding(
            "when", "is missing, and so are keywords", "add when: or keywords:, or nobody will find it"
        )


CHECKS = (
    Check("no-owner", Severity.WARNING, _no_owner),
    Check("review-overdue", Severity.WARNING, _review_overdue),
    Check("many-lines", Severity.WARNING, _many_lines),
    Check("too-many-lines", Severity.ERROR, _too_many_lines),
    Check("video-without-length", Severity.WARNING, _video_without_length),
    Check("unreachable", Severity.WARNING, _unreachable, of_rule=True),
)


def check(bundle: Bundle, today: date | None = None) -> list[Problem]:
    """Everything that is wrong with ``bundle``, sorted by file and line; ``today`` judges review dates."""
    now, files = today or date.today(), open_files(bundle.root)
    found = list(bundle.problems)
    broken = {problem.file for problem in found if problem.severity is Severity.ERROR}
    for card in bundle.cards:
        lost_rule = files.shown(card.file) in broken  # only an error in its rule leaves a card in use
        for named in CHECKS:
            if not (named.of_rule and lost_rule):
                found += (_problem(card, files, named, finding) for finding in named.find(card, now))
    return sorted(found)


def _lines(card: Card) -> int:
    return max(len(card.items), len(card.steps))


def _problem(card: Card, files: BundleFiles, named: Check, finding: Finding) -> Problem:
    line = field_line(files, card.file, finding.field) if finding.field else 1
    return Problem(
        files.shown(card.file),
        line,
        finding.field,
        finding.message,
        finding.remedy,
        named.severity,
        named.name,
    )
