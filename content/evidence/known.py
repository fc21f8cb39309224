"""Holds a log against what somebody else kept of it, a key or a mark. Not for what the log itself shows."""

from __future__ import annotations

import re
from dataclasses import dataclass

from content.evidence.chain import Finding
from content.evidence.log import Found

_MARK = re.compile(r"(0|[1-9][0-9]{0,8}):([0-9a-f]{64})")


@dataclass(frozen=True, slots=True)
class Mark:
    """What a log was once: so many entries, the last of which had that hash. Written "12:9f86…"."""

    count: int
    last: str

    def __str__(self) -> str:
        return f"{self.count}:{self.last}"


def read_mark(text: str) -> Mark:
    """The mark in ``text``. Raises ValueError."""
    found = _MARK.fullmatch(text)
    if found is None:
        raise ValueError("no mark of a log")
    return Mark(int(found[1]), found[2])


def compare(found: Found, key: str = "", mark: Mark | None = None) -> tuple[Finding, ...]:
    """What does not fit the public ``key`` ("" for any), and where the log is not the one of ``mark``."""
    findings = []
    if key and (found.head is None or found.head.key != key):
        findings.append(Finding(0, "is not signed by the key that was named"))
    if mark is not None and mark.count:
        entries = found.examination.entries
        if len(entries) < mark.count:
            what = f"it is known to have had {mark.count}, and entries are missing"
            findings.append(Finding(len(entries) + 1, what))
        elif entries[mark.count - 1][2] != mark.last:
            line = entries[mark.count - 1][0]
            findings.append(Finding(line, f"is not the entry {mark.count} that is known"))
    return tuple(findings)
