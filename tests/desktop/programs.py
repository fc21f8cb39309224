"""Programs of a desktop session: started by name, ended by their own number. Knows nothing of X."""

from __future__ import annotations

import shutil
import subprocess
from collections.abc import Mapping
from pathlib import Path
from typing import IO

# Which Debian package has a program that is not called like its package.
_PACKAGES = {
    "Xvfb": "xvfb",
    "dbus-daemon": "dbus",
    "import": "imagemagick",
    "setxkbmap": "x11-xkb-utils",
    "xkbcomp": "x11-xkb-utils",
    "dbus-send": "dbus",
    "xdpyinfo": "x11-utils",
    "xprop": "x11-utils",
}


class MissingProgramError(Exception):
    """A program that a desktop session needs is not installed."""


def need(program: str) -> str:
    """The path of ``program``. Raises MissingProgramError, which names the Debian package to install."""
    found = shutil.which(program)
    if found is None:
        package = _PACKAGES.get(program, program)
        raise MissingProgramError(
            f"The program {program!r} is not installed; install it with: apt install {package}"
        )
    return found


class Programs:
    """The processes of one session. ``close`` ends exactly these, the last started first."""

    def __init__(self, env: Mapping[str, str], log: Path) -> None:
        """``env`` is the environment of each, ``log`` the file that collects what they say."""
        self.env = dict(env)
        self.log = log
        self._started: list[subprocess.Popen[bytes]] = []

    def spawn(
        self,
        *command: str,
        env: Mapping[str, str] | None = None,
        cwd: Path | None = None,
        stderr: Path | None = None,
        pass_fds: tuple[int, ...] = (),
    ) -> subprocess.Popen[bytes]:
        """Start a program and leave it running; ``env`` is added to the session's."""
        with (stderr or self.log).open("ab") as output:
            process = subprocess.Popen(
                [need(command[0]), *command[1:]],
                env={**self.env, **(env or {})},
                cwd=cwd,
                stdin=subprocess.DEVNULL,
                stdout=output,
                stderr=output,
                pass_fds=pass_fds,
            )
        self._started.append(process)
        return process

    def run(self, *command: str, timeout: float = 30) -> str:
        """Run a short command and return what it printed, whatever its exit status."""
        done = subprocess.run(
            [need(command[0]), *command[1:]],
            env=self.env,
            stdin=subprocess.DEVNULL,
            capture_output=True,
            timeout=timeout,
            check=False,
        )
        return done.stdout.decode("utf-8", "replace").strip()

    def end(self, process: subprocess.Popen[bytes], patience: float = 3) -> int:
        """End one program: asked first, forced after ``patience`` seconds. Returns its exit status."""
        if process.poll() is None:
            process.terminate()
            try:
                process.wait(patience)
            except subprocess.TimeoutExpired:
                process.kill()
        if process in self._started:
            self._started.remove(process)
        return process.wait()

    def close(self) -> None:
        """End all that still run."""
        for process in reversed(self._started.copy()):
            self.end(process)


def read_line(stream: IO[bytes]) -> str:
    """Read up to the newline, one byte at a time.

    Xvfb writes its number and the newline separately, and dies of SIGPIPE if the pipe is closed between.
    """
    line = b""
    while not line.endswith(b"\n"):
        byte = stream.read(1)
        if not byte:
            break
        line += byte
    return line.decode().strip()
