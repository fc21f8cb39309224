"""Holds a log against its signed head: what was tampered with, and what a crash left behind. Pure.

An entry is written and flushed before the head that counts it. So a crash can leave, beyond the head, one
whole entry or a piece of one; it never leaves less than the head counts. All else is tampering.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from enum import Enum

from content.evidence.canonical import sha256
from content.evidence.entry import NOTHING_BEFORE, Entry, read_entry
from content.evidence.head import Head
from content.evidence.keys import is_signed


class Ending(Enum):
    """How the log ends."""

    CLEAN = "clean"
    AHEAD = "ahead"
    """A whole entry stands beyond the head: to be signed."""
    TORN = "torn"
    """A piece of an entry stands beyond the head: to be cut off."""


@dataclass(frozen=True, slots=True)
class Finding:
    """Something that only tampering explains. ``line`` counts from 1 in the log; 0 is the head."""

    line: int
    what: str


@dataclass(frozen=True, slots=True)
class Examination:
    """What a log holds. ``entries`` are those that can be read, each with its line and its hash."""

    entries: tuple[tuple[int, Entry, str], ...]
    findings: tuple[Finding, ...]
    ending: Ending
    whole: int
    """Bytes from the beginning to the end of the last whole entry."""

    @property
    def last(self) -> str:
        """The hash of the last entry."""
        return self.entries[-1][2] if self.entries else NOTHING_BEFORE


def examine(raw: bytes, head: Head, *, signatures: bool = True) -> Examination:
    """Look at every byte of a log.

    Without ``signatures`` only what stands beyond the head is held against the key: a tenth of the work. It
    finds as much if the head can be trusted, and says less exactly where it is.
    """
    lines = raw.split(b"\n")
    rest = lines.pop()
    ending = Ending.TORN if rest else Ending.CLEAN
    if rest and len(lines) == head.count and _is_next(rest, lines, head):
        lines.append(rest)  # all of it but the line end
        rest, ending = b"", Ending.AHEAD
    elif not rest and len(lines) == head.count + 1:
        ending = Ending.AHEAD
    walk = _Walk(head, signatures)
    for line in lines:
        walk.read(line)
    findings = [*walk.findings, *_of_ending(lines, rest, head)]
    if signatures and not head.is_signed:
        findings.append(Finding(0, "the head was altered: its signature does not fit"))
    first: dict[int, Finding] = {}
    for finding in findings:
        first.setdefault(finding.line, finding)
    ordered = tuple(first[line] for line in sorted(first))
    return Examination(tuple(walk.entries), ordered, ending, len(raw) - len(rest))


class _Walk:
    """Reads one line after the other, each against the one before."""

    def __init__(self, head: Head, signatures: bool) -> None:
        self._head, self._signatures = head, signatures
        self._line, self._number, self._hash = 0, 0, NOTHING_BEFORE
        self.entries: list[tuple[int, Entry, str]] = []
        self.findings: list[Finding] = []

    def read(self, line: bytes) -> None:
        self._line += 1
        found = sha256(line)
        try:
            entry = read_entry(line)
        except ValueError as error:
            self._find(f"the line was altered or put there: it {error}")
            self._number, self._hash = self._number + 1, found
            return
        self.entries.append((self._line, entry, found))
        beyond = self._line > self._head.count
        if (self._signatures or beyond) and not is_signed(self._head.key, entry.message(), entry.signature):
            self._find("the entry was altered, or is not of this desk: its signature does not fit")
        else:
            self._follow(entry)
        self._number, self._hash = entry.number, found

    def _follow(self, entry: Entry) -> None:
        wanted = self._number + 1
        if entry.number > wanted:
            gone = f"{wanted} is" if entry.number == wanted + 1 else f"{wanted} to {entry.number - 1} are"
            self._find(f"entry {gone} missing before entry {entry.number}")
        elif entry.number < wanted:
            self._find(f"entry {entry.number} stands where entry {wanted} belongs")
        elif entry.before != self._hash:
            self._find(f"does not follow from what stands before it: entry {wanted - 1} is another now")

    def _find(self, what: str) -> None:
        self.findings.append(Finding(self._line, what))


def _of_ending(lines: Sequence[bytes], rest: bytes, head: Head) -> list[Finding]:
    count = head.count
    if len(lines) < count:
        gone = count - len(lines)
        entries = "1 entry is" if gone == 1 else f"{gone} entries are"
        return [Finding(len(lines) + 1, f"{entries} missing at the end: the head was signed for {count}")]
    found = []
    if count and sha256(lines[count - 1]) != head.last:
        found.append(Finding(count, "is not the entry that the head was signed for"))
    beyond = range(count + 1 if rest else count + 2, len(lines) + 1)
    found += [Finding(line, "stands beyond the signed head, where no crash leaves it") for line in beyond]
    return found


def _is_next(rest: bytes, lines: Sequence[bytes], head: Head) -> bool:
    """Whether ``rest`` is a whole entry that lacks its line end alone."""
    try:
        entry = read_entry(rest)
    except ValueError:
        return False
    before = sha256(lines[-1]) if lines else NOTHING_BEFORE
    follows = entry.number == head.count + 1 and entry.before == before
    return follows and is_signed(head.key, entry.message(), entry.signature)
