"""The one layout that a packed bundle has, written and read. Not for judging names and bytes: see packed.py.

A packed bundle is a zip with the files without gaps from the first byte on, in the order of their names, then
the central directory, then its end record, and nothing else. Reading refuses whatever does not follow that to
the byte, so that no trick of the zip format has a place to stand on: two readers cannot read it differently.
"""

from __future__ import annotations

import stat
import struct
import zlib
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from typing import NamedTuple

MAX_FILES = 20_000
MAX_FILE_BYTES = 2_000_000  # an image may have as many; cards and lists far fewer
MAX_TOTAL_BYTES = 200_000_000
MAX_RATIO = 200  # text that people wrote is packed to a tenth; the worst of bombs to a thousandth
STORED, DEFLATED = 0, 8
UTF8_NAME = 0x800

_NO_BOMB = 100_000  # bytes that cannot hurt, however well they were packed
_NEEDS = 20  # a reader of zip 2.0
_MADE_BY = 3 << 8 | 20  # a POSIX system
_FIRST_OF_1980 = 1 << 5 | 1  # the first day that a zip can name
_PLAIN_FILE = (stat.S_IFREG | 0o644) << 16
_LOCAL, _CENTRAL, _END = struct.Struct("<4s5H3L2H"), struct.Struct("<4s6H3L5H2L"), struct.Struct("<4s4H2LH")


class LayoutError(Exception):
    """The bytes are no packed bundle, because ..."""


@dataclass(frozen=True, slots=True)
class Entry:
    """One file: where its packed bytes lie, and what they have to unpack to."""

    name: str
    start: int
    packed_size: int
    size: int
    crc: int
    is_deflated: bool


class _End(NamedTuple):
    """The end record, the last bytes of the file."""

    mark: bytes
    disk: int
    directory_disk: int
    here: int
    files: int
    size: int
    start: int
    comment: int


class _Central(NamedTuple):
    """What the central directory says of one file."""

    mark: bytes
    made_by: int
    needs: int
    flags: int
    method: int
    time: int
    date: int
    crc: int
    packed_size: int
    size: int
    name: int
    extra: int
    comment: int
    disk: int
    text: int
    mode: int
    start: int


def read_layout(data: bytes) -> list[Entry]:
    """The files packed in ``data``, in their order. Raises LayoutError."""
    end = _read_end(data)
    entries: list[Entry] = []
    at, local = end.start, 0
    total = 0
    for _ in range(end.files):
        if at + _CENTRAL.size > len(data) - _END.size:
            raise LayoutError("lists more files than it has")
        central = _Central(*_CENTRAL.unpack_from(data, at))
        raw_name = data[at + _CENTRAL.size : at + _CENTRAL.size + central.name]
        name = _name(raw_name, central)
        _judge(central, name)
        total += central.size
        if total > MAX_TOTAL_BYTES:
            raise LayoutError(f"unpacks to more than {MAX_TOTAL_BYTES:,} bytes")
        start = _check_local(data, local, central, raw_name, name)
        entries.append(
            Entry(name, start, central.packed_size, central.size, central.crc, central.method == DEFLATED)
        )
        local = start + central.packed_size
        at += _CENTRAL.size + central.name
    if at != len(data) - _END.size or local != end.start:
        raise LayoutError("has bytes that belong to no file")
    return entries


def _read_end(data: bytes) -> _End:
    if len(data) < _END.size or not data.endswith(b"\0\0") or data[-_END.size :][:4] != b"PK\5\6":
        raise LayoutError("is cut off, has a comment, or is no packed bundle at all")
    end = _End(*_END.unpack_from(data, len(data) - _END.size))
    if end.disk or end.directory_disk or end.here != end.files or end.comment:
        raise LayoutError("is one part of several")
    if end.files > MAX_FILES:
        raise LayoutError(f"has more than {MAX_FILES:,} files")
    if end.start + end.size != len(data) - _END.size:
        raise LayoutError("has a list of files that is not where it has to be")
    return end


def _name(raw: bytes, central: _Central) -> str:
    try:
        return raw.decode("utf-8" if central.flags & UTF8_NAME else "ascii")
    except UnicodeDecodeError:
        raise LayoutError(f"has a file with a name that is not UTF-8: {raw[:80]!r}") from None


def _judge(central: _Central, name: str) -> None:
    """Refuse what the central directory says of one file when no packed bundle says so."""
    shown = ascii(name[:80])
    if central.mark != b"PK\1\2":
        raise LayoutError("lists more files than it has")
    if central.flags & 1:
        raise LayoutError(f"has an encrypted file, {shown}")
    if central.method not in (STORED, DEFLATED):
        raise LayoutError(f"has a file in an unknown compression, {shown}")
    if central.flags & ~UTF8_NAME or central.extra or central.comment or central.disk:
        raise LayoutError(f"has a file with extras that packed bundles do not have, {shown}")
    if stat.S_IFMT(central.mode >> 16) not in (0, stat.S_IFREG) or central.mode & 0xFFFF:
        raise LayoutError(f"has something that is no file, {shown}")
    if central.size > MAX_FILE_BYTES:
        raise LayoutError(f"has a file of more than {MAX_FILE_BYTES:,} bytes, {shown}")
    if central.size > max(_NO_BOMB, MAX_RATIO * central.packed_size):
        raise LayoutError(f"has a file that swells to more than {MAX_RATIO} times its size, {shown}")
    if central.method == STORED and central.size != central.packed_size:
        raise LayoutError(f"contradicts itself about the size of {shown}")


def _check_local(data: bytes, at: int, central: _Central, raw_name: bytes, name: str) -> int:
    """Where the packed bytes start behind the local header at ``at``, which has to repeat ``central``."""
    start = at + _LOCAL.size + central.name
    expected = _LOCAL.pack(
        b"PK\3\4", central.needs, central.flags, central.method, central.time, central.date, central.crc,
        central.packed_size, central.size, central.name, 0,
    )  # fmt: skip
    if central.start != at or data[at:start] != expected + raw_name:
        raise LayoutError(f"says two different things about {name[:80]!a}, or where it lies")
    if start + central.packed_size > len(data):
        raise LayoutError(f"ends within {name[:80]!a}")
    return start


def write_layout(files: Iterable[tuple[str, bytes]]) -> Iterator[bytes]:
    """The bytes of a packed bundle with these files, piece by piece; their names have to be sorted.

    The same files give the same bytes: no time, no person and no machine is in them.
    """
    directory: list[bytes] = []
    at = 0
    for name, data in files:
        raw_name, packed = name.encode(), _deflated(data)
        is_smaller = len(packed) < len(data)
        kept = packed if is_smaller else data
        shared = (
            _NEEDS, 0 if name.isascii() else UTF8_NAME, DEFLATED if is_smaller else STORED, 0, _FIRST_OF_1980,
            zlib.crc32(data), len(kept), len(data), len(raw_name), 0,
        )  # fmt: skip
        local = _LOCAL.pack(b"PK\3\4", *shared) + raw_name
        directory.append(_CENTRAL.pack(b"PK\1\2", _MADE_BY, *shared, 0, 0, 0, _PLAIN_FILE, at) + raw_name)
        at += len(local) + len(kept)
        yield local + kept
    yield from directory
    size = sum(map(len, directory))
    yield _END.pack(b"PK\5\6", 0, 0, len(directory), len(directory), size, at, 0)


def _deflated(data: bytes) -> bytes:
    packing = zlib.compressobj(9, zlib.DEFLATED, -zlib.MAX_WBITS)
    return packing.compress(data) + packing.flush()
