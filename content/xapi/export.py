"""Writes statements to a file, whole or not at all. Not for sending them."""

from __future__ import annotations

import json
import os
from collections.abc import Iterable
from contextlib import suppress
from pathlib import Path
from typing import BinaryIO

from content.events.event import Event
from content.whole_file import FOR_OWNER, new_of
from content.xapi.errors import FileNameError, XapiError
from content.xapi.statement import Actor, statement


def export(events: Iterable[Event], actor: Actor, file: Path) -> tuple[int, list[str]]:
    """Write ``events`` to ``file``: a list for .json, one a line for .jsonl, readable by its owner alone.

    How many there are, and what is wrong with each event that makes no statement. Raises
    FileNameError for another ending and for a file that is there already, XapiError when it cannot be
    written; then nothing is.
    """
    if file.suffix not in (".json", ".jsonl"):
        raise FileNameError("has an ending that says no format", str(file), "end its name in .json or .jsonl")
    if os.path.lexists(file):
        raise FileNameError("is there already", str(file), "name a file that does not exist yet")
    new, done = new_of(file), False
    try:
        flags = os.O_WRONLY | os.O_CREAT | os.O_TRUNC | getattr(os, "O_BINARY", 0)
        with os.fdopen(os.open(new, flags, FOR_OWNER), "wb") as stream:
            written = _write(events, actor, stream, as_list=file.suffix == ".json")
            stream.flush()
            os.fsync(stream.fileno())
        new.replace(file)
        done = True
    except OSError as error:
        why = error.strerror or str(error)
        raise XapiError(f"cannot be written: {why}", str(file), "name a file in a folder of yours") from error
    finally:
        if not done:
            with suppress(OSError):
                new.unlink()
    return written


def _write(
    events: Iterable[Event], actor: Actor, stream: BinaryIO, *, as_list: bool
) -> tuple[int, list[str]]:
    first, between, last = (b"[\n", b",\n", b"\n]\n") if as_list else (b"", b"\n", b"\n")
    number, faults = 0, []
    stream.write(first)
    for event in events:
        try:
            made = statement(event, actor)
        except XapiError as error:
            faults.append(str(error))
            continue
        stream.write((between if number else b"") + json.dumps(made, separators=(",", ":")).encode())
        number += 1
    stream.write(last if number or as_list else b"")
    return number, faults
