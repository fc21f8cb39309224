"""Turns what a publisher names, folder or packed file, into the bytes of a release. Not for signing it."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from pathlib import Path

from content.bundles.checks.check import check
from content.bundles.pack import pack
from content.bundles.reader import read_files
from content.channels.publish.edits import NewRelease
from content.files.base import open_files
from content.meaning.carried import entries
from content.problems import ContentError, Problem, Severity
from content.progress import Progress


@dataclass(frozen=True, slots=True)
class Packed:
    """A release and the content of its file."""

    release: NewRelease
    data: bytes


def prepare(path: Path, today: date, progress: Progress) -> tuple[Packed | None, list[Problem]]:
    """The bundle at ``path``, packed, and everything found in it; None when one of that is an error.

    A packed file is packed anew, so that every desk gets what this version of Sidecue would have packed.
    """
    try:
        files = open_files(path)
        files.verify()
        bundle = read_files(files)
        problems = check(bundle, today)
        if any(problem.severity is Severity.ERROR for problem in problems):
            return None, problems
        # Vectors are computed where the bundle is packed: publishing needs no encoder.
        package = pack(bundle, files, progress, entries(files) if path.is_file() else ())
    except ContentError as error:
        return None, error.problems
    return Packed(NewRelease(bundle.id, bundle.version, bundle.title), package.data), problems
