"""The channel's folder on disk: where its files lie, and writing them so that a kill leaves it usable.

Not for what is in them. Desks read the folder while we write: a file appears whole or not at all, and none
but timestamp.json and the invitation is ever written again.
"""

from __future__ import annotations

import os
import re
from collections.abc import Iterable, Iterator
from contextlib import contextmanager, suppress
from dataclasses import dataclass
from pathlib import Path

from content.channels.errors import ChannelError
from content.memory.errors import StateInUseError
from content.memory.lock import FolderLock
from content.progress import Progress
from content.whole_file import write_whole

TIMESTAMP = "metadata/timestamp.json"
INVITATION = "invitation.json"
PENDING = "pending-root.json"
LOCK = ".lock"

_VERSIONED = re.compile(r"^metadata/([1-9][0-9]{0,8})\.(root|targets|snapshot)\.json$")
_TARGET = re.compile(r"^targets/(bundles/)?[0-9a-f]{64}\.[a-z0-9][0-9A-Za-z.-]*$")
_TEMPORARY = ".new"  # as content/whole_file.py ends them
_OURS = frozenset({TIMESTAMP, INVITATION, PENDING, LOCK})


@dataclass(frozen=True, slots=True)
class NewFile:
    """Bytes and their place in the folder. Unless ``again``, nothing else may be in that place yet."""

    path: str
    raw: bytes
    again: bool = False


@dataclass(frozen=True, slots=True)
class Listing:
    """What lies in the folder, as paths relative to it. ``strange`` is what no command of ours writes."""

    versions: dict[str, tuple[int, ...]]
    targets: tuple[str, ...]
    temporary: tuple[str, ...]
    strange: tuple[str, ...]

    def newest(self, name: str) -> int:
        """The highest version of that metadata file, 0 when there is none."""
        return max(self.versions.get(name, ()), default=0)


def versioned(name: str, version: int) -> str:
    """Where that version of root, targets or snapshot lies."""
    return f"metadata/{version}.{name}.json"


def hashed(target: str, sha256: str) -> str:
    """Where a target lies: with its hash in its name, so that old and new are there side by side."""
    folder, slash, name = target.rpartition("/")
    return f"targets/{folder}{slash}{sha256}.{name}"


def list_folder(folder: Path) -> Listing:
    """Everything in ``folder``. Raises OSError."""
    versions: dict[str, list[int]] = {}
    targets, temporary, strange = [], [], []
    for path in sorted(_files(folder)):
        if found := _VERSIONED.match(path):
            versions.setdefault(found[2], []).append(int(found[1]))
        elif path.endswith(_TEMPORARY):
            temporary.append(path)
        elif _TARGET.match(path):
            targets.append(path)
        elif path not in _OURS:
            strange.append(path)
    counted = {name: tuple(sorted(some)) for name, some in versions.items()}
    return Listing(counted, tuple(targets), tuple(temporary), tuple(strange))


@contextmanager
def owned(folder: Path) -> Iterator[None]:
    """Keep every other command from writing to the channel. Raises ChannelError when one does already."""
    try:
        lock = FolderLock(folder / LOCK)
    except StateInUseError:
        remedy = "wait until it has ended"
        raise ChannelError("another command is changing this channel", str(folder), remedy) from None
    try:
        yield
    finally:
        lock.close()


def write_all(folder: Path, files: Iterable[NewFile], progress: Progress) -> None:
    """Write ``files`` in their order, each flushed to the disk before the next begins.

    Raises ChannelError. What was written until then stays: no desk looks at it until timestamp.json or a root
    names it, and the next change takes other names.
    """
    planned = list(files)
    for number, new in enumerate(planned):
        progress.step(number, len(planned), new.path)
        file = folder / new.path
        try:
            if new.again or not _is_there(file, new.raw):
                write_for_desks(file, new.raw)
        except FileExistsError as error:
            remedy = "move it away, or restore the channel from a copy; nothing was overwritten"
            raise ChannelError("is there already with other content", str(file), remedy) from error
        except OSError as error:
            remedy = "make room or get the right to write there, then begin again; desks notice nothing"
            raise ChannelError(f"cannot be written: {error.strerror}", str(file), remedy) from error
    progress.step(len(planned), len(planned), "")


def write_for_desks(file: Path, raw: bytes) -> None:
    """Make ``raw`` the content of ``file``, at once and for good. Raises OSError; then the old is there."""
    file.parent.mkdir(parents=True, exist_ok=True)
    write_whole(file, raw)
    _flush_folder(file.parent)


def read_file(folder: Path, path: str, largest: int) -> bytes:
    """The file at ``path``. Raises ChannelError when it is missing, unreadable or too large."""
    file = folder / path
    try:
        with file.open("rb") as stream:
            raw = stream.read(largest + 1)
    except OSError as error:
        remedy = "restore it from a copy of the channel"
        raise ChannelError(f"cannot be read: {error.strerror}", str(file), remedy) from error
    if len(raw) > largest:
        raise ChannelError(f"is larger than {largest:,} bytes", str(file), "restore it from a copy")
    return raw


def _is_there(file: Path, raw: bytes) -> bool:
    """Whether ``file`` has this very content. Raises FileExistsError when it has another."""
    try:
        if file.read_bytes() == raw:
            return True
    except FileNotFoundError:
        return False
    raise FileExistsError(str(file))


def _files(folder: Path) -> Iterator[str]:
    for place, _, names in os.walk(folder):
        for name in names:
            yield (Path(place) / name).relative_to(folder).as_posix()


def _flush_folder(folder: Path) -> None:
    if os.name == "nt":  # Windows flushes renames by itself and opens no folders
        return
    descriptor = os.open(folder, os.O_RDONLY)
    try:
        with suppress(OSError):  # file systems of servers know no such thing
            os.fsync(descriptor)
    finally:
        os.close(descriptor)
