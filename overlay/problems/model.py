"""What is wrong, grouped and in plain words, as values and as text to send on. No widgets."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path

from content.bundles.model import Bundle
from content.files.base import PACKED_ENDING
from content.problems import Problem, Severity

SIDECUE = "Sidecue itself"
ELSEWHERE = "Other bundles"


@dataclass(frozen=True, slots=True)
class AppProblem:
    """Something that is not about a card: a window source passed over, a hotkey taken, a damaged file."""

    message: str
    remedy: str = ""
    severity: Severity = Severity.WARNING


@dataclass(frozen=True, slots=True)
class Finding:
    """One line of the list; ``where`` is a place in a file ("cards/pay.md:4") or ""."""

    message: str
    remedy: str
    where: str
    severity: Severity

    def __str__(self) -> str:
        remedy = f"; {self.remedy}" if self.remedy else ""
        return f"{self.where}: {self.message}{remedy}" if self.where else f"{self.message}{remedy}"


@dataclass(frozen=True, slots=True)
class Group:
    """The findings of one bundle or of the app. ``folder``: where to mend them, for a packed bundle the one
    that holds it; None when there is none.
    """

    title: str
    findings: tuple[Finding, ...]
    folder: Path | None = None


def grouped(
    app: Sequence[AppProblem], content: Sequence[Problem], bundles: Sequence[Bundle]
) -> tuple[Group, ...]:
    """The app's own problems first, then bundle by bundle; errors before warnings, files in their order.

    Problems in a folder that gave no bundle at all stand together, each with its full path.
    """
    homes: dict[Path, list[Problem]] = {bundle.root: [] for bundle in bundles}
    homeless: list[Problem] = []
    for problem in content:
        root = next((root for root in homes if Path(problem.file).is_relative_to(root)), None)
        (homeless if root is None else homes[root]).append(problem)
    own = tuple(Finding(it.message, it.remedy, "", it.severity) for it in app)
    groups = [Group(SIDECUE, _worst_first(own))]
    for bundle in bundles:
        findings = _findings(homes[bundle.root], bundle.root)
        groups.append(Group(bundle.title, findings, _folder_of(bundle.root)))
    groups.append(Group(ELSEWHERE, _findings(homeless, None)))
    return tuple(group for group in groups if group.findings)


def as_text(groups: Sequence[Group]) -> str:
    """Everything as plain text, one finding a line, to paste into a message."""
    parts = ["\n".join([group.title, *(f"- {finding}" for finding in group.findings)]) for group in groups]
    return "\n\n".join(parts)


def _findings(problems: Sequence[Problem], root: Path | None) -> tuple[Finding, ...]:
    ordered = sorted(problems, key=lambda it: (it.file, it.line))
    return _worst_first(tuple(Finding(said(it), it.remedy, _where(it, root), it.severity) for it in ordered))


def _worst_first(findings: tuple[Finding, ...]) -> tuple[Finding, ...]:
    return tuple(sorted(findings, key=lambda it: it.severity is not Severity.ERROR))


def _folder_of(root: Path) -> Path:
    return root.parent if root.suffix.lower() == PACKED_ENDING else root


def _where(problem: Problem, root: Path | None) -> str:
    file = Path(problem.file)
    shown = str(file) if root is None else root.name if file == root else file.relative_to(root).as_posix()
    return f"{shown}:{problem.line}" if problem.line else shown


def said(problem: Problem) -> str:
    """The message with the field it is about, which many messages leave to it."""
    return f"{problem.field}: {problem.message}" if problem.field else problem.message
