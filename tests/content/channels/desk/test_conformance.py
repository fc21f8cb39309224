"""The public TUF conformance suite, where a checkout of it is named. It takes two minutes."""

from __future__ import annotations

import os
import shlex
import subprocess
import sys
from pathlib import Path

import pytest

from tests.architecture.source import ROOT

CHECKOUT = os.environ.get("TUF_CONFORMANCE", "")


@pytest.mark.skipif(not CHECKOUT, reason="TUF_CONFORMANCE names no checkout of the conformance suite")
@pytest.mark.timeout(900)
def test_the_suite_finds_nothing(tmp_path: Path) -> None:
    client = tmp_path / "client"
    module = "tests.content.channels.desk.conformance_client"
    client.write_text(
        f'#!/bin/sh\ncd {shlex.quote(str(ROOT))} && exec {shlex.quote(sys.executable)} -m {module} "$@"\n'
    )
    client.chmod(0o755)

    done = subprocess.run(
        [sys.executable, "-m", "pytest", "-q", "tuf_conformance", "--entrypoint", str(client)],
        cwd=CHECKOUT,
        capture_output=True,
        text=True,
        check=False,
    )

    assert done.returncode == 0, done.stdout
