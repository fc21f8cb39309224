"""`sidecue bundle pack`: a bundle's folder as one file, the same bytes each time."""

from __future__ import annotations

import argparse
import json
import sys
from pathlib import Path

from content.bundles.checks.check import check
from content.bundles.model import Bundle
from content.bundles.pack import Package, write_package
from content.bundles.pack import pack as packed
from content.files.base import open_files
from content.files.names import printable
from content.problems import ContentError, Problem, Severity
from overlay.cli.bundle.meaning import LEFT_OUT, Vectors, vectors_for
from overlay.cli.bundle.named import as_line, read, status_without, today
from overlay.cli.counted import counted
from overlay.cli.exits import FINE, PROBLEMS
from overlay.cli.progress import shown_progress


def pack(arguments: argparse.Namespace) -> int:
    """Write the packed file and say what it is; a bundle with errors is not packed."""
    bundle, problems = read(arguments.path)
    if bundle is not None:
        problems = check(bundle, today())
    errors = [problem for problem in problems if problem.severity is Severity.ERROR]
    if bundle is None or errors:
        _print(errors)
        return status_without(arguments.path) if bundle is None else PROBLEMS
    try:
        with shown_progress() as progress:
            files = open_files(arguments.path)
            vectors = LEFT_OUT if arguments.no_meaning else vectors_for(bundle, files, progress)
            package = packed(bundle, files, progress, vectors.entries)
    except ContentError as error:
        _print(error.problems)
        return PROBLEMS
    file = arguments.out or Path(package.name)
    if file.is_dir():
        file /= package.name
    write_package(package, file)
    _say(bundle, package, vectors, file, as_json=arguments.json)
    return FINE


def _print(problems: list[Problem]) -> None:
    for problem in problems:
        print(as_line(problem), file=sys.stderr)


def _say(bundle: Bundle, package: Package, vectors: Vectors, file: Path, *, as_json: bool) -> None:
    if as_json:
        said = {
            "file": str(file),
            "id": bundle.id,
            "version": bundle.version,
            "cards": len(bundle.cards),
            "size": len(package.data),
            "sha256": package.sha256,
            "left_out": list(package.left_out),
            "meaning": {"cards": vectors.cards, "encoder": vectors.encoder, "reason": vectors.reason},
        }
        print(json.dumps(said, indent=2, ensure_ascii=False))
        return
    for name in package.left_out:
        print(f"{printable(name)}:0: is no part of a bundle, so it is left out", file=sys.stderr)
    cards = counted(len(bundle.cards), "card")
    print(f"{file}: {cards}, {len(package.data):,} bytes")
    print(f"sha256 {package.sha256}")
    print(vectors.words)
