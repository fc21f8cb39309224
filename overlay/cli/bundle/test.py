"""`sidecue bundle test`: whether each window brings exactly its cards, and what nothing has tried."""

from __future__ import annotations

import argparse
import json
import sys
from collections.abc import Iterable

from content.bundles.expect.cards import CardIds, StatedWindow
from content.bundles.expect.parts import parts_of
from content.bundles.expect.reader import EXPECT_FILE, no_tests, read_expectations
from content.bundles.expect.report import Report
from content.bundles.expect.run import run
from content.bundles.expect.traces import read_trace
from content.bundles.model import Bundle
from content.files.base import BundleFiles, open_files
from content.files.names import printable
from content.problems import Problem, Severity
from overlay.cli.bundle.named import read, status_without
from overlay.cli.bundle.outcome import as_json, as_text, failure_lines
from overlay.cli.exits import FINE, PROBLEMS


def test(arguments: argparse.Namespace) -> int:
    """Run the bundle's rule tests and traces; exit status 1 when one fails or cannot be read."""
    bundle, problems = read(arguments.path)
    if bundle is None:
        _print(problems)
        return status_without(arguments.path)
    files = open_files(bundle.root)
    windows, found, foreign = _windows(bundle, files, arguments)
    # What is wrong with the cards is for `bundle check` to tell, unless it takes a rule away.
    errors = [problem for problem in problems if problem.severity is Severity.ERROR]
    problems = [*errors, *found]
    report = run(bundle, windows, parts_of(bundle, files))
    _write_junit(arguments, bundle, report)
    ids = CardIds(bundle)
    if arguments.json:
        print(json.dumps(as_json(report, ids, problems, foreign), indent=2, ensure_ascii=False))
    else:
        _print(problems)
        _print(line for outcome in report.failures for line in failure_lines(outcome, ids))
        print(printable_lines(as_text(report, ids, foreign)))
    return _status(report, problems, arguments)


def printable_lines(lines: Iterable[str]) -> str:
    """``lines`` as one text; no title and no name of a file steers the terminal."""
    return "\n".join(map(printable, lines))


def _windows(
    bundle: Bundle, files: BundleFiles, arguments: argparse.Namespace
) -> tuple[list[StatedWindow], list[Problem], int]:
    """Every window of ``expect.yaml`` and of the traces, the problems, and how many cards were foreign."""
    ids = CardIds(bundle)
    windows: list[StatedWindow] = []
    problems: list[Problem] = []
    foreign = 0
    if files.has(EXPECT_FILE):
        windows, problems = read_expectations(files, ids)
    for file in arguments.trace:
        trace = read_trace(file, ids)
        windows += trace.windows
        problems += trace.problems
        foreign += trace.foreign
    if not (windows or problems):
        problems.append(no_tests(files))
    return windows, problems, foreign


def _write_junit(arguments: argparse.Namespace, bundle: Bundle, report: Report) -> None:
    if arguments.junit:
        from overlay.cli.bundle.junit import junit

        arguments.junit.write_bytes(junit(bundle, report))


def _status(report: Report, problems: list[Problem], arguments: argparse.Namespace) -> int:
    if report.failures or any(problem.severity is Severity.ERROR for problem in problems):
        return PROBLEMS
    unused = report.unused_cards or report.unused_parts
    return PROBLEMS if arguments.fail_unexercised and unused else FINE


def _print(lines: Iterable[object]) -> None:
    for line in lines:
        print(printable(str(line)), file=sys.stderr)
