"""What is wrong with a piece of content, where, and what to do: the one form of every content error."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from enum import StrEnum

MAX_PROBLEMS = 100
"""Most problems of one file: nobody mends more at a time, and a hostile file has one in every third byte."""


class Severity(StrEnum):
    """An error keeps the card or rule from being used, a warning does not; a note is merely good to know."""

    ERROR = "error"
    WARNING = "warning"
    NOTE = "note"


@dataclass(frozen=True, slots=True, order=True)
class Problem:
    """One finding. ``line`` counts from 1 (0: the whole file); ``field`` is dotted ("when[1].title_re").

    ``name`` is the finding's stable name ("unknown-field"), listed in docs/checks.md.
    """

    file: str
    line: int
    field: str
    message: str
    remedy: str
    severity: Severity = Severity.ERROR
    name: str = ""

    def __str__(self) -> str:
        field = f"{self.field}: " if self.field else ""
        remedy = f"; {self.remedy}" if self.remedy else ""
        return f"{self.file}:{self.line}: {field}{self.message}{remedy}"


class ContentError(Exception):
    """Content that cannot be used at all; carries every problem found, not only the first."""

    def __init__(self, problems: list[Problem]) -> None:
        super().__init__("\n".join(map(str, problems)))
        self.problems = problems


def at_most(number: int, problems: Sequence[Problem]) -> list[Problem]:
    """The first ``number`` of ``problems``, and one more that counts the others, as severe as they are."""
    shown, others = list(problems[:number]), problems[number:]
    if others:
        severity = max((one.severity for one in others), key=lambda one: one is Severity.ERROR)
        message, remedy = f"and {len(others):,} more problems", "mend the others first"
        first = others[0]
        shown.append(Problem(first.file, first.line, "", message, remedy, severity, "too-many"))
    return shown
