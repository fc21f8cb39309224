from __future__ import annotations

import json
import os
import stat
import subprocess
import sys
import threading
from datetime import UTC
from pathlib import Path

import pytest

from content.evidence.canonical import sha256
from content.evidence.chain import Ending
from content.evidence.entry import NOTHING_BEFORE, Entry, How
from content.evidence.errors import EvidenceError, TamperedError
from content.evidence.head import Head, sign_head
from content.evidence.keys import desk_of, make_key
from content.evidence.log import EvidenceLog
from content.memory.lock import FolderLock
from tests.architecture.source import ROOT
from tests.content.channels.desk.test_disk import room_for
from tests.content.evidence.examples import acknowledged, log_of


def findings(log: EvidenceLog) -> list[tuple[int, str]]:
    return [(it.line, it.what) for it in log.look().examination.findings]


def test_where_nothing_was_recorded_nothing_is_made(tmp_path: Path) -> None:
    log = EvidenceLog(tmp_path / "evidence")
    found = log.mend()
    assert (found.head, found.examination.entries, found.examination.findings) == (None, (), ())
    assert log.key() is None
    assert not log.folder.exists()


def test_what_is_recorded_is_read_back(tmp_path: Path) -> None:
    log = log_of(tmp_path / "evidence", 5)
    found = log.look()
    said = [entry.acknowledged for _, entry, _ in found.examination.entries]

    assert [(it.card, it.how, it.reason) for it in said] == [
        ("desk/card-1", How.DONE, ""),
        ("desk/card-2", How.DONE, ""),
        ("desk/card-0", How.DONE, ""),
        ("desk/card-1", How.DECLINED, "späť =1+1"),
        ("desk/card-2", How.DONE, ""),
    ]
    assert said[0] == acknowledged(1)
    assert said[0].at.utcoffset() == acknowledged(1).at.utcoffset()
    assert said[0].at.astimezone(UTC).hour == 7
    assert found.head is not None
    assert found.head.count == 5
    assert found.examination.findings == ()


def test_an_entry_holds_these_fields_and_no_others(tmp_path: Path) -> None:
    log = log_of(tmp_path / "evidence", 1)
    key = log.key()
    assert key is not None
    fields = json.loads(log.file.read_bytes())
    signature = fields.pop("signature")

    assert len(signature) == 128
    assert fields == {
        "before": "0" * 64,
        "bundle_version": "1.2",
        "card": "desk/card-1",
        "content": f"{1:064x}",
        "desk": desk_of(key.public),
        "format": 1,
        "how": "done",
        "items": ["k1", "k2"],
        "number": 1,
        "of": 2,
        "offset": "+02:00",
        "reason": "",
        "utc": "2026-05-04T07:01:00Z",
    }


@pytest.mark.skipif(sys.platform == "win32", reason="the rights are those of POSIX")
def test_everything_is_for_its_owner_alone(tmp_path: Path) -> None:
    log = log_of(tmp_path / "evidence", 1)
    rights = {file.name: stat.S_IMODE(file.stat().st_mode) for file in log.folder.iterdir()}
    assert rights == dict.fromkeys(("head.json", "key.pem", "lock", "log.jsonl"), 0o600)
    assert stat.S_IMODE(log.folder.stat().st_mode) == 0o700

    (log.folder / "key.pem").chmod(0o644)
    log.append(acknowledged(2))
    assert stat.S_IMODE((log.folder / "key.pem").stat().st_mode) == 0o600


def test_a_torn_entry_is_cut_off_and_no_whole_one_is_lost(tmp_path: Path) -> None:
    log = log_of(tmp_path / "evidence", 3)
    with log.file.open("ab") as stream:
        stream.write(b'{"before":"12')
    assert log.look().examination.ending is Ending.TORN
    assert findings(log) == []

    mended = log.mend().examination
    assert (len(mended.entries), mended.ending) == (3, Ending.CLEAN)
    assert log.append(acknowledged(4)).number == 4
    assert findings(log) == []


