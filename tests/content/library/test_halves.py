from __future__ import annotations

import errno
import os
import signal
import sys
import time
from collections.abc import Sequence
from pathlib import Path

import pytest

from content.bundles.reader import read_bundle
from content.library import halves
from content.library.halves import WORTH_IT, in_halves

pytestmark = pytest.mark.skipif(sys.platform == "win32", reason="Windows cannot fork")
ITEMS = list(range(WORTH_IT + 1))


@pytest.fixture(autouse=True)
def two_processors(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(os, "cpu_count", lambda: 2)


def test_two_processes_do_one_half_each() -> None:
    (first, here), (second, there) = in_halves(lambda items: (list(items), os.getpid()), ITEMS)
    assert first + second == ITEMS
    assert here == os.getpid() != there


def test_a_short_list_is_done_here() -> None:
    assert in_halves(lambda items: (list(items), os.getpid()), ITEMS[:9]) == [(ITEMS[:9], os.getpid())]


@pytest.mark.parametrize("end", ["killed", "raised", "left"])
def test_what_the_second_process_leaves_undone_is_done_here(end: str) -> None:
    here = os.getpid()

    def work(items: Sequence[int]) -> int:
        if os.getpid() != here:
            if end == "killed":
                os.kill(os.getpid(), signal.SIGKILL)
            if end == "left":
                os._exit(7)
            raise ValueError(end)
        return sum(items)

    assert sum(in_halves(work, ITEMS)) == sum(ITEMS)


def test_what_goes_wrong_here_is_raised_and_leaves_no_process() -> None:
    here = os.getpid()

    def work(items: Sequence[int]) -> list[int]:
        if os.getpid() == here:
            raise ValueError("wrong")
        return list(items) * 1_000  # more than a pipe holds

    with pytest.raises(ValueError, match="wrong"):
        in_halves(work, ITEMS)
    with pytest.raises(ChildProcessError):
        os.waitpid(-1, os.WNOHANG)


def test_a_second_process_that_hangs_ends_itself(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(halves, "_PATIENCE", 1)
    here = os.getpid()

    def work(items: Sequence[int]) -> int:
        if os.getpid() != here:
            time.sleep(60)
        return sum(items)

    assert sum(in_halves(work, ITEMS)) == sum(ITEMS)


def test_a_bundle_read_in_halves_is_the_same(tmp_path: Path) -> None:
    (tmp_path / "cards").mkdir()
    (tmp_path / "bundle.yaml").write_text(
        'id: b\nversion: "1"\ntitle: B\npublisher: U\nlanguages: [en, de]\n'
    )
    for number in range(WORTH_IT + 1):
        (tmp_path / "cards" / f"{number}.md").write_text(f"---\ntitle: {number}\nodd: x\n---\nText.\n")
    (tmp_path / "cards" / "700.de.md").write_text("---\ntitle: deutsch\n---\nText.\n")
    assert read_bundle(tmp_path, in_halves) == read_bundle(tmp_path)
    assert len(read_bundle(tmp_path, in_halves).variants) == 1


def test_without_another_process_all_is_done_here(monkeypatch: pytest.MonkeyPatch) -> None:
    def fail() -> int:
        raise OSError(errno.EAGAIN, "no more processes")

    monkeypatch.setattr("os.cpu_count", lambda: 2)
    monkeypatch.setattr("os.fork", fail)
    before = len(list(Path("/proc/self/fd").iterdir()))
    assert in_halves(sum, range(WORTH_IT)) == [sum(range(WORTH_IT))]
    assert len(list(Path("/proc/self/fd").iterdir())) == before
