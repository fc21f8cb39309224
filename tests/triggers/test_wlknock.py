"""A compositor that speaks, a socket that is kept for one that is not there yet, and no socket at all."""

from __future__ import annotations

import socket
import threading
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

import pytest

from triggers.wlknock import compositor_speaks

pytestmark = pytest.mark.skipif(not hasattr(socket, "AF_UNIX"), reason="compositors listen at Unix sockets")


@pytest.fixture
def door(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Iterator[socket.socket]:
    monkeypatch.setenv("WAYLAND_DISPLAY", "wayland-7")
    monkeypatch.setenv("XDG_RUNTIME_DIR", str(tmp_path))
    with listening(tmp_path / "wayland-7") as made:
        yield made


@contextmanager
def listening(path: Path) -> Iterator[socket.socket]:
    with socket.socket(socket.AF_UNIX) as made:
        made.bind(str(path))
        made.listen(8)
        yield made


@contextmanager
def speaking(door: socket.socket) -> Iterator[None]:
    """Somebody answers there, once."""

    def answer() -> None:
        guest, _ = door.accept()
        with guest:
            assert len(guest.recv(64)) == 12
            guest.sendall(bytes(12))

    compositor = threading.Thread(target=answer)
    compositor.start()
    yield
    compositor.join()


def test_one_that_answers_speaks(door: socket.socket) -> None:
    with speaking(door):
        assert compositor_speaks()


def test_without_a_name_it_is_the_one_that_libwayland_takes(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.delenv("WAYLAND_DISPLAY", raising=False)
    monkeypatch.setenv("XDG_RUNTIME_DIR", str(tmp_path))
    with listening(tmp_path / "wayland-0") as door, speaking(door):
        assert compositor_speaks()


def test_a_name_that_is_a_whole_path_is_taken_as_it_is(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("WAYLAND_DISPLAY", str(tmp_path / "elsewhere"))
    monkeypatch.delenv("XDG_RUNTIME_DIR", raising=False)
    with listening(tmp_path / "elsewhere") as door, speaking(door):
        assert compositor_speaks()


def test_another_compositor_is_not_ours(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("WAYLAND_DISPLAY", "wayland-7")
    monkeypatch.setenv("XDG_RUNTIME_DIR", str(tmp_path))
    with listening(tmp_path / "wayland-0") as other:
        assert not compositor_speaks(patience=0.05)
        other.setblocking(False)
        with pytest.raises(BlockingIOError):
            other.accept()  # nobody knocked


def test_a_socket_behind_which_nobody_is_yet_does_not(door: socket.socket) -> None:
    assert not compositor_speaks(patience=0.05)


def test_one_that_hangs_up_does_not(door: socket.socket) -> None:
    def hang_up() -> None:
        door.accept()[0].close()

    compositor = threading.Thread(target=hang_up)
    compositor.start()
    assert not compositor_speaks()
    compositor.join()


def test_without_a_compositor_nobody_does(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("WAYLAND_DISPLAY", "wayland-7")
    monkeypatch.setenv("XDG_RUNTIME_DIR", str(tmp_path))
    assert not compositor_speaks()
