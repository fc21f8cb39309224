"""`sidecue bundle diff`: what a new version of a bundle changes for the people who use it."""

from __future__ import annotations

import argparse
import dataclasses
import json
import sys
from collections.abc import Sequence
from typing import Any

from content.bundles.diff import diff
from content.bundles.diff_model import BundleDiff
from content.bundles.expect.cards import CardIds
from content.bundles.expect.reader import read_expectations
from content.bundles.model import Bundle
from content.bundles.sample_windows import sample_windows
from content.files.base import open_files
from content.files.names import printable
from content.problems import Severity
from overlay.cli.bundle.diff_words import words
from overlay.cli.bundle.named import read, status_without
from overlay.cli.exits import FINE
from triggers.context import Context


def diff_bundles(arguments: argparse.Namespace) -> int:
    """Print every difference; exit status 0 however many there are."""
    bundles: list[Bundle] = []
    for path in (arguments.old, arguments.new):
        bundle, problems = read(path)
        if bundle is None:
            for problem in problems:
                print(problem, file=sys.stderr)
            return status_without(path)
        errors = [problem for problem in problems if problem.severity is Severity.ERROR]
        if errors:
            what = f"{path} has errors, and what they take away is not compared"
            print(f"sidecue: {what}; see `sidecue bundle check`", file=sys.stderr)
        bundles.append(bundle)
    found = diff(bundles[0], bundles[1], _windows(bundles))
    if arguments.json:
        print(json.dumps(_as_json(found), indent=2, ensure_ascii=False))
    else:
        print("\n".join(map(printable, words(found))))
    return FINE


def _windows(bundles: Sequence[Bundle]) -> list[Context]:
    """The windows of the rule tests of both versions, and the sample windows, each once."""
    stated: list[Context] = []
    for bundle in bundles:
        files = open_files(bundle.root)
        if files.has("expect.yaml"):
            stated += (window.context for window in read_expectations(files, CardIds(bundle))[0])
    return list(dict.fromkeys([*stated, *sample_windows()]))


def _as_json(found: BundleDiff) -> dict[str, Any]:
    def plain(items: list[tuple[str, Any]]) -> dict[str, Any]:
        return {"class" if name == "window_class" else name: value for name, value in items}

    return {"same": found.is_empty, **dataclasses.asdict(found, dict_factory=plain)}
