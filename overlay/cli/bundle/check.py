"""`sidecue bundle check`: what is wrong with a bundle, where, and what to do."""

from __future__ import annotations

import argparse
import json
import sys

from content.bundles.check import check as run_checks
from content.bundles.model import Bundle
from content.problems import Problem, Severity
from overlay.cli.bundle.named import as_json, read, status_without
from overlay.cli.exits import FINE, PROBLEMS


def check(arguments: argparse.Namespace) -> int:
    """Print every finding; exit status 1 when one of them is an error."""
    bundle, problems = read(arguments.path)
    if bundle is not None:
        problems = sorted(run_checks(bundle))
    if arguments.json:
        print(json.dumps([as_json(problem) for problem in problems], indent=2, ensure_ascii=False))
    else:
        for problem in problems:
            print(f"{problem} [{problem.severity}]", file=sys.stderr)
        print(_summary(bundle, problems))
    if bundle is None:
        return status_without(arguments.path)
    return PROBLEMS if any(problem.severity is Severity.ERROR for problem in problems) else FINE


def _summary(bundle: Bundle | None, problems: list[Problem]) -> str:
    errors = sum(problem.severity is Severity.ERROR for problem in problems)
    cards = _count(len(bundle.cards), "card") if bundle is not None else "not readable"
    return f"{cards}, {_count(errors, 'error')}, {_count(len(problems) - errors, 'warning')}"


def _count(number: int, word: str) -> str:
    return f"{number} {word}" if number == 1 else f"{number} {word}s"
