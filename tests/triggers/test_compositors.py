"""Which sockets belong to the session: asked of the kernel, with real sockets and processes."""

from __future__ import annotations

import socket
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path

import pytest

from triggers.compositors import CompositorError, display_path, display_paths, find_sway

pytestmark = pytest.mark.skipif(sys.platform != "linux", reason="Wayland is there on Linux")

LISTEN = """
import socket, sys
held = []
for path in sys.argv[1:]:
    one = socket.socket(socket.AF_UNIX)
    one.bind(path)
    one.listen()
    held.append(one)
print("ready", flush=True)
sys.stdin.read()
"""


class Compositors:
    """Processes that listen, each at sockets of its own."""

    def __init__(self, folder: Path) -> None:
        self.folder = folder
        self._processes: list[subprocess.Popen[str]] = []

    def start(self, *names: str) -> None:
        paths = [str(self.folder / name) for name in names]
        process = subprocess.Popen(
            [sys.executable, "-c", LISTEN, *paths],
            stdin=subprocess.PIPE,
            stdout=subprocess.PIPE,
            text=True,
        )
        self._processes.append(process)
        assert process.stdout is not None
        assert process.stdout.readline() == "ready\n"

    def close(self) -> None:
        for process in self._processes:
            process.communicate()


@pytest.fixture
def compositors(home: Path, monkeypatch: pytest.MonkeyPatch) -> Iterator[Compositors]:
    for name in ("SWAYSOCK", "WAYLAND_DISPLAY"):
        monkeypatch.delenv(name, raising=False)
    made = Compositors(home / "run")
    yield made
    made.close()


def test_without_names_the_only_one_that_answers_is_found(compositors: Compositors) -> None:
    compositors.start("wayland-1", "sway-ipc.0.1.sock")
    stale = socket.socket(socket.AF_UNIX)
    stale.bind(str(compositors.folder / "wayland-0"))
    stale.close()
    (compositors.folder / "wayland-1.lock").touch()
    assert display_path().name == "wayland-1"
    assert find_sway().name == "sway-ipc.0.1.sock"


def test_stale_names_are_passed_over(compositors: Compositors, monkeypatch: pytest.MonkeyPatch) -> None:
    compositors.start("wayland-1", "sway-ipc.0.1.sock")
    monkeypatch.setenv("WAYLAND_DISPLAY", "wayland-7")
    monkeypatch.setenv("SWAYSOCK", "/nowhere/sway.sock")
    assert find_sway().name == "sway-ipc.0.1.sock"


def test_of_two_the_one_whose_display_is_ours_is_taken(
    compositors: Compositors, monkeypatch: pytest.MonkeyPatch
) -> None:
    compositors.start("wayland-1", "sway-ipc.0.1.sock")
    compositors.start("wayland-2", "sway-ipc.0.2.sock")
    monkeypatch.setenv("SWAYSOCK", str(compositors.folder / "sway-ipc.0.1.sock"))
    monkeypatch.setenv("WAYLAND_DISPLAY", "wayland-2")
    assert find_sway().name == "sway-ipc.0.2.sock"


def test_a_compositor_inside_a_sway_is_not_taken_for_it(
    compositors: Compositors, monkeypatch: pytest.MonkeyPatch
) -> None:
    compositors.start("wayland-1", "sway-ipc.0.1.sock")
    compositors.start("wayland-2")
    monkeypatch.setenv("SWAYSOCK", str(compositors.folder / "sway-ipc.0.1.sock"))
    monkeypatch.setenv("WAYLAND_DISPLAY", "wayland-2")
    with pytest.raises(CompositorError, match="is not sway"):
        find_sway()


def test_of_two_that_nobody_names_none_is_guessed(compositors: Compositors) -> None:
    compositors.start("wayland-1")
    compositors.start("wayland-2")
    with pytest.raises(CompositorError, match="several"):
        display_path()
    assert [path.name for path in display_paths()] == ["wayland-1", "wayland-2"]


def test_a_display_may_be_named_by_its_whole_path(
    compositors: Compositors, monkeypatch: pytest.MonkeyPatch
) -> None:
    compositors.start("elsewhere")
    monkeypatch.setenv("WAYLAND_DISPLAY", str(compositors.folder / "elsewhere"))
    monkeypatch.delenv("XDG_RUNTIME_DIR")
    assert display_path() == compositors.folder / "elsewhere"


@pytest.mark.usefixtures("compositors")
def test_where_there_is_none_that_is_said() -> None:
    with pytest.raises(CompositorError, match="no Wayland compositor answers"):
        find_sway()


def test_one_that_hangs_with_a_full_queue_holds_nothing_up(
    compositors: Compositors, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("WAYLAND_DISPLAY", "wayland-1")
    full = socket.socket(socket.AF_UNIX)
    full.bind(str(compositors.folder / "wayland-1"))
    full.listen(0)
    waiting = socket.socket(socket.AF_UNIX)
    waiting.connect(str(compositors.folder / "wayland-1"))
    with full, waiting, pytest.raises(CompositorError):
        display_path()
