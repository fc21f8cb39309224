"""A compositor that speaks, a socket that is kept for one that is not there yet, and no socket at all."""

from __future__ import annotations

import socket
import threading
from collections.abc import Iterator
from pathlib import Path

import pytest

from triggers.wlknock import compositor_speaks

pytestmark = pytest.mark.skipif(not hasattr(socket, "AF_UNIX"), reason="compositors listen at Unix sockets")


@pytest.fixture
def door(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Iterator[socket.socket]:
    monkeypatch.setenv("WAYLAND_DISPLAY", "wayland-7")
    monkeypatch.setenv("XDG_RUNTIME_DIR", str(tmp_path))
    with socket.socket(socket.AF_UNIX) as made:
        made.bind(str(tmp_path / "wayland-7"))
        made.listen(8)
        yield made


def test_one_that_answers_speaks(door: socket.socket) -> None:
    def answer() -> None:
        door.accept()[0].close()  # the first only finds out whether somebody listens
        guest, _ = door.accept()
        with guest:
            assert len(guest.recv(64)) == 12
            guest.sendall(bytes(12))

    compositor = threading.Thread(target=answer)
    compositor.start()
    assert compositor_speaks()
    compositor.join()


def test_a_socket_behind_which_nobody_is_yet_does_not(door: socket.socket) -> None:
    assert not compositor_speaks(patience=0.05)


def test_one_that_hangs_up_does_not(door: socket.socket) -> None:
    def hang_up() -> None:
        for _ in range(2):
            door.accept()[0].close()

    compositor = threading.Thread(target=hang_up)
    compositor.start()
    assert not compositor_speaks()
    compositor.join()


def test_without_a_compositor_nobody_does(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("WAYLAND_DISPLAY", "wayland-7")
    monkeypatch.setenv("XDG_RUNTIME_DIR", str(tmp_path))
    assert not compositor_speaks()
