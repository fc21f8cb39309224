"""The bundle that an author's command was given, and its problems as JSON. Shared by the bundle verbs."""

from __future__ import annotations

from datetime import date
from pathlib import Path
from typing import Any

from content.bundles.model import Bundle
from content.bundles.reader import read_bundle
from content.files.base import PACKED_ENDING
from content.library.halves import in_halves
from content.problems import ContentError, Problem
from overlay.cli.exits import PROBLEMS, WRONG_USE


def read(path: Path) -> tuple[Bundle | None, list[Problem]]:
    """The bundle at ``path``, None when there is none, and every problem met in reading it."""
    if path.is_file() and path.suffix.lower() != PACKED_ENDING:
        remedy = f"name the bundle's folder, perhaps {path.parent}"
        return None, [Problem(str(path), 0, "", "is a file", remedy, name="unreadable")]
    try:
        bundle = read_bundle(path, in_halves)
    except ContentError as error:
        return None, error.problems
    return bundle, list(bundle.problems)


def status_without(path: Path) -> int:
    """The exit status when there is no bundle at ``path``: wrong use when it could not have been one."""
    might_be = path.is_dir() or (path.is_file() and path.suffix.lower() == PACKED_ENDING)
    return PROBLEMS if might_be else WRONG_USE


def today() -> date:
    """The day by which review dates are judged."""
    return date.today()


def as_line(problem: Problem) -> str:
    """One problem as the verbs print it for people, with the name that docs/checks.md explains."""
    return f"{problem} [{problem.severity}: {problem.name}]"


def as_json(problem: Problem) -> dict[str, Any]:
    """One problem as the reading verbs print it with --json."""
    return {
        "file": problem.file,
        "line": problem.line,
        "field": problem.field,
        "severity": problem.severity.value,
        "name": problem.name,
        "message": problem.message,
        "remedy": problem.remedy,
    }
