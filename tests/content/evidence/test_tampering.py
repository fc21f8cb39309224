"""Random mutations of random logs are always found; what a crash leaves is never called tampering."""

from __future__ import annotations

import shutil
import tempfile
from dataclasses import replace
from functools import cache
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from content.evidence.canonical import sha256
from content.evidence.chain import Ending, Examination, examine
from content.evidence.entry import NOTHING_BEFORE, Entry, signed
from content.evidence.head import Head, read_head, sign_head
from content.evidence.keys import DeskKey, make_key
from content.evidence.log import EvidenceLog
from tests.content.evidence.examples import acknowledged, log_of

LONGEST = 8


@cache
def heads_and_logs() -> tuple[DeskKey, tuple[Head, ...], tuple[bytes, ...]]:
    """The key, each head that there was, and the lines of one log as it grew."""
    folder = Path(tempfile.mkdtemp())
    try:
        log = log_of(folder / "evidence", 0)
        heads = []
        for number in range(LONGEST + 1):
            if number:
                log.append(acknowledged(number, reason="" if number % 3 else f"reason {number}"))
                heads.append(read_head((log.folder / "head.json").read_bytes()))
        key = log.key()
        assert key is not None
        lines = log.file.read_bytes().splitlines(keepends=True)
        return key, (sign_head(key), *heads), tuple(lines)
    finally:
        shutil.rmtree(folder)


def state(entries: int) -> tuple[Head, list[bytes]]:
    _, heads, lines = heads_and_logs()
    return heads[entries], list(lines[:entries])


def judge(lines: list[bytes], head: Head) -> tuple[Examination, Examination]:
    """The thorough examination and the quick one, which must agree on whether something is wrong."""
    raw = b"".join(lines)
    thorough, quick = examine(raw, head), examine(raw, head, signatures=False)
    assert bool(thorough.findings) == bool(quick.findings)
    return thorough, quick


SIZES = st.integers(1, LONGEST)


@given(SIZES)
@settings(deadline=None)  # the first one makes the log
def test_what_nobody_touched_is_clean(size: int) -> None:
    head, lines = state(size)
    thorough, _ = judge(lines, head)
    assert (thorough.findings, thorough.ending, len(thorough.entries)) == ((), Ending.CLEAN, size)


@given(SIZES, st.data())
@settings(max_examples=300, deadline=None)
def test_an_altered_byte_is_found_and_its_line_named(size: int, data: st.DataObject) -> None:
    head, lines = state(size)
    at = data.draw(st.integers(0, size - 1), "line")
    line = bytearray(lines[at])
    place = data.draw(st.integers(0, len(line) - 2), "byte")
    line[place] = data.draw(st.integers(0, 255).filter(lambda byte: byte != line[place]), "value")
    lines[at] = bytes(line)
    thorough, _ = judge(lines, head)

    assert thorough.findings[0].line == at + 1
    assert "altered" in thorough.findings[0].what


@given(SIZES, st.data())
@settings(max_examples=200, deadline=None)
def test_deleted_entries_are_found(size: int, data: st.DataObject) -> None:
    head, lines = state(size)
    first = data.draw(st.integers(0, size - 1))
    last = data.draw(st.integers(first, size - 1))
    del lines[first : last + 1]
    thorough, _ = judge(lines, head)

    assert thorough.findings[0].line == first + 1
    assert "missing" in thorough.findings[0].what


@given(st.integers(2, LONGEST), st.data())
@settings(max_examples=200, deadline=None)
def test_reordered_entries_are_found(size: int, data: st.DataObject) -> None:
    head, lines = state(size)
    order = data.draw(st.permutations(range(size)).filter(lambda them: list(them) != sorted(them)))
    thorough, _ = judge([lines[at] for at in order], head)

    displaced = next(at for at in range(size) if order[at] != at)
    assert thorough.findings[0].line == displaced + 1


@given(SIZES, st.data())
@settings(max_examples=300, deadline=None)
def test_inserted_lines_are_found(size: int, data: st.DataObject) -> None:
    """A copy of an entry, one of another desk, one with the right link and no signature, or any bytes."""
    head, lines = state(size)
    at = data.draw(st.integers(0, size))
    foreign = _forged(at, lines, make_key())
    unsigned = _forged(at, lines, None)
    any_line = st.binary(max_size=80).map(lambda raw: raw.replace(b"\n", b"") + b"\n")
    line = data.draw(st.one_of(st.sampled_from([*lines, foreign, unsigned]), any_line))
    thorough, _ = judge([*lines[:at], line, *lines[at:]], head)

    assert thorough.findings
    assert thorough.findings[0].line in (at + 1, at + 2)  # of two equal lines either is the copy


