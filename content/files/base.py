"""What a bundle's readers know of its files: names and bytes, in a folder or packed. Not for reading cards.

A packed bundle is read where it lies and never unpacked: docs/decisions/0015-packed-never-unpacked.md.
"""

from __future__ import annotations

from dataclasses import dataclass
from pathlib import Path
from typing import Protocol

from content.problems import Problem
from content.text_file import MAX_BYTES, decode_text

PACKED_ENDING = ".cue"


@dataclass(frozen=True, slots=True)
class Listing:
    """The files below one folder of a bundle, sorted by name, and what is wrong with files there.

    ``missing`` says why there is no such folder ("does not exist"), "" when there is.
    """

    names: tuple[str, ...] = ()
    problems: tuple[Problem, ...] = ()
    missing: str = ""


class BundleFiles(Protocol):
    """The files of one bundle. Names have / between their folders and start at the bundle ("media/a.png").

    Nothing outside the bundle is ever read, whatever the name. Hidden files and editors' leftovers are passed
    over.
    """

    @property
    def root(self) -> Path:
        """The bundle's folder, or its packed file."""

    def shown(self, name: str) -> str:
        """What problems call the file ``name``."""

    def has(self, name: str) -> bool:
        """Whether something of this name is there, readable or not."""

    def listed(self, folder: str = "") -> Listing:
        """All files below ``folder``, at any depth; "" is the bundle itself."""

    def find(self, path: str, folder: str = "") -> str | None:
        """The name of the file that ``path`` leads to from ``folder``; None when none of the bundle's."""

    def read(self, name: str, limit: int = MAX_BYTES) -> bytes:
        """The bytes of a file. Raises ContentError with one problem, also when it has more than ``limit``."""

    def verify(self) -> None:
        """Make sure of every file before the first one is used. Raises ContentError."""


def open_files(path: Path) -> BundleFiles:
    """The files of the bundle at ``path``, a folder or a packed file.

    Raises ContentError when it is a packed file that must not be used; a folder is not looked at yet.
    """
    if path.suffix.lower() == PACKED_ENDING and not path.is_dir():
        from content.files.packed import PackedFiles  # a desk with folders alone never needs it

        return PackedFiles(path)
    from content.files.folder import FolderFiles

    return FolderFiles(path)


def read_text_of(files: BundleFiles, name: str, limit: int = MAX_BYTES) -> str:
    """The text of the file ``name``. Raises ContentError with one problem."""
    return decode_text(files.read(name, limit), files.shown(name))
