"""A desktop session without a screen for compositors that speak D-Bus: a private home, a bus, programs.

Everything it starts is ended by process number. What a compositor needs beyond that is in its own folder.
"""

from __future__ import annotations

import contextlib
import os
import shutil
import subprocess
import sys
import tempfile
import time
from collections.abc import Callable
from pathlib import Path
from types import TracebackType
from typing import Self, TypeVar

import psutil

from tests.desktop.programs import Programs, read_line
from tests.platforms.mounts import unmount_below

Found = TypeVar("Found")

# What would lead programs out of the session into the desktop that runs the tests.
_FOREIGN = (
    "DBUS_",
    "DISPLAY",
    "GTK_",
    "QT_",
    "SESSION_MANAGER",
    "WAYLAND_",
    "XAUTHORITY",
    "XDG_",
    "XMODIFIERS",
)

_WINDOW = Path(__file__).with_name("window.py")

ARTEFACTS = Path("artefacts")
"""Where screenshots go; git ignores it."""


class Opened:
    """A window of ours in a process of its own, led by lines."""

    def __init__(self, session: BusSession, arguments: list[str], platform: str) -> None:
        self._session = session
        self._output = session.home / f"window-{time.monotonic_ns()}.txt"
        with self._output.open("wb") as output:
            self.process = subprocess.Popen(
                [sys.executable, str(_WINDOW), *arguments],
                env=session.env | {"QT_QPA_PLATFORM": platform},
                stdin=subprocess.PIPE,
                stdout=output,
                stderr=subprocess.DEVNULL,
            )
        session.own(self.process)
        session.wait_for(lambda: "painted" in self.said, f"the window {arguments[1]!r}")

    @property
    def said(self) -> list[str]:
        """What has happened to it so far."""
        return self._output.read_text().split("\n")  # a key may be one of the other separators

    @property
    def typed(self) -> str:
        """The text of the keys it got."""
        return "".join(line.removeprefix("key ") for line in self.said if line.startswith("key "))

    def tell(self, line: str) -> None:
        """Have it do something."""
        assert self.process.stdin is not None
        self.process.stdin.write(f"{line}\n".encode())
        self.process.stdin.flush()

    def close(self) -> None:
        """Close it and wait until it has gone."""
        self.tell("close")
        self.process.wait(10)


class BusSession:
    """A home and a session bus, and programs that live in them; a ``with`` block."""

    def __init__(self) -> None:
        self._cleanup = contextlib.ExitStack()

    def __enter__(self) -> Self:
        try:
            self.start()
        except BaseException:
            self._cleanup.close()
            raise
        return self

    def __exit__(
        self,
        kind: type[BaseException] | None,
        problem: BaseException | None,
        trace: TracebackType | None,
    ) -> None:
        self._cleanup.close()

    def start(self) -> None:
        self.home = Path(tempfile.mkdtemp(prefix="sidecue-"))
        self._cleanup.callback(shutil.rmtree, self.home, ignore_errors=True)
        self._cleanup.callback(end_services, self.home)
        self.programs = Programs(self._environment(), self.home / "programs.log")
        self._cleanup.callback(self.programs.close)
        self.prepare()
        self.env["DBUS_SESSION_BUS_ADDRESS"] = start_bus(self.programs)

    def prepare(self) -> None:
        """Where a desktop adds to ``env`` what also programs need that the bus starts."""

    @property
    def env(self) -> dict[str, str]:
        """The environment of every program in the session."""
        return self.programs.env

    def own(self, process: subprocess.Popen[bytes]) -> None:
        """End that process too when the session ends."""
        self._cleanup.callback(self._end, process)

    def _end(self, process: subprocess.Popen[bytes]) -> None:
        process.kill()
        process.wait()
        if process.stdin is not None:
            process.stdin.close()

    @property
    def said(self) -> str:
        """What all programs have written so far."""
        return (self.home / "programs.log").read_text(errors="replace")

    def open_window(self, window_class: str, title: str, *words: str, x11: bool = False) -> Opened:
        """Open a window of Qt, see tests/platforms/window.py, and wait until it has painted."""
        return Opened(self, [window_class, title, *words], "xcb" if x11 else "wayland")

    def wait_for(self, look: Callable[[], Found], what: str, timeout: float = 20) -> Found:
        """Look until something true is found and return it. Raises TimeoutError that names ``what``."""
        end = time.monotonic() + timeout
        while not (found := look()):
            if time.monotonic() > end:
                said = "\n  ".join(self.said.strip().splitlines()[-8:])
                raise TimeoutError(f"Waited {timeout:g} s in vain for {what}. Said last:\n  {said}")
            time.sleep(0.02)
        return found

    def _environment(self) -> dict[str, str]:
        env = {name: value for name, value in os.environ.items() if not name.startswith(_FOREIGN)}
        env["HOME"] = str(self.home)
        for name in ("CONFIG_HOME", "DATA_HOME", "STATE_HOME", "CACHE_HOME", "RUNTIME_DIR"):
            folder = self.home / name.lower()
            folder.mkdir(mode=0o700)
            env[f"XDG_{name}"] = str(folder)
        return env | {
            "LANG": "C.UTF-8",
            "LC_ALL": "C.UTF-8",
            "NO_AT_BRIDGE": "1",
            "LIBGL_ALWAYS_SOFTWARE": "1",
        }


def start_bus(programs: Programs) -> str:
    """Start a session bus among ``programs``; returns its address."""
    reading, writing = os.pipe()
    with os.fdopen(reading, "rb", buffering=0) as stream:
        try:
            programs.spawn(
                "dbus-daemon", "--session", "--nofork", f"--print-address={writing}", pass_fds=(writing,)
            )
        finally:
            os.close(writing)
        return read_line(stream)


def end_services(home: Path) -> None:
    """End what the bus has started for others, such as portals; it outlives the bus. Told by its home."""
    for process in psutil.process_iter():
        with contextlib.suppress(psutil.Error):
            if process.environ().get("HOME") == str(home):
                process.kill()
    unmount_below(home)