@pytest.mark.parametrize("with_line_end", [True, False])
def test_an_entry_that_the_head_does_not_count_yet_is_kept(tmp_path: Path, with_line_end: bool) -> None:
    log = log_of(tmp_path / "evidence", 2)
    before = (log.folder / "head.json").read_bytes()
    log.append(acknowledged(3))
    (log.folder / "head.json").write_bytes(before)
    if not with_line_end:
        log.file.write_bytes(log.file.read_bytes().removesuffix(b"\n"))
    assert log.look().examination.ending is Ending.AHEAD
    assert findings(log) == []

    mended = log.mend()
    assert mended.head is not None
    assert (mended.head.count, mended.examination.ending) == (3, Ending.CLEAN)
    assert [entry.number for _, entry, _ in mended.examination.entries] == [1, 2, 3]
    assert findings(log) == []


def test_a_crash_between_the_first_head_and_the_key_is_no_tampering(tmp_path: Path) -> None:
    log = log_of(tmp_path / "evidence", 0)
    log.append(acknowledged(1))
    log.file.unlink()
    (log.folder / "key.pem").unlink()
    (log.folder / "head.json").write_bytes(sign_head(make_key()).raw())
    assert findings(log) == []
    assert log.append(acknowledged(2)).number == 1
    assert findings(log) == []


@pytest.mark.parametrize("gone", ["head.json", "log.jsonl", "key.pem"])
def test_a_file_that_is_gone_is_told_and_nothing_is_added(tmp_path: Path, gone: str) -> None:
    log = log_of(tmp_path / "evidence", 2)
    (log.folder / gone).unlink()
    (found,) = findings(log)
    assert (
        found
        in {
            "head.json": [(0, "the signed head is missing")],
            "log.jsonl": [(1, "2 entries are missing at the end: the head was signed for 2")],
            "key.pem": [(0, "the key that signed this log is missing")],
        }[gone]
    )

    there = {file.name: file.read_bytes() for file in log.folder.iterdir()}
    with pytest.raises(TamperedError, match=r"missing.*move it away"):
        log.append(acknowledged(3))
    assert {file.name: file.read_bytes() for file in log.folder.iterdir()} == there


def test_a_log_that_was_signed_anew_with_another_key_is_told(tmp_path: Path) -> None:
    log, forged = log_of(tmp_path / "evidence", 2), log_of(tmp_path / "forged", 2)
    for name in ("head.json", "log.jsonl"):
        (log.folder / name).write_bytes((forged.folder / name).read_bytes())
    assert findings(log) == [(0, "the head was signed by another key than this desk's")]
    with pytest.raises(TamperedError, match="another key"):
        log.append(acknowledged(3))
    with pytest.raises(TamperedError, match=r"another key.*move it away"):
        log.mend()
    assert EvidenceLog(log.folder, is_copy=True).look().examination.findings == ()  # a copy has no key to ask


def test_a_log_made_up_without_any_key_is_not_believed(tmp_path: Path) -> None:
    log = log_of(tmp_path / "evidence", 1)
    head = log.look().head
    assert head is not None
    forged = Entry(1, "0" * 16, NOTHING_BEFORE, acknowledged(5), "00" * 64)
    log.file.write_bytes(forged.line() + b"\n")
    log.head_file.write_bytes(Head(1, sha256(forged.line()), head.key, "00" * 64).raw())
    with pytest.raises(TamperedError, match="the head was altered: its signature does not fit"):
        log.mend()


def test_entries_without_their_key_are_not_believed(tmp_path: Path) -> None:
    log = log_of(tmp_path / "evidence", 2)
    (log.folder / "key.pem").unlink()
    with pytest.raises(TamperedError, match="the key that signed this log is missing"):
        log.mend()


