"""Runs a Python for Windows under Wine, in a desktop session of its own. Needs environment.sh first.

    python -m tests.platforms.wine.running -m pytest -q tests/platforms/wine

A virtual X server and a window manager, so that windows have the focus as on a desk.
"""

from __future__ import annotations

import contextlib
import os
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path

from tests.desktop.xsession import XSession

ROOT = Path(__file__).parents[3]
_WINDOWS = ROOT / ".venv-wine"
_PYTHON = _WINDOWS / "python" / "cp311" / "python.exe"


class Wine:
    """Starts programs in one session. Wine's own server ends with it."""

    def __init__(self, session: XSession) -> None:
        self.session = session
        self.env = session.env | {
            "WINEPREFIX": str(_WINDOWS / "prefix"),
            "WINEDEBUG": "-all",
            "WINEDLLOVERRIDES": "mscoree=;mshtml=;winemenubuilder.exe=",
            # What Windows' Python compiles is kept apart: it says other paths than that of Linux.
            "PYTHONPYCACHEPREFIX": str(_WINDOWS / "compiled"),
            "PYTHONPATH": str(ROOT),
        }

    def python(self, *arguments: str) -> subprocess.Popen[bytes]:
        """Start Windows' Python. Its streams are pipes, all three: Wine 8 gives it no others."""
        if not _PYTHON.exists():
            raise FileNotFoundError("There is no Windows here yet; make it with: make test-windows")
        return subprocess.Popen(
            ["wine", str(_PYTHON), *arguments],
            cwd=ROOT,
            env=self.env,
            stdin=subprocess.PIPE,
            stdout=subprocess.PIPE,
            stderr=subprocess.STDOUT,
        )

    def close(self) -> None:
        """End whatever of Windows still runs, and Wine's server."""
        subprocess.run(["wineserver", "-k"], env=self.env, check=False, timeout=30)


@contextlib.contextmanager
def windows() -> Iterator[Wine]:
    """A session with Windows in it."""
    with XSession() as session:
        wine = Wine(session)
        try:
            yield wine
        finally:
            wine.close()


def main() -> int:
    """Run Windows' Python with our arguments, and hand on what it says."""
    with windows() as wine:
        process = wine.python(*sys.argv[1:])
        assert process.stdin is not None
        assert process.stdout is not None
        process.stdin.close()
        while said := os.read(process.stdout.fileno(), 65536):
            sys.stdout.buffer.write(said)
            sys.stdout.buffer.flush()
        return process.wait()


if __name__ == "__main__":
    sys.exit(main())
