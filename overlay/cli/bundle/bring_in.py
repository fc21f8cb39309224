"""`sidecue bundle import`: other people's content as cards, and what of it could not be carried over."""

from __future__ import annotations

import argparse
import json
import shlex
import sys

from content.bundles.imports.importing import Origin, bring_in
from content.problems import ContentError, Problem
from overlay.cli.bundle.named import as_json
from overlay.cli.counted import counted
from overlay.cli.exits import FINE, PROBLEMS, WRONG_USE
from overlay.cli.progress import shown_progress


def bring_in_bundle(arguments: argparse.Namespace) -> int:
    """Import, then report; exit status 1 when nothing could be imported."""
    origin = Origin(arguments.origin) if arguments.origin else None
    try:
        with shown_progress() as progress:
            done = bring_in(arguments.source, arguments.into, origin, arguments.title, progress)
    except ContentError as error:
        _report(error.problems, arguments.json, ())
        is_wrong_use = not arguments.source.exists() or arguments.into.is_file()
        return WRONG_USE if is_wrong_use else PROBLEMS
    _report(list(done.losses), arguments.json, done.added)
    if not arguments.json:
        cards, losses = counted(done.cards, "card"), len(done.losses)
        others = len(done.added) - done.cards
        print(f"{cards} and {counted(others, 'other file')} added to {arguments.into}")
        print(
            f"{counted(losses, 'thing')} could not be carried over"
            if losses
            else "everything was carried over"
        )
        print(f"Next: sidecue bundle check {shlex.quote(str(arguments.into))}")
    return FINE


def _report(losses: list[Problem], in_json: bool, added: tuple[str, ...]) -> None:
    if in_json:
        answer = {"added": list(added), "not_carried_over": [as_json(problem) for problem in losses]}
        print(json.dumps(answer, indent=2, ensure_ascii=False))
        return
    for problem in losses:
        print(problem, file=sys.stderr)
