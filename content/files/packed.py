"""The files of a packed bundle, read where they lie: nothing is ever unpacked to disk. Not for packing them.

A packed bundle may come from anybody. It is judged as a whole before the first byte of it is used, and what
is wrong with it is one problem: ``sidecue bundle pack`` did not write it, or it has been damaged since.
"""

from __future__ import annotations

import posixpath
import zlib
from bisect import bisect_left
from collections.abc import Sequence
from pathlib import Path
from typing import BinaryIO, NoReturn

from content.files.base import Listing
from content.files.names import is_leftover, name_fault, printable, same_name
from content.files.zip_layout import Entry, LayoutError, read_layout
from content.problems import ContentError, Problem
from content.text_file import MAX_BYTES, read_bytes

MAX_PACKED_BYTES = 100_000_000
_MAX_NAME = 400  # characters
_DAMAGED = "does not unpack to what it was packed from"


class PackedFiles:
    """Implements BundleFiles for the packed file ``root``. Raises ContentError when it must not be used."""

    def __init__(self, root: Path) -> None:
        self.root = root
        data = read_bytes(root, str(root), MAX_PACKED_BYTES)
        try:
            self._entries = read_entries(data)
        except LayoutError as error:
            raise self._refused(str(error)) from error
        self._names = tuple(self._entries)

    def shown(self, name: str) -> str:
        """See BundleFiles."""
        return str(self.root / name)

    def has(self, name: str) -> bool:
        """See BundleFiles."""
        return name in self._entries

    def listed(self, folder: str = "") -> Listing:
        """See BundleFiles."""
        prefix = f"{folder}/" if folder else ""
        first = bisect_left(self._names, prefix)
        last = bisect_left(self._names, prefix[:-1] + chr(ord("/") + 1)) if prefix else len(self._names)
        if first == last:
            return Listing(missing="is not a folder" if folder in self._entries else "does not exist")
        return Listing(self._names[first:last])

    def find(self, path: str, folder: str = "") -> str | None:
        """See BundleFiles."""
        name = posixpath.normpath(posixpath.join(folder, path))
        return name if name in self._entries else None

    def read(self, name: str, limit: int = MAX_BYTES) -> bytes:
        """See BundleFiles."""
        entry = self._entries.get(name)
        if entry is None:
            self._fail(name, "does not exist", "create it", "unreadable")
        if entry.size > limit:
            self._fail(name, f"is larger than {limit:,} bytes", "split or shorten it", "too-large")
        try:
            with self.root.open("rb") as stream:
                return self._unpack(entry, stream)
        except OSError as error:
            message = f"cannot be read: {error.strerror}"
            self._fail(name, message, "check the file and its permissions", "unreadable")

    def verify(self) -> None:
        """Unpack every file once, keeping none. Raises ContentError when one is not what the list says."""
        try:
            with self.root.open("rb") as stream:
                for entry in self._entries.values():
                    self._unpack(entry, stream)
        except OSError as error:
            raise self._refused(f"cannot be read: {error.strerror}") from error
        except ContentError as error:
            raise self._refused(f"is damaged at {error.problems[0].file}") from error

    def _unpack(self, entry: Entry, stream: BinaryIO) -> bytes:
        stream.seek(entry.start)
        data = stream.read(entry.packed_size)
        if entry.is_deflated:
            unpacking = zlib.decompressobj(-zlib.MAX_WBITS)
            try:
                data = unpacking.decompress(data, entry.size + 1)
            except zlib.error:
                self._fail(entry.name, _DAMAGED, "get the bundle anew", "bad-package")
            if not unpacking.eof or unpacking.unused_data:
                self._fail(entry.name, _DAMAGED, "get the bundle anew", "bad-package")
        if len(data) != entry.size or zlib.crc32(data) != entry.crc:
            self._fail(entry.name, _DAMAGED, "get the bundle anew", "bad-package")
        return data

    def _fail(self, name: str, message: str, remedy: str, kind: str) -> NoReturn:
        raise ContentError([Problem(printable(self.shown(name)), 0, "", message, remedy, name=kind)])

    def _refused(self, message: str) -> ContentError:
        remedy = "get it anew, or pack its folder again with `sidecue bundle pack`"
        return ContentError([Problem(printable(self.root), 0, "", message, remedy, name="bad-package")])


def read_entries(data: bytes) -> dict[str, Entry]:
    """The files packed in ``data`` by their names. Raises LayoutError when it is no packed bundle."""
    if len(data) > MAX_PACKED_BYTES:
        raise LayoutError(f"is larger than {MAX_PACKED_BYTES:,} bytes")
    entries = read_layout(data)
    _check_names([entry.name for entry in entries])
    return {entry.name: entry for entry in entries}


def _check_names(names: Sequence[str]) -> None:
    """Raise LayoutError unless ``names`` are sorted, stay inside, and may stand together on every system."""
    first_of: dict[str, str] = {}
    folders: set[str] = set()
    for name in names:
        shown, parts = ascii(name[:80]), name.split("/")
        if any(part in ("", ".", "..") or is_leftover(part) for part in parts):
            raise LayoutError(f"has a file with a name that no bundle has: {shown}")
        fault = name_fault(name)
        if fault or len(name) > _MAX_NAME:
            raise LayoutError(f"has a file that {fault or 'has a very long name'}: {shown}")
        same = first_of.setdefault(same_name(name), name)
        if same is not name:
            raise LayoutError(f"has two files with one name, {same[:80]!a} and {shown}")
        folders.update(same_name("/".join(parts[:depth])) for depth in range(1, len(parts)))
    if not folders.isdisjoint(first_of):
        raise LayoutError("has a file that is a folder, too")
    if list(names) != sorted(names):
        raise LayoutError("has its files in another order than packed bundles have")
