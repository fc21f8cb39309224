"""A display where somebody is who never says a word, one where nobody is, and other machines'."""

from __future__ import annotations

import os
import socket
import threading
from collections.abc import Iterator
from contextlib import ExitStack, contextmanager, suppress

import pytest

from triggers import xguests
from triggers.xguests import send_ahead
from triggers.xknock import knocked

pytest.importorskip("Xlib")
from triggers.xdisplay import NoXServerError, XConnection

NUMBER = 6000 + os.getpid() % 50_000


@pytest.fixture
def door(monkeypatch: pytest.MonkeyPatch) -> Iterator[socket.socket]:
    """Without the guests that an earlier test has left there."""
    monkeypatch.setattr(xguests, "_waiting", {})
    with socket.socket(socket.AF_UNIX) as made:
        made.bind(f"\0/tmp/.X11-unix/X{NUMBER}")
        made.listen(1)
        yield made
    for guest, _ in xguests._waiting.values():
        guest.close()


def test_a_server_that_hangs_is_refused_soon(door: socket.socket) -> None:
    with pytest.raises(NoXServerError, match="does not answer"):
        XConnection(f":{NUMBER}")


FOR_EVER = 3600.0
"""Seconds of patience; a test that needed it would not end."""


def test_nobody_waits_twice_for_the_same_silence(door: socket.socket) -> None:
    door.listen(5)
    for patience in (0.01, FOR_EVER, FOR_EVER):
        with pytest.raises(TimeoutError), knocked(f":{NUMBER}", patience):
            pass


def test_a_server_that_awakes_is_asked_anew(door: socket.socket) -> None:
    door.listen(5)
    with pytest.raises(TimeoutError), knocked(f":{NUMBER}", 0.01):
        pass
    guest, _ = door.accept()
    with guest:
        guest.sendall(b"\0")
        # It answers the one who waited, and hangs again: that answer is no word for the next.
        with pytest.raises(TimeoutError), knocked(f":{NUMBER}", 0.01):
            pass
        with pytest.raises(TimeoutError), knocked(f":{NUMBER}", FOR_EVER):
            pass
    guest, _ = door.accept()
    with guest, welcoming(door):
        guest.sendall(b"\0")
        with knocked(f":{NUMBER}", FOR_EVER):
            pass


def test_who_was_sent_ahead_has_waited_for_all(door: socket.socket) -> None:
    send_ahead(f":{NUMBER}", 0.0)
    with pytest.raises(TimeoutError), knocked(f":{NUMBER}", FOR_EVER):
        pass


def test_where_the_door_is_full_nobody_waits(door: socket.socket) -> None:
    with ExitStack() as guests:
        for _ in range(10):
            guest = guests.enter_context(socket.socket(socket.AF_UNIX))
            guest.setblocking(False)
            with suppress(BlockingIOError):
                guest.connect(door.getsockname())
        for _ in range(2):
            with pytest.raises(TimeoutError), knocked(f":{NUMBER}", FOR_EVER):
                pass


def test_one_that_hung_and_was_ended_is_left_to_the_library() -> None:
    with socket.socket(socket.AF_UNIX) as door:
        door.bind(f"\0/tmp/.X11-unix/X{NUMBER}")
        door.listen()
        with pytest.raises(TimeoutError), knocked(f":{NUMBER}", 0.01):
            pass
    with knocked(f":{NUMBER}", FOR_EVER):
        pass


@contextmanager
def welcoming(door: socket.socket) -> Iterator[None]:
    """A server that says something to the next guest."""

    def refuse() -> None:
        guest, _ = door.accept()
        with guest:
            guest.recv(64)
            guest.sendall(b"\0")

    server = threading.Thread(target=refuse)
    server.start()
    yield
    server.join()


def test_one_that_says_anything_is_left_to_the_library(door: socket.socket) -> None:
    with welcoming(door), knocked(f":{NUMBER}.0"):
        pass


def test_where_nobody_is_or_another_machine_nothing_is_said() -> None:
    for name in (f":{NUMBER + 1}", "elsewhere:0", "nonsense"):
        with knocked(name):
            pass
