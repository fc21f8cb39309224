"""The files of a bundle that is a folder; links that lead outside it are refused. Not for packed bundles."""

from __future__ import annotations

import os
from collections.abc import Iterator
from functools import cached_property
from pathlib import Path

from content.files.base import Listing
from content.files.names import is_leftover, printable
from content.problems import ContentError, Problem
from content.text_file import MAX_BYTES, read_bytes

MAX_DEPTH = 12  # folders below the one that is listed


class FolderFiles:
    """Implements BundleFiles for the folder ``root``, which need not exist."""

    def __init__(self, root: Path) -> None:
        self.root = root
        self._prefix = os.path.join(root, "")  # noqa: PTH118 # thousands of names are put behind it
        self._inside: set[str] = set()  # folders found to lie inside, links followed

    @cached_property
    def _home(self) -> Path:
        return self.root.resolve()

    def shown(self, name: str) -> str:
        """See BundleFiles."""
        return self._prefix + (name if os.sep == "/" else name.replace("/", os.sep))

    def has(self, name: str) -> bool:
        """See BundleFiles."""
        return os.path.lexists(self.root / name)

    def listed(self, folder: str = "") -> Listing:
        """See BundleFiles."""
        path = self.root / folder
        outside = self._outside_problem(path)
        if outside:
            return Listing(problems=(outside,))
        if not path.is_dir():
            return Listing(missing="is not a folder" if path.exists() else "does not exist")
        problems: list[Problem] = []
        names = tuple(self._walk(path, f"{folder}/" if folder else "", problems, 0))
        return Listing(names, tuple(problems))

    def find(self, path: str, folder: str = "") -> str | None:
        """See BundleFiles."""
        try:
            found = (self.root / folder / path).resolve()
            if found.is_relative_to(self._home) and found.is_file():
                return found.relative_to(self._home).as_posix()
        except (OSError, RuntimeError, ValueError):  # a name too long, a loop of links, a NUL
            pass
        return None

    def read(self, name: str, limit: int = MAX_BYTES) -> bytes:
        """See BundleFiles."""
        path = self.shown(name)
        folder = os.path.dirname(path)  # noqa: PTH120 # see above
        if os.path.islink(path) or folder not in self._inside:  # noqa: PTH114 # see above
            outside = self._outside_problem(Path(path))
            if outside:
                raise ContentError([outside])
        return read_bytes(path, path, limit)

    def verify(self) -> None:
        """See BundleFiles; a folder has nothing to be compared with."""

    def _walk(self, folder: Path, prefix: str, problems: list[Problem], depth: int) -> Iterator[str]:
        try:
            entries = sorted(os.scandir(folder), key=lambda entry: entry.name)
        except OSError as error:
            message, remedy = f"cannot be read: {error.strerror}", "check the folder's permissions"
            problems.append(Problem(printable(folder), 0, "", message, remedy, name="unreadable"))
            return
        for entry in entries:
            if is_leftover(entry.name):
                continue
            path = folder / entry.name
            outside = self._outside_problem(path) if entry.is_symlink() else None
            if outside:
                problems.append(outside)
            elif entry.is_dir(follow_symlinks=False) and depth < MAX_DEPTH:
                yield from self._walk(path, f"{prefix}{entry.name}/", problems, depth + 1)
            elif entry.is_dir():
                linked, deep = "is a linked folder", f"is more than {MAX_DEPTH} folders deep"
                message = linked if entry.is_symlink() else deep
                problems.append(
                    Problem(printable(path), 0, "", message, "use plain folders", name="unreadable")
                )
            else:
                yield prefix + entry.name

    def _outside_problem(self, path: Path) -> Problem | None:
        """A problem when ``path`` is not inside the bundle once all links are followed."""
        linked = os.path.islink(path)  # noqa: PTH114 # what may not be looked at is told by whoever reads it
        if path == self.root or (not linked and self._is_inside(path.parent)):
            return None
        if linked and self._leads_inside(path):
            return None
        message, remedy = "is a link that leads outside the bundle", "copy it into the bundle"
        return Problem(printable(path), 0, "", message, remedy, name="outside-bundle")

    def _is_inside(self, folder: Path) -> bool:
        """Whether a folder lies inside, asked of the disk only once."""
        known = str(folder)
        if known not in self._inside and (folder == self.root or self._leads_inside(folder)):
            self._inside.add(known)
        return known in self._inside

    def _leads_inside(self, path: Path) -> bool:
        try:
            return path.resolve().is_relative_to(self._home)
        except (OSError, RuntimeError):  # a loop of links
            return False
