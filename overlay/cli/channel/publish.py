"""`sidecue channel publish`: checks, packs, signs and offers bundles."""

from __future__ import annotations

import argparse
import sys

from content.channels.model import ChannelManifest, target_of
from content.channels.publish.bundles import Packed, prepare
from content.channels.publish.edits import add_release
from content.problems import Severity
from overlay.cli.bundle.named import as_line, today
from overlay.cli.channel.signing import change
from overlay.cli.channel.wording import seen
from overlay.cli.counted import counted
from overlay.cli.exits import FINE, PROBLEMS
from overlay.cli.progress import shown_progress


def publish(arguments: argparse.Namespace) -> int:
    """Nothing is published when one of the bundles has an error."""
    packed = _prepared(arguments)
    if packed is None:
        return PROBLEMS

    def edit(manifest: ChannelManifest) -> ChannelManifest:
        for one in packed:
            manifest = add_release(manifest, one.release, arguments.percent)
        return manifest

    contents = {target_of(one.release.bundle, one.release.version): one.data for one in packed}
    manifest = change(arguments, edit, contents)
    if manifest is None:
        return PROBLEMS
    for line in (manifest.line(one.release.bundle) for one in packed):
        if line is not None:
            print(f"Published {line.id} {line.releases[0].version}: {seen(line)}.")
    return FINE


def _prepared(arguments: argparse.Namespace) -> list[Packed] | None:
    """Every bundle named, packed; None when one of them must not be published."""
    found: list[Packed] = []
    bad = False
    for path in arguments.paths:
        with shown_progress() as progress:
            packed, problems = prepare(path, today(), progress)
        errors = [problem for problem in problems if problem.severity is Severity.ERROR]
        for problem in errors:
            print(as_line(problem), file=sys.stderr)
        if packed:
            found.append(packed)
            if warnings := sum(problem.severity is Severity.WARNING for problem in problems):
                print(
                    f"{path}: {counted(warnings, 'warning')}; read more: sidecue bundle check {path}",
                    file=sys.stderr,
                )
        bad = bad or packed is None
    return None if bad else found
