"""What is wrong with a condition, where in it, and what to do. Files and lines are the caller's to add."""

from __future__ import annotations

from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class ConditionProblem:
    """One finding. ``field`` is dotted from the top of the data: "when[1].title_re".

    ``name`` is "rule", or "not-re2" for an expression that other engines would take and ours does not.
    """

    field: str
    message: str
    remedy: str
    name: str = "rule"

    def __str__(self) -> str:
        return f"{self.field}: {self.message}; {self.remedy}"


class ConditionError(Exception):
    """A condition that cannot be used; carries every problem found, not only the first."""

    def __init__(self, problems: list[ConditionProblem]) -> None:
        super().__init__("\n".join(map(str, problems)))
        self.problems = problems
