"""Keeps the text that is being written over a crash, in the profile, until it is saved or thrown away.

The one place where Sidecue itself writes down what somebody typed: docs/privacy.md.
"""

from __future__ import annotations

import json
import os
from contextlib import suppress
from dataclasses import dataclass
from pathlib import Path

_FILE = "unsaved-card.json"


@dataclass(frozen=True, slots=True)
class Stashed:
    """A text, and the file of an existing card it is going to replace ("" for a new card)."""

    text: str
    root: str
    name: str = ""


class Stash:
    """One text at most."""

    def __init__(self, state: Path) -> None:
        self._file = state / _FILE

    def keep(self, stashed: Stashed) -> bool:
        """Write it down; False when that was not possible, which must not disturb the writing."""
        draft = self._file.with_suffix(".new")
        try:
            data = {"text": stashed.text, "root": stashed.root, "name": stashed.name}
            descriptor = os.open(draft, os.O_WRONLY | os.O_CREAT | os.O_TRUNC, 0o600)
            with os.fdopen(descriptor, "w", encoding="utf-8", errors="replace") as stream:
                json.dump(data, stream, ensure_ascii=False)
            draft.replace(self._file)
        except OSError:
            with suppress(OSError):
                draft.unlink(missing_ok=True)
            return False
        return True

    def kept(self) -> Stashed | None:
        """What was written down, None when there is nothing that can be read."""
        try:
            data = json.loads(self._file.read_text(encoding="utf-8"))
            stashed = Stashed(data["text"], data["root"], data["name"])
        except (OSError, ValueError, KeyError, TypeError, RecursionError):
            return None
        return (
            stashed if all(isinstance(it, str) for it in (stashed.text, stashed.root, stashed.name)) else None
        )

    def forget(self) -> None:
        """Remove it; harmless when there is none."""
        with suppress(OSError):
            self._file.unlink(missing_ok=True)
