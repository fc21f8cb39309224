"""docs/admin-guide.md: its commands are run in their order, with a real web server and a second profile."""

from __future__ import annotations

import re
import shlex
import socket
import subprocess
import sys
import time
from collections.abc import Iterator
from contextlib import closing
from pathlib import Path

import pytest

from tests.overlay.cli.conftest import ROOT

PAGE = (ROOT / "docs" / "admin-guide.md").read_text(encoding="utf-8")
PORT = "8000"

pytestmark = pytest.mark.skipif(sys.platform == "win32", reason="the examples are for a POSIX shell")


def commands(page: str) -> list[tuple[str, str]]:
    """Each command of the page with what it says."""
    return [
        (command.partition("\n")[0], command.partition("\n")[2])
        for block in re.findall(r"```console\n(.*?)```", page, re.DOTALL)
        for command in re.split(r"^\$ ", block, flags=re.MULTILINE)[1:]
    ]


@pytest.fixture
def free_port() -> str:
    """Somebody else may be using the guide's own."""
    with closing(socket.socket()) as probe:
        probe.bind(("127.0.0.1", 0))
        return str(probe.getsockname()[1])


class Shell:
    """Runs commands in one folder; what ends with "&" runs on until ``close``."""

    def __init__(self, folder: Path) -> None:
        self._folder = folder
        self._running: list[subprocess.Popen[bytes]] = []

    def run(self, command: str) -> str:
        """What ``command`` says."""
        if command.endswith(" &"):
            words = shlex.split(command.removesuffix(" &"))
            quiet = subprocess.DEVNULL
            self._running.append(subprocess.Popen(words, cwd=self._folder, stdout=quiet, stderr=quiet))
            return ""
        done = subprocess.run(
            ["bash", "-c", command],
            cwd=self._folder,
            stdin=subprocess.DEVNULL,
            stdout=subprocess.PIPE,
            stderr=subprocess.STDOUT,
            text=True,
            encoding="utf-8",
            check=False,
            timeout=60,
        )
        assert done.returncode == 0, f"$ {command}\n{done.stdout}"
        return done.stdout

    def close(self) -> None:
        """End what runs."""
        for process in self._running:
            process.terminate()
            process.wait(timeout=10)


@pytest.fixture
def shell(tmp_path: Path, home: Path, monkeypatch: pytest.MonkeyPatch) -> Iterator[Shell]:
    program = home / "bin" / "sidecue"
    program.parent.mkdir()
    program.write_text(f'#!/bin/sh\nexec {shlex.quote(sys.executable)} -m overlay.cli.main "$@"\n')
    program.chmod(0o755)
    monkeypatch.setenv("PATH", str(program.parent), prepend=":")
    monkeypatch.setenv("PYTHONPATH", str(ROOT))
    monkeypatch.setenv("SIDECUE_PASSPHRASE", "correct horse battery")
    with closing(Shell(tmp_path)) as made:
        yield made


def wait_for(port: str) -> None:
    for _ in range(200):
        with closing(socket.socket()) as probe:
            if not probe.connect_ex(("127.0.0.1", int(port))):
                return
        time.sleep(0.05)
    raise AssertionError("the web server does not answer")


def test_the_guide_leads_from_nothing_to_every_later_day(shell: Shell, free_port: str) -> None:
    for command, said in commands(PAGE.replace(PORT, free_port)):
        output = shell.run(command)
        if command.endswith(" &"):
            wait_for(free_port)
        assert re.fullmatch(re.escape(said).replace("…", ".*"), output, re.DOTALL), (
            f"$ {command}\nsays\n{output}\nand the page has\n{said}"
        )


def test_a_signed_bundle_is_on_a_second_profile_in_under_ten_commands() -> None:
    first = commands(PAGE.partition("\n## A new version")[0])

    assert len(first) < 10
    assert first[-1][0].startswith("sidecue --profile second find ")
