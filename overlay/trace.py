"""Writes what happened, and when, as one JSON object a line. Never a title unless the person asked for it."""

from __future__ import annotations

import json
import time
from pathlib import Path
from typing import Protocol, TextIO

from triggers.context import Context


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
    """Appends to a file; ``titles`` says whether the person wants titles in it."""

    def __init__(self, file: Path, *, titles: bool) -> None:
        self._file: TextIO = file.open("a", encoding="utf-8", buffering=1)
        self._titles = titles

    def event(self, name: str, /, t: float | None = None, **fields: object) -> None:
        line = {"t": time.monotonic() if t is None else t, "event": name, **fields}
        self._file.write(json.dumps(line, ensure_ascii=False) + "\n")

    def context(self, t: float, seq: int, context: Context) -> None:
        fields: dict[str, object] = {"seq": seq, "app": context.app, "class": context.window_class}
        if self._titles:
            fields["title"] = context.title
        self.event("context", t, **fields)

    def close(self) -> None:
        self._file.close()
