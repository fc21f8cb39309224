"""What tests of triggers/ share: a D-Bus of their own."""

from __future__ import annotations

import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path

import pytest

# Run on Windows too, where neither other systems' desktops are nor the libraries that speak to them.
_OTHERS = (
    "x11*",
    "xdisplay*",
    "xtext*",
    "macos*",
    "carbon*",
    "told*",
    "sway*",
    "wlr*",
    "kwin*",
    "gnome*",
    "portal*",
)
_BUSES = (
    "atspi*",
    "accessib*",
    "compositors*",
    "wayland*",
    "swayipc*",
    "dbus*",
    "silent_bus*",
    "freedesktop*",
)
collect_ignore_glob = [f"*test_{name}.py" for name in (*_OTHERS, *_BUSES)] if sys.platform == "win32" else []


@pytest.fixture
def bus(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Iterator[subprocess.Popen[bytes]]:
    address = f"unix:path={tmp_path / 'bus'}"
    command = ["dbus-daemon", "--session", "--nofork", f"--address={address}", "--print-address"]
    with subprocess.Popen(command, stdout=subprocess.PIPE, stderr=subprocess.DEVNULL) as daemon:
        assert daemon.stdout is not None
        assert daemon.stdout.readline()
        monkeypatch.setenv("DBUS_SESSION_BUS_ADDRESS", address)
        yield daemon
        daemon.terminate()
