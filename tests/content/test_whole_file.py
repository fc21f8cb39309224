"""A file is there whole, the old one or the new one, whatever fails."""

from __future__ import annotations

import os
import sys
from pathlib import Path

import pytest

from content.whole_file import FOR_OWNER, delete, new_of, write_whole


def full_disk(_descriptor: int) -> None:
    raise OSError(28, "No space left on device")


def test_the_new_takes_the_place_of_the_old(tmp_path: Path) -> None:
    file = tmp_path / "a.json"
    write_whole(file, b"old and longer")
    write_whole(file, b"new")
    assert [(it.name, it.read_bytes()) for it in tmp_path.iterdir()] == [("a.json", b"new")]


def test_what_cannot_be_written_leaves_the_old_and_nothing_beside_it(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    file = tmp_path / "a.json"
    write_whole(file, b"old")
    monkeypatch.setattr(os, "fsync", full_disk)
    with pytest.raises(OSError, match="No space"):
        write_whole(file, b"new")
    assert [(it.name, it.read_bytes()) for it in tmp_path.iterdir()] == [("a.json", b"old")]


def test_what_a_kill_left_is_overwritten(tmp_path: Path) -> None:
    file = tmp_path / "a.json"
    new_of(file).write_bytes(b"half of something much longer")
    write_whole(file, b"new")
    assert [(it.name, it.read_bytes()) for it in tmp_path.iterdir()] == [("a.json", b"new")]


@pytest.mark.skipif(sys.platform == "win32", reason="Windows has no such bits")
def test_what_is_the_owners_is_nobody_elses(tmp_path: Path) -> None:
    write_whole(tmp_path / "a.json", b"secret", FOR_OWNER)
    assert (tmp_path / "a.json").stat().st_mode & 0o777 == 0o600


@pytest.mark.skipif(sys.platform == "win32", reason="Windows flushes no folders")
def test_the_new_name_is_on_the_disk_when_it_is_done(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    file, flushed, fsync = tmp_path / "a.json", list[tuple[int, bool]](), os.fsync

    def spy(descriptor: int) -> None:
        flushed.append((os.fstat(descriptor).st_ino, new_of(file).exists()))
        fsync(descriptor)

    monkeypatch.setattr(os, "fsync", spy)
    write_whole(file, b"new")
    assert flushed == [(file.stat().st_ino, True), (tmp_path.stat().st_ino, False)]


def test_what_cannot_be_deleted_is_told(tmp_path: Path) -> None:
    file = tmp_path / "a.json"
    assert delete(file) == ""
    file.mkdir()
    assert delete(file).startswith(f"{file} cannot be deleted: ")
