"""The disk of the desk: killed in the midst of writing, full, read-only. What was shown stays shown."""

from __future__ import annotations

import os
import subprocess
import sys
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

import pytest

from content.channels.desk.desk import Desk
from tests.architecture.source import ROOT
from tests.content.channels.desk.publisher import Publisher, bundle_bytes
from tests.content.channels.desk.siege import versions


@pytest.mark.skipif(not hasattr(os, "fork"), reason="the system cannot fork")
def test_a_kill_at_any_moment_leaves_a_good_bundle_and_an_update_that_goes_on(tmp_path: Path) -> None:
    done = subprocess.run(
        [sys.executable, "-m", "tests.content.channels.desk.killed", str(tmp_path)],
        cwd=ROOT,
        capture_output=True,
        text=True,
        check=False,
        timeout=110,
    )

    assert done.returncode == 0, done.stderr
    assert int(done.stdout) > 30  # as many steps were tried


@contextmanager
def room_for(size: int) -> Iterator[None]:
    """No file may become larger than ``size`` bytes, as on a disk that is full."""
    import resource
    import signal

    before = signal.signal(signal.SIGXFSZ, signal.SIG_IGN)
    soft, hard = resource.getrlimit(resource.RLIMIT_FSIZE)
    resource.setrlimit(resource.RLIMIT_FSIZE, (size, hard))
    try:
        yield
    finally:
        resource.setrlimit(resource.RLIMIT_FSIZE, (soft, hard))
        signal.signal(signal.SIGXFSZ, before)


@pytest.mark.skipif(sys.platform == "win32", reason="the limit is one of POSIX")
@pytest.mark.parametrize("size", [0, 100, 2_000, 100_000])
def test_a_full_disk_loses_nothing_and_is_told(desk: Desk, publisher: Publisher, size: int) -> None:
    desk.update()
    publisher.release("1.1", bundle_bytes("desk", "1.1", filler=b"0123456789" * 50_000))
    publisher.publish()

    with room_for(size):
        [report] = desk.update()

    assert "there is no room left" in report.problem
    assert versions(desk) == {"desk": "1.0"}
    assert desk.active().problems == ()

    [report] = desk.update()
    assert report.fine
    assert versions(desk) == {"desk": "1.1"}


def test_a_profile_that_cannot_be_written_shows_what_it_has(
    desk: Desk, publisher: Publisher, profile: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    desk.update()
    publisher.release("1.1")
    publisher.publish()
    before = {path: path.stat().st_mtime_ns for path in profile.rglob("*")}

    def refuse(event: str) -> None:
        raise PermissionError(13, "Permission denied", str(profile / event))

    for name in ("open", "replace", "mkdir", "unlink"):
        monkeypatch.setattr(os, name, lambda *_args, name=name, **_kw: refuse(name))
    [report] = desk.update()
    monkeypatch.undo()

    assert "cannot be written" in report.problem
    assert report.remedy == "make the profile's folder writable"
    assert versions(desk) == {"desk": "1.0"}
    assert {path: path.stat().st_mtime_ns for path in profile.rglob("*")} == before
