"""`sidecue bundle check`: what is wrong with a bundle, where, and what to do."""

from __future__ import annotations

import argparse
import json
import sys
from collections import Counter
from pathlib import Path
from typing import Any

from content.bundles.checks.check import check as run_checks
from content.bundles.model import Bundle
from content.problems import Problem, Severity
from overlay.cli.bundle.named import as_json, as_line, read, status_without, today
from overlay.cli.counted import counted
from overlay.cli.exits import FINE, PROBLEMS, WRONG_USE


def check(arguments: argparse.Namespace) -> int:
    """Print every finding; exit status 1 when one is an error, with --strict also when it is a warning."""
    if arguments.json and arguments.sarif == "-":
        print("sidecue: --json and --sarif - both want standard output; name a file", file=sys.stderr)
        return WRONG_USE
    bundle, problems = read(arguments.path)
    if bundle is not None:
        problems = run_checks(bundle, today())
    if arguments.sarif:
        _write_sarif(problems, arguments.sarif)
    if arguments.json:
        print(_text([as_json(problem) for problem in problems]))
    elif arguments.sarif != "-":
        for problem in problems:
            print(as_line(problem), file=sys.stderr)
        print(_summary(bundle, problems))
    if bundle is None:
        return status_without(arguments.path)
    counts = (Severity.ERROR, Severity.WARNING) if arguments.strict else (Severity.ERROR,)
    return PROBLEMS if any(problem.severity in counts for problem in problems) else FINE


def _write_sarif(problems: list[Problem], to: str) -> None:
    from overlay.cli.bundle.sarif import as_sarif

    text = _text(as_sarif(problems, Path.cwd()))
    if to == "-":
        print(text)
    else:
        Path(to).write_text(f"{text}\n", encoding="utf-8")


def _text(data: Any) -> str:
    return json.dumps(data, indent=2, ensure_ascii=False)


def _summary(bundle: Bundle | None, problems: list[Problem]) -> str:
    cards = counted(len(bundle.cards), "card") if bundle is not None else "not readable"
    found = Counter(problem.severity for problem in problems)
    of_each = [counted(found[kind], kind) for kind in Severity if kind is not Severity.NOTE or found[kind]]
    return ", ".join((cards, *of_each))
