"""Packs a bundle into one file, the same bytes each time. Not for judging the bundle: see checks/check.py."""

from __future__ import annotations

import hashlib
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path

from content.bundles.model import Bundle
from content.cards.targets import IMAGE_ENDINGS
from content.files.base import PACKED_ENDING, BundleFiles
from content.files.packed import read_entries
from content.files.zip_layout import MAX_FILE_BYTES, LayoutError, write_layout
from content.problems import ContentError, Problem, Severity
from content.progress import Progress
from content.whole_file import write_whole

_LISTS = ("bundle.yaml", "contexts.yaml", "expect.yaml")
_ABOUT = ("readme", "license", "licence", "copying", "notice", "changelog")  # beside the manifest, for people


@dataclass(frozen=True, slots=True)
class Package:
    """A packed bundle as bytes; ``left_out`` are the files of the folder that are no part of a bundle."""

    name: str
    data: bytes
    left_out: tuple[str, ...]

    @property
    def sha256(self) -> str:
        """The checksum by which the packed file can be told from every other."""
        return hashlib.sha256(self.data).hexdigest()


def pack(
    bundle: Bundle, files: BundleFiles, progress: Progress, added: Iterable[tuple[str, bytes]] = ()
) -> Package:
    """``bundle`` and all that belongs to it in ``files``, packed, and files ``added`` that are no one's text.

    Raises ContentError when a file cannot be read, or would make a packed bundle that no desk accepts.
    """
    listing = files.listed()
    broken = [problem for problem in listing.problems if problem.severity is Severity.ERROR]
    if broken:
        raise ContentError(broken)
    names = sorted(name for name in listing.names if _belongs(name))
    contents = sorted([*_contents(names, files, progress), *added])
    data = b"".join(write_layout(contents))
    try:
        read_entries(data)
    except LayoutError as error:
        remedy = "change that in the folder and pack again"
        fault = Problem(str(files.root), 0, "", f"cannot be packed: it {error}", remedy, name="bad-package")
        raise ContentError([fault]) from error
    left_out = tuple(name for name in listing.names if not _belongs(name))
    return Package(f"{bundle.id}-{bundle.version}{PACKED_ENDING}", data, left_out)


def write_package(package: Package, file: Path) -> None:
    """Write ``file`` whole: a kill at any moment leaves what was there, or all of it. Raises OSError."""
    write_whole(file, package.data)


def _contents(names: Sequence[str], files: BundleFiles, progress: Progress) -> Iterator[tuple[str, bytes]]:
    for number, name in enumerate(names):
        progress.step(number, len(names), name)
        yield name, files.read(name, MAX_FILE_BYTES)


def _belongs(name: str) -> bool:
    """Whether a bundle's readers, or the people who get it, have a use for the file."""
    lower = name.lower()
    if "/" not in name and (name in _LISTS or lower.startswith(_ABOUT)):
        return True
    return lower.endswith(IMAGE_ENDINGS) or (name.startswith("cards/") and name.endswith(".md"))
