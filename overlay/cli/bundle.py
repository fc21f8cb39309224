"""`sidecue bundle check` and `bundle show`: what is wrong with a bundle, and what is in it. No Qt."""

from __future__ import annotations

import argparse
import json
import sys
from pathlib import Path
from typing import Any

from content.bundles.check import check as run_checks
from content.bundles.folder import read_folder
from content.bundles.model import Bundle
from content.problems import ContentError, Problem, Severity
from overlay.cli.exits import FINE, PROBLEMS, WRONG_USE


def check(arguments: argparse.Namespace) -> int:
    """Print every finding; exit status 1 when one of them is an error."""
    bundle, problems = _read(arguments.path)
    if bundle is not None:
        problems = sorted(run_checks(bundle))
    if arguments.json:
        print(json.dumps([_as_json(problem) for problem in problems], indent=2, ensure_ascii=False))
    else:
        for problem in problems:
            print(f"{problem} [{problem.severity}]", file=sys.stderr)
        print(_summary(bundle, problems))
    if bundle is None and not arguments.path.is_dir():
        return WRONG_USE
    return PROBLEMS if any(problem.severity is Severity.ERROR for problem in problems) else FINE


def show(arguments: argparse.Namespace) -> int:
    """Print the manifest and one line for each card."""
    bundle, problems = _read(arguments.path)
    if bundle is None:
        for problem in problems:
            print(problem, file=sys.stderr)
        return PROBLEMS if arguments.path.is_dir() else WRONG_USE
    if arguments.json:
        print(json.dumps(_bundle_as_json(bundle), indent=2, ensure_ascii=False))
        return FINE
    print(f"{bundle.title} ({bundle.id} {bundle.version}), published by {bundle.publisher or 'nobody named'}")
    for card in bundle.cards:
        minutes = f", {card.minutes:g} min" if card.minutes else ""
        rule = "" if card.when is not None else ", found by search only"
        print(f"  {card.id}: {card.title} ({card.kind.value}{minutes}{rule})")
    return FINE


def _read(path: Path) -> tuple[Bundle | None, list[Problem]]:
    if path.is_file():
        remedy = f"name the bundle's folder, perhaps {path.parent}"
        return None, [Problem(str(path), 0, "", "is a file", remedy, name="unreadable")]
    try:
        bundle = read_folder(path)
    except ContentError as error:
        return None, error.problems
    return bundle, list(bundle.problems)


def _summary(bundle: Bundle | None, problems: list[Problem]) -> str:
    errors = sum(problem.severity is Severity.ERROR for problem in problems)
    cards = _count(len(bundle.cards), "card") if bundle is not None else "not readable"
    return f"{cards}, {_count(errors, 'error')}, {_count(len(problems) - errors, 'warning')}"


def _count(number: int, word: str) -> str:
    return f"{number} {word}" if number == 1 else f"{number} {word}s"


def _as_json(problem: Problem) -> dict[str, Any]:
    return {
        "file": problem.file,
        "line": problem.line,
        "field": problem.field,
        "severity": problem.severity.value,
        "name": problem.name,
        "message": problem.message,
        "remedy": problem.remedy,
    }


def _bundle_as_json(bundle: Bundle) -> dict[str, Any]:
    return {
        "id": bundle.id,
        "version": bundle.version,
        "title": bundle.title,
        "publisher": bundle.publisher,
        "languages": list(bundle.languages),
        "cards": [
            {"card": card.id, "title": card.title, "kind": card.kind.value, "minutes": card.minutes}
            for card in bundle.cards
        ],
        "problems": [_as_json(problem) for problem in bundle.problems],
    }