def _forged(at: int, lines: list[bytes], key: DeskKey | None) -> bytes:
    before = sha256(lines[at - 1].rstrip(b"\n")) if at else NOTHING_BEFORE
    entry = Entry(at + 1, "0" * 16, before, acknowledged(99))
    return signed(entry, key.sign if key else lambda _message: "0" * 128).line() + b"\n"


@given(SIZES, st.data())
@settings(max_examples=200, deadline=None)
def test_a_log_cut_off_within_what_the_head_counts_is_found(size: int, data: st.DataObject) -> None:
    head, lines = state(size)
    raw = b"".join(lines)
    cut = data.draw(st.integers(0, len(raw) - 1))
    whole = raw[:cut].count(b"\n")
    thorough, _ = judge([raw[:cut]], head)

    assert thorough.findings[-1].line == whole + 1
    assert "missing at the end" in thorough.findings[-1].what


@given(SIZES, st.data())
@settings(max_examples=300, deadline=None)
def test_what_a_crash_leaves_is_never_called_tampering(size: int, data: st.DataObject) -> None:
    """The head still counts the entry before; the last line is there in part, wholly, or not at all."""
    _, lines = state(size)
    head, _ = state(size - 1)
    there = data.draw(st.integers(0, len(lines[-1])))
    lines[-1] = lines[-1][:there]
    thorough, _ = judge(lines, head)

    assert thorough.findings == ()
    is_whole = there >= len(b"".join(state(size)[1][-1:])) - 1
    assert thorough.ending is (Ending.AHEAD if is_whole else Ending.TORN if there else Ending.CLEAN)
    assert len(thorough.entries) == (size if is_whole else size - 1)
    assert thorough.whole == sum(map(len, lines[:-1])) + (there if is_whole else 0)


@given(SIZES, st.integers(0, 3))
def test_an_altered_head_is_found(size: int, which: int) -> None:
    head, lines = state(size)
    altered = (
        replace(head, count=head.count - 1),
        replace(head, last=NOTHING_BEFORE),
        replace(head, key=make_key().public),
        replace(head, signature="0" * 128),
    )[which]
    first = examine(b"".join(lines), altered).findings[0]
    assert (first.line, first.what) == (0, "the head was altered: its signature does not fit")


@given(st.binary(max_size=300))
def test_no_bytes_break_the_examination(raw: bytes) -> None:
    head, lines = state(2)
    found = examine(b"".join(lines) + raw, head)
    assert len(found.entries) >= 2
    assert found.whole <= len(b"".join(lines) + raw)


def test_a_file_of_the_head_is_read_back_and_nothing_else() -> None:
    head, _ = state(3)
    assert read_head(head.raw()) == head
    for raw in (b"", b"[]", head.raw()[:-1], head.raw().replace(b":", b": ", 1), b'{"count":true}'):
        with pytest.raises(ValueError, match=r"is no|is not|has other fields"):
            read_head(raw)


@given(SIZES, st.data())
@settings(max_examples=40, deadline=None)
def test_on_the_disk_whatever_a_crash_leaves_is_mended(size: int, data: st.DataObject) -> None:
    key, heads, lines = heads_and_logs()
    last = lines[size - 1]
    there = data.draw(st.integers(0, len(last)))
    folder = Path(tempfile.mkdtemp())
    try:
        (folder / "key.pem").write_bytes(key.pem)
        (folder / "head.json").write_bytes(heads[size - 1].raw())
        (folder / "log.jsonl").write_bytes(b"".join(lines[: size - 1]) + last[:there])
        log = EvidenceLog(folder)
        kept = size if there >= len(last) - 1 else size - 1
        assert len(log.mend().examination.entries) == kept
        assert log.append(acknowledged(50)).number == kept + 1
        found = log.look()
        assert (found.examination.findings, found.examination.ending) == ((), Ending.CLEAN)
        assert log.file.read_bytes().startswith(b"".join(lines[:kept]))
    finally:
        shutil.rmtree(folder)
