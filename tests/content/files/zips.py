"""Zips that nobody should open: built field by field, so that each lies in one place only."""

from __future__ import annotations

import struct
import zlib
from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

from tests.content.bundles.conftest import MANIFEST

CARD = b"---\ntitle: Evil\nwhen: {app: soffice}\nowner: x\n---\nEvil.\n"


@dataclass(frozen=True)
class File:
    """One file of a zip. ``local`` replaces fields of its local header, ``central`` those of its listing."""

    name: bytes
    data: bytes = CARD
    method: int = 8
    flags: int = 0x800
    mode: int = 0o100644 << 16
    extra: bytes = b""
    comment: bytes = b""
    needs: int = 20
    local: tuple[tuple[str, Any], ...] = ()
    central: tuple[tuple[str, Any], ...] = ()
    at: int | None = None


GOOD = (File(b"bundle.yaml", MANIFEST.encode()), File(b"cards/a.md"))


def deflated(data: bytes) -> bytes:
    packing = zlib.compressobj(9, zlib.DEFLATED, -15)
    return packing.compress(data) + packing.flush()


def forge(
    files: Sequence[File],
    *,
    before: bytes = b"",
    between: bytes = b"",
    comment: bytes = b"",
    end: dict[str, int] | None = None,
) -> bytes:
    """A zip of ``files`` with whatever lies they tell; ``end`` replaces fields of the end record."""
    out, directory = bytearray(before), bytearray()
    for file in files:
        packed = deflated(file.data) if file.method == 8 else file.data
        fields: dict[str, Any] = {
            "needs": file.needs, "flags": file.flags, "method": file.method, "time": 0, "date": 33,
            "crc": zlib.crc32(file.data), "packed": len(packed), "size": len(file.data), "name": file.name,
        }  # fmt: skip
        at = len(out) if file.at is None else file.at
        here = fields | dict(file.local)
        out += struct.pack("<4s5H3L2H", b"PK\3\4", *_numbers(here), len(file.extra))
        out += here["name"] + file.extra + packed
        listed = fields | dict(file.central)
        lengths = (len(file.extra), len(file.comment), 0, 0)
        directory += struct.pack("<4s6H3L5H2L", b"PK\1\2", 788, *_numbers(listed), *lengths, file.mode, at)
        directory += listed["name"] + file.extra + file.comment
    start = len(out) + len(between)
    told = {"disk": 0, "directory_disk": 0, "here": len(files), "files": len(files), "size": len(directory),
            "start": start, "comment": len(comment)} | (end or {})  # fmt: skip
    return bytes(out + between + directory) + struct.pack("<4s4H2LH", b"PK\5\6", *told.values()) + comment


def _numbers(fields: dict[str, Any]) -> list[Any]:
    return [*list(fields.values())[:8], len(fields["name"])]
