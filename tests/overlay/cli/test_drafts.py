from __future__ import annotations

import subprocess

from overlay.own_command import own_command


def test_what_is_no_draft_is_wrong_use() -> None:
    done = subprocess.run(
        own_command("read-drafts"),
        input=b"\0\0\0\x03abc",
        capture_output=True,
        timeout=60,
        check=False,
    )
    assert done.returncode == 2
    assert done.stderr.startswith(b"sidecue: read-drafts is for the app itself")


def test_nothing_asked_is_nothing_answered() -> None:
    done = subprocess.run(own_command("read-drafts"), input=b"", capture_output=True, timeout=60, check=False)
    assert (done.returncode, done.stdout, done.stderr) == (0, b"", b"")
