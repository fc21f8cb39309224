"""Tells whether files are still those that were read, from the disk's own notes on them. Not a signature.

What an update or an editor does to a file shows in its size or times; who can forge those can write the files
anyway. Signed bundles are verified where they come in (content/channels). Without hashlib, because that loads
OpenSSL, several megabytes that an idle app has no other use for.
"""

from __future__ import annotations

import os
import zlib
from collections.abc import Iterator
from pathlib import Path

from content.files.names import is_leftover

# A file may change twice within one tick of a disk's clock, on some disks two seconds long.
_TOO_YOUNG = 2_000_000_000

_Notes = tuple[tuple[int, int], tuple[int, int]]  # when it changed, its size and number


def fingerprint(path: Path, now: int) -> str:
    """A text that changes with any file below ``path``, or with the file ``path``.

    "" when it cannot be told: something cannot be looked at, or changed so shortly before ``now`` (in
    nanoseconds since 1970) that it might change again unnoticed.
    """
    newest = crc = count = 0
    try:
        for name, (times, rest) in _files(str(path), ""):
            newest = max(newest, *times)
            crc = zlib.crc32(f"{name}\0{times} {rest}\n".encode("utf-8", "surrogateescape"), crc)
            count += 1
    except OSError:
        return ""
    return "" if newest > now - _TOO_YOUNG else f"{count} files, newest {newest}, {crc:08x}"


def _files(path: str, prefix: str) -> Iterator[tuple[str, _Notes]]:
    """Names and notes of a file or of all files of a folder, links followed; folders by name alone."""
    status = os.stat(path)  # noqa: PTH116 # of ten thousand files, before anything can be shown
    if not os.path.isdir(path):  # noqa: PTH112 # see above
        yield prefix, _notes(status)
        return
    with os.scandir(path) as found:
        entries = sorted((entry for entry in found if _counts(entry.name)), key=lambda entry: entry.name)
    for entry in entries:
        name = f"{prefix}/{entry.name}"
        if entry.is_dir(follow_symlinks=False):
            yield name, ((0, 0), (0, 0))
            yield from _files(entry.path, name)
        else:
            yield name, _notes(_status(entry))


def _counts(name: str) -> bool:
    return not is_leftover(name) and name != "__pycache__"


def _status(entry: os.DirEntry[str]) -> os.stat_result:
    try:
        return entry.stat()
    except FileNotFoundError:  # a link to nowhere
        return entry.stat(follow_symlinks=False)


def _notes(status: os.stat_result) -> _Notes:
    return (status.st_mtime_ns, status.st_ctime_ns), (status.st_size, status.st_ino)
