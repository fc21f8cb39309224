"""One owner for a folder: the second one is told, and a killed owner leaves no lock behind."""

from __future__ import annotations

import subprocess
import sys
from pathlib import Path

import pytest

from content.memory.errors import StateInUseError
from content.memory.lock import FolderLock

OWNER = """
import sys, time
from pathlib import Path
from content.memory.lock import FolderLock
lock = FolderLock(Path(sys.argv[1]))
print(lock.held, flush=True)
time.sleep(60)
"""


def test_a_second_owner_is_told_what_to_do(tmp_path: Path) -> None:
    first = FolderLock(tmp_path / "memory.lock")
    with pytest.raises(StateInUseError, match="another Sidecue is using this folder") as caught:
        FolderLock(tmp_path / "memory.lock")
    assert caught.value.where == tmp_path
    assert "--profile" in caught.value.remedy
    first.close()
    first.close()
    second = FolderLock(tmp_path / "memory.lock")
    assert second.held
    second.close()


def test_the_lock_holds_between_processes_and_dies_with_its_owner(tmp_path: Path) -> None:
    file = tmp_path / "memory.lock"
    owner = subprocess.Popen([sys.executable, "-c", OWNER, str(file)], stdout=subprocess.PIPE, text=True)
    assert owner.stdout is not None
    assert owner.stdout.readline().strip() == "True"
    with pytest.raises(StateInUseError):
        FolderLock(file)
    owner.kill()
    owner.wait()
    owner.stdout.close()
    lock = FolderLock(file)
    assert lock.held
    lock.close()


def test_a_folder_that_cannot_be_locked_keeps_nobody_from_working(tmp_path: Path) -> None:
    lock = FolderLock(tmp_path / "missing" / "memory.lock")
    assert not lock.held
    lock.close()
