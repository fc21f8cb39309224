"""The log of acknowledgements on the disk: adds entries, mends what a crash left, and tells what is there.

Four files in one folder: log.jsonl, its signed head.json, the desk's key.pem, and lock. Each entry is flushed
before the head that counts it, and is recorded once that head is there. Not for what makes an acknowledgement
valid: see standing.py.
"""

from __future__ import annotations

import os
import time
from collections.abc import Callable, Iterator
from contextlib import closing, contextmanager, suppress
from dataclasses import dataclass, replace
from pathlib import Path

from content.evidence.canonical import sha256
from content.evidence.chain import Ending, Examination, Finding, examine
from content.evidence.entry import NOTHING_BEFORE, Acknowledgement, Entry, signed
from content.evidence.errors import EvidenceError, TamperedError
from content.evidence.head import Head, read_head, sign_head
from content.evidence.keys import DeskKey, make_key, read_key, save_key
from content.memory.errors import StateInUseError
from content.memory.lock import FolderLock
from content.whole_file import FOR_OWNER, flush_folder, write_whole

_PATIENCE, _PAUSE = 2.0, 0.05  # seconds that another process may take for its entry, and between two looks
_TRIES = 5  # to see head and log of one moment, while another process adds to them
_ASIDE = "keep a copy of the folder for whoever looks into it, then move it away: Sidecue begins a new log"


@dataclass(frozen=True, slots=True)
class Found:
    """What is in the folder. ``head`` is None where nothing was recorded yet, or where it cannot be read."""

    head: Head | None
    examination: Examination


