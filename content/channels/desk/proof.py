"""Whether a fetched bundle can be used: it is read as the app reads it. Not for its origin or its style."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

from content.channels.desk.errors import RefusedBundle
from content.problems import ContentError, Problem, Severity

Prove = Callable[[Path, str, str], None]
"""Takes a packed bundle, the id and the version it must have. Raises RefusedBundle."""

_PUBLISHER = "tell the publisher; what was there before stays in use"


def prove(file: Path, bundle: str, version: str) -> None:
    """Read all of ``file``. Raises RefusedBundle at the first thing that would take a card or rule away.

    What else `sidecue bundle check` looks for is the publisher's business, before the bundle is signed.
    """
    # A poll that finds nothing new does without the parsers.
    from content.bundles.reader import read_bundle

    try:
        read = read_bundle(file)
    except ContentError as error:
        raise _refused(error.problems[0]) from error
    if (read.id, read.version) != (bundle, version):
        what = f"says it is {read.id} {read.version}, and the channel calls it {bundle} {version}"
        raise RefusedBundle(what, _PUBLISHER)
    if errors := [problem for problem in read.problems if problem.severity is Severity.ERROR]:
        raise _refused(min(errors))


def _refused(problem: Problem) -> RefusedBundle:
    """Without the path of the packed file, which is ours and tells nobody anything."""
    name = problem.file.replace("\\", "/").rpartition(".cue")[2].strip("/")
    place = f"{name}:{problem.line}: " if name else ""
    field = f"{problem.field}: " if problem.field else ""
    return RefusedBundle(f"{place}{field}{problem.message}", _PUBLISHER)
