"""`sidecue update`: ask the channels for new bundles now. The app runs this too, as a process of its own."""

from __future__ import annotations

import argparse
import json
from collections.abc import Iterator
from dataclasses import asdict

from content.channels.desk.report import Change, ChannelReport
from content.channels.errors import ChannelError
from content.files.names import printable
from overlay.cli.desk import complain, opened_desk, tell_app
from overlay.cli.exits import FINE, PROBLEMS
from overlay.cli.progress import shown_progress
from overlay.policy import load_policy


def update(arguments: argparse.Namespace) -> int:
    """Say for each channel what changed; exit status 1 when something could not be had or was refused."""
    try:
        with shown_progress() as progress, opened_desk(arguments, progress) as desk:
            unfollowed = desk.ensure_subscribed(load_policy())
            reports = desk.update(arguments.channel)
    except ChannelError as error:
        complain(error)
        return PROBLEMS
    if any(report.changed for report in reports) or not arguments.quiet:  # the app itself looks
        tell_app(arguments)
    if arguments.json:
        print(json.dumps({"channels": [asdict(report) for report in reports]}, indent=2, ensure_ascii=False))
    elif not arguments.quiet:
        for line in _said(reports):
            print(printable(line))
    for missing in unfollowed:
        complain(missing)
    for report in reports:
        for fault in _faults(report):
            complain(fault)
    return PROBLEMS if unfollowed or not all(report.fine for report in reports) else FINE


def _said(reports: list[ChannelReport]) -> Iterator[str]:
    if not reports:
        yield "No channels; `sidecue subscribe` follows one."
    for report in reports:
        changes = [_worded(change) for change in report.changes if not change.refused]
        if changes:
            yield f"{report.title}: {', '.join(changes)}"
        elif report.fine:
            yield f"{report.title}: nothing new"


def _worded(change: Change) -> str:
    if not change.after:
        return f"{change.bundle} {change.before} was withdrawn"
    if not change.before:
        return f"{change.bundle} {change.after} is new"
    if change.before == change.after:
        return f"{change.bundle} {change.after} was fetched again"
    return f"{change.bundle} {change.before} → {change.after}"


def _faults(report: ChannelReport) -> Iterator[str]:
    for change in report.changes:
        if change.refused:
            bundle = f"{change.bundle} {change.after}"
            yield f"{report.title}: {bundle} is refused: {change.refused}; {change.remedy}"
    if report.problem:
        yield f"{report.problem}; {report.remedy}"