class EvidenceLog:
    """The log in ``folder``, which is made with the first entry. Several processes may use it.

    ``is_copy`` says that it is another desk's, so that its key need not be there.
    """

    def __init__(
        self, folder: Path, *, is_copy: bool = False, sleep: Callable[[float], None] = time.sleep
    ) -> None:
        self.folder = folder
        self.file, self.head_file, self._key = folder / "log.jsonl", folder / "head.json", folder / "key.pem"
        self._is_copy, self._sleep = is_copy, sleep

    def look(self, *, signatures: bool = True) -> Found:
        """Examine the log as it is now, changing nothing. Raises EvidenceError for what cannot be read.

        Without ``signatures`` neither they nor the key are looked at (chain.py).
        """
        try:
            return self._look(signatures)
        except OSError as error:
            where = Path(error.filename) if error.filename else self.folder
            raise EvidenceError(f"cannot be read: {error.strerror}", where, "make it readable") from error

    def key(self) -> DeskKey | None:
        """The desk's key, None while there is none. Raises EvidenceError."""
        with suppress(FileNotFoundError):
            return read_key(self._key)
        return None

    def mend(self) -> Found:
        """Finish what a crash left behind, and tell what is there then; for each start.

        Raises TamperedError where more than a crash is the cause, EvidenceError for what cannot be done now.
        """
        found = self.look(signatures=False)
        if found.head is None and not found.examination.findings:
            return found
        if found.examination.ending is Ending.CLEAN:
            self._believed(found, self.key())
            return found
        with self._locked():
            return self._mended(self.key())

    def append(self, acknowledged: Acknowledgement) -> Entry:
        """Record it. Raises EvidenceError, and then it is not: TamperedError where nothing may be."""
        with self._locked():
            key = self._own_key()
            there = self._mended(key).examination
            entry = Entry(len(there.entries) + 1, key.desk, there.last, acknowledged)
            entry = signed(entry, key.sign)
            try:
                _write_at_end(self.file, entry.line() + b"\n")
                self._sign(key, entry.number, sha256(entry.line()))
            except BaseException:
                with suppress(OSError):  # else the next start finds out what became of it
                    os.truncate(self.file, there.whole)
                raise
            return entry

    def _mended(self, key: DeskKey | None) -> Found:
        found = self._look(signatures=False)
        there = found.examination
        self._believed(found, key)
        if there.ending is Ending.CLEAN or key is None:
            return found
        if there.ending is Ending.TORN:
            os.truncate(self.file, there.whole)
        else:
            if not self.file.read_bytes().endswith(b"\n"):
                _write_at_end(self.file, b"\n")
            self._sign(key, len(there.entries), there.last)
        return self._look(signatures=False)

    def _believed(self, found: Found, key: DeskKey | None) -> None:
        """Raise TamperedError unless this desk signed the head, and the log is what the head was signed for.

        The chain of hashes leads from the head to every byte, so that the one signature vouches for all.
        """
        head = found.head
        findings = [*found.examination.findings, *(_of_key(head, key) if head else ())]
        if head and not head.is_signed:
            findings.append(Finding(0, "the head was altered: its signature does not fit"))
        if findings:
            raise TamperedError(findings[0].what, self._place(findings[0]), _ASIDE)

    def _own_key(self) -> DeskKey:
        """The desk's key; made, with the head of an empty log, where nothing was recorded yet."""
        key = self.key()
        if key is None:
            found = self._look(signatures=False)
            if found.examination.findings or (found.head and found.head.count):
                what = "the key that signed this log is missing"
                raise TamperedError(what, self._key, f"restore it from a backup; else {_ASIDE}")
            key = make_key()
            # The head first: so a key without a head tells that somebody took the head away.
            self._sign(key, 0, NOTHING_BEFORE)
            save_key(key, self._key)
            flush_folder(self.folder.parent)
        return key

    def _sign(self, key: DeskKey, count: int, last: str) -> None:
        write_whole(self.head_file, sign_head(key, count, last).raw(), FOR_OWNER)

    def _look(self, signatures: bool) -> Found:
        for _ in range(_TRIES):
            raw_head, raw = _read(self.head_file), _read(self.file)
            if raw_head == _read(self.head_file):
                break
        if not raw_head:
            if not raw and not self._key.exists():
                return Found(None, Examination((), (), Ending.CLEAN, 0))
            return self._headless(raw, "the signed head is missing")
        try:
            head = read_head(raw_head)
        except ValueError as error:
            return self._headless(raw, f"the head was altered: it {error}")
        found = examine(raw, head, signatures=signatures)
        if signatures and not self._is_copy:
            of_key = _of_key(head, self.key())
            found = replace(found, findings=(*of_key, *found.findings))
        return Found(head, found)

    def _headless(self, raw: bytes, what: str) -> Found:
        """The entries as far as they go without a head."""
        there = examine(raw, Head(raw.count(b"\n"), "", ""), signatures=False)
        return Found(None, replace(there, findings=(Finding(0, what),)))

    def _place(self, finding: Finding) -> Path:
        return self.file.with_name(f"{self.file.name}:{finding.line}") if finding.line else self.head_file

    @contextmanager
    def _locked(self) -> Iterator[None]:
        try:
            self.folder.mkdir(mode=0o700, parents=True, exist_ok=True)
            with closing(self._lock()):
                yield
        except OSError as error:
            remedy = "make room on the disk, or make the folder writable, and try again"
            raise EvidenceError(f"cannot be written: {error.strerror}", self.folder, remedy) from error

    def _lock(self) -> FolderLock:
        waited = 0.0
        while True:
            with suppress(StateInUseError):
                return FolderLock(self.folder / "lock")
            if waited >= _PATIENCE:
                raise EvidenceError("another Sidecue is writing to it", self.folder, "try again in a moment")
            self._sleep(_PAUSE)
            waited += _PAUSE


def _of_key(head: Head, key: DeskKey | None) -> tuple[Finding, ...]:
    """What the desk's own key says about the head of a log."""
    if key is None:
        return (Finding(0, "the key that signed this log is missing"),) if head.count else ()
    if head.key != key.public:
        return (Finding(0, "the head was signed by another key than this desk's"),)
    return ()


def _read(file: Path) -> bytes:
    """The bytes of ``file``, none where there is none."""
    try:
        return file.read_bytes()
    except FileNotFoundError:
        return b""


def _write_at_end(file: Path, raw: bytes) -> None:
    is_new = not file.exists()
    flags = os.O_WRONLY | os.O_CREAT | os.O_APPEND | getattr(os, "O_BINARY", 0)
    with os.fdopen(os.open(file, flags, FOR_OWNER), "wb") as stream:
        stream.write(raw)
        stream.flush()
        os.fsync(stream.fileno())
    if is_new:
        flush_folder(file.parent)
