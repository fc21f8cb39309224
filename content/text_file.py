"""Reads one text file of a bundle with limits and precise refusals. Not for judging what the text says."""

from __future__ import annotations

import codecs
import os
import re
import stat
from pathlib import Path
from typing import NoReturn

from content.problems import ContentError, Problem

MAX_BYTES = 1_000_000  # text that people wrote by hand; a megabyte of it is a mistake or an attack

_CONTROL = re.compile(r"[\x00-\x08\x0b\x0c\x0e-\x1f\x7f]")


def read_text(file: Path, shown: str, limit: int = MAX_BYTES) -> str:
    """The text of ``file``, at most ``limit`` bytes, without byte order mark and with plain line ends.

    ``shown`` is the name that problems carry. Raises ContentError with one problem.
    """
    return decode_text(read_bytes(file, shown, limit), shown)


def decode_text(data: bytes, shown: str) -> str:
    """The text in ``data``, as ``read_text`` has it. Raises ContentError with one problem."""
    if data.startswith((codecs.BOM_UTF16_LE, codecs.BOM_UTF16_BE)):
        _refuse(shown, 1, "is written in UTF-16", "save it as UTF-8", "not-utf8")
    try:
        text = data.decode("utf-8-sig")
    except UnicodeDecodeError as error:
        line = data.count(b"\n", 0, error.start) + 1
        _refuse(shown, line, f"byte 0x{data[error.start]:02x} is not UTF-8", "save it as UTF-8", "not-utf8")
    text = text.replace("\r\n", "\n").replace("\r", "\n")
    control = _CONTROL.search(text)
    if control:
        line = text.count("\n", 0, control.start()) + 1
        what = f"control character U+{ord(control[0]):04X}"
        _refuse(shown, line, what, "delete it; only text belongs here", "control-character")
    return text


def read_bytes(file: Path | str, shown: str, limit: int) -> bytes:
    """What is in ``file``, at most ``limit`` bytes. Raises ContentError with one problem."""
    try:
        status = os.stat(file)  # noqa: PTH116 # of ten thousand files in a row
        if not stat.S_ISREG(status.st_mode):  # opening a pipe would wait for ever
            _refuse(shown, 0, "is not a file", "put a text file here", "unreadable")
        with open(file, "rb") as stream:  # noqa: PTH123 # see above
            data = stream.read(limit + 1)
    except FileNotFoundError:
        _refuse(shown, 0, "does not exist", "create it", "unreadable")
    except (OSError, ValueError) as error:  # ValueError: a NUL in the name
        why = (isinstance(error, OSError) and error.strerror) or str(error)
        _refuse(shown, 0, f"cannot be read: {why}", "check the file and its permissions", "unreadable")
    if len(data) > limit:
        _refuse(shown, 0, f"is larger than {limit:,} bytes", "split or shorten it", "too-large")
    return data


def _refuse(shown: str, line: int, message: str, remedy: str, name: str) -> NoReturn:
    raise ContentError([Problem(shown, line, "", message, remedy, name=name)])
