"""Writes what happened, and when, as one JSON object a line. Never a title unless the person asked for it."""

from __future__ import annotations

import json
import time
from collections.abc import Callable
from contextlib import suppress
from pathlib import Path
from typing import Protocol, TextIO

from triggers.context import Context


class TraceError(Exception):
    """The file cannot be written from the start, because ..."""

    def __init__(self, file: Path, error: OSError) -> None:
        super().__init__(
            f"the trace {file} cannot be written: {error.strerror}; name a file in a folder you may write in"
        )


class Trace(Protocol):
    """What the app tells about itself; docs/tracing.md lists events and fields."""

    def event(self, name: str, /, t: float | None = None, **fields: object) -> None:
        """Tell that ``name`` happened at ``t`` (monotonic seconds; now if None)."""

    def context(self, t: float, seq: int, context: Context) -> None:
        """Tell that a new context is known."""

    def close(self) -> None:
        """Write what is left; may be called twice."""


class NoTrace:
    """The trace of an ordinary run: none."""

    def event(self, name: str, /, t: float | None = None, **fields: object) -> None:
        pass

    def context(self, t: float, seq: int, context: Context) -> None:
        pass

    def close(self) -> None:
        pass


class FileTrace:
    """Appends to a file; ``titles`` says whether the person wants titles in it.

    Measuring must not disturb what is measured: when the file can no longer be written, ``lost`` is told once
    and the rest is dropped.
    """

    def __init__(self, file: Path, *, titles: bool, lost: Callable[[str], None]) -> None:
        """Raises TraceError."""
        try:
            # Half a character in a title or a file's name is no reason to stop.
            self._file: TextIO = file.open("a", encoding="utf-8", errors="backslashreplace", buffering=1)
        except OSError as error:
            raise TraceError(file, error) from error
        self._path, self._titles, self._lost = file, titles, lost

    def event(self, name: str, /, t: float | None = None, **fields: object) -> None:
        line = {"t": time.monotonic() if t is None else t, "event": name, **fields}
        if self._file.closed:
            return
        try:
            self._file.write(json.dumps(line, ensure_ascii=False) + "\n")
        except OSError as error:
            self.close()
            self._lost(f"The trace in {self._path} cannot be written: {error.strerror}")

    def context(self, t: float, seq: int, context: Context) -> None:
        fields: dict[str, object] = {"seq": seq, "app": context.app, "class": context.window_class}
        if self._titles:
            fields["title"] = context.title
        self.event("context", t, **fields)

    def close(self) -> None:
        with suppress(OSError):  # what could not be written before cannot be now
            self._file.close()


def open_trace(file: Path | None, *, titles: bool, lost: Callable[[str], None]) -> Trace:
    """The trace in ``file``, or one that tells nobody. Raises TraceError."""
    return NoTrace() if file is None else FileTrace(file, titles=titles, lost=lost)