@pytest.mark.skipif(sys.platform == "win32", reason="Windows flushes no folders")
def test_the_name_of_a_new_log_is_on_the_disk(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    log, flushed, fsync = EvidenceLog(tmp_path / "evidence"), list[tuple[int, list[str]]](), os.fsync

    def spy(descriptor: int) -> None:
        if stat.S_ISDIR(os.fstat(descriptor).st_mode):
            flushed.append(
                (os.fstat(descriptor).st_ino, sorted(it.name for it in log.folder.glob("[hkl]*.*")))
            )
        fsync(descriptor)

    monkeypatch.setattr(os, "fsync", spy)
    log.append(acknowledged(1))
    folder = log.folder.stat().st_ino
    assert flushed == [
        (folder, ["head.json"]),
        (folder, ["head.json", "key.pem"]),
        (tmp_path.stat().st_ino, ["head.json", "key.pem"]),
        (folder, ["head.json", "key.pem", "log.jsonl"]),
        (folder, ["head.json", "key.pem", "log.jsonl"]),
    ]


@pytest.mark.skipif(sys.platform == "win32", reason="the limit is one of POSIX")
@pytest.mark.parametrize("room", [0, 1, 400, 2_030])
def test_a_full_disk_records_nothing_and_says_so(tmp_path: Path, room: int) -> None:
    log = log_of(tmp_path / "evidence", 4)
    before = log.file.read_bytes()
    with room_for(room), pytest.raises(EvidenceError, match="cannot be written: File too large; make room"):
        log.append(acknowledged(5))
    assert log.file.read_bytes() == before
    assert findings(log) == []
    assert log.append(acknowledged(6)).number == 5
    assert findings(log) == []


def test_a_head_that_cannot_be_written_takes_the_entry_back(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    log = log_of(tmp_path / "evidence", 2)
    before = log.file.read_bytes()

    def refuse(*_: object) -> None:
        raise OSError(28, "No space left on device")

    monkeypatch.setattr("content.evidence.log.write_whole", refuse)
    with pytest.raises(EvidenceError, match="No space left"):
        log.append(acknowledged(3))
    monkeypatch.undo()
    assert log.file.read_bytes() == before
    assert findings(log) == []


def test_whoever_comes_while_another_writes_waits_and_then_says_so(tmp_path: Path) -> None:
    waited: list[float] = []
    log = log_of(tmp_path / "evidence", 1)
    other = EvidenceLog(log.folder, sleep=waited.append)
    lock = FolderLock(log.folder / "lock")
    with pytest.raises(EvidenceError, match="another Sidecue is writing to it; try again"):
        other.append(acknowledged(2))
    assert sum(waited) == pytest.approx(2.0)

    lock.close()
    assert other.append(acknowledged(2)).number == 2


def test_several_at_once_get_into_one_chain(tmp_path: Path) -> None:
    folder = tmp_path / "evidence"
    folder.mkdir()

    def write(start: int) -> None:
        log = EvidenceLog(folder)
        for number in range(start, start + 6):
            log.append(acknowledged(number))

    threads = [threading.Thread(target=write, args=(start,)) for start in (1, 101, 201)]
    code = (
        "import sys; from pathlib import Path; from content.evidence.log import EvidenceLog;"
        "from tests.content.evidence.examples import acknowledged;"
        "log = EvidenceLog(Path(sys.argv[1])); [log.append(acknowledged(n)) for n in range(300, 306)]"
    )
    process = subprocess.Popen([sys.executable, "-c", code, str(folder)], cwd=ROOT)
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert process.wait(30) == 0

    found = EvidenceLog(folder).look()
    assert len(found.examination.entries) == 24
    assert found.examination.findings == ()
    contents = {entry.acknowledged.content for _, entry, _ in found.examination.entries}
    assert len(contents) == 24


@pytest.mark.skipif(not hasattr(os, "fork"), reason="the system cannot fork")
def test_a_kill_at_any_moment_is_mended_and_no_tampering(tmp_path: Path) -> None:
    folder = tmp_path / "evidence"
    recorded = 0
    for step in range(40):
        child = os.fork()
        if child == 0:  # dies at its step-th call that changes the disk
            _die_after(step)
            try:
                EvidenceLog(folder).append(acknowledged(step))
            finally:
                os._exit(7)
        _, status = os.waitpid(child, 0)
        log = EvidenceLog(folder)
        assert findings(log) == [], step
        entries = len(log.mend().examination.entries)
        assert findings(log) == [], step
        assert recorded <= entries <= recorded + 1
        assert log.look().examination.ending is Ending.CLEAN
        finished = os.waitstatus_to_exitcode(status) == 7
        assert not finished or entries == recorded + 1
        recorded = entries
    assert recorded > 10


def _die_after(step: int) -> None:
    """End this process hard before its ``step``-th opening, renaming or cutting of a file."""
    left = [step]

    def audit(event: str, arguments: tuple[object, ...]) -> None:
        if event in {"open", "os.rename", "os.truncate", "os.chmod", "os.mkdir"}:
            left[0] -= 1
            if left[0] < 0:
                os._exit(9)

    sys.addaudithook(audit)
