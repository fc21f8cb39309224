"""Adds imported files to a bundle folder: whole or not at all, nothing replaced, nothing outside it."""

from __future__ import annotations

import os
import shutil
import tempfile
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from pathlib import Path

from content.files.folder import FolderFiles
from content.files.names import same_name
from content.problems import ContentError, Problem
from content.progress import Progress


def add(files: Mapping[str, bytes], folder: Path, progress: Progress) -> tuple[list[str], list[str]]:
    """Put ``files`` into ``folder``: the names that were added, and those that were there already.

    They are written to a hidden folder first. A new ``folder`` then appears at once; in one that is there
    each file does, in the order of ``files``. Raises ContentError when something cannot be written.
    """
    try:
        with _staging(folder) as staged:
            for number, (name, data) in enumerate(files.items()):
                progress.step(number, len(files), name)
                file = staged / name
                file.parent.mkdir(parents=True, exist_ok=True)
                file.write_bytes(data)
            if not os.path.lexists(folder):
                staged.rename(folder)
                return list(files), []
            return _moved(list(files), staged, folder)
    except OSError as error:
        what = f"cannot be written: {error.strerror or error}"
        remedy = "check the permissions and the space on the disk; nothing is half written"
        raise ContentError([Problem(str(folder), 0, "", what, remedy, name="unwritable")]) from None


@contextmanager
def _staging(folder: Path) -> Iterator[Path]:
    """A folder on the same disk, hidden from readers of bundles; gone at the end."""
    beside = folder.absolute().parent
    beside.mkdir(parents=True, exist_ok=True)
    staged = Path(tempfile.mkdtemp(prefix=".import-", dir=folder if folder.is_dir() else beside))
    staged.chmod(0o755)  # else the new folder would be its maker's alone
    try:
        yield staged
    finally:
        shutil.rmtree(staged, ignore_errors=True)


def _moved(names: list[str], staged: Path, folder: Path) -> tuple[list[str], list[str]]:
    there = {same_name(name) for name in FolderFiles(folder).listed().names}
    home = folder.resolve()
    added: list[str] = []
    left: list[str] = []
    for name in names:
        target = folder / name
        # Asked before anything is made: a linked folder in between might lead anywhere.
        inside = target.parent.resolve().is_relative_to(home)
        if not inside or same_name(name) in there or os.path.lexists(target):
            left.append(name)
            continue
        target.parent.mkdir(parents=True, exist_ok=True)
        (staged / name).rename(target)
        added.append(name)
    return added, left
