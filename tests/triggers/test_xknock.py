"""A display where somebody is who never says a word, one where nobody is, and other machines'."""

from __future__ import annotations

import os
import socket
import threading
from collections.abc import Iterator

import pytest

from triggers.xknock import knocked

pytest.importorskip("Xlib")
from triggers.xdisplay import NoXServerError, XConnection

NUMBER = 6000 + os.getpid() % 50_000


@pytest.fixture
def door() -> Iterator[socket.socket]:
    with socket.socket(socket.AF_UNIX) as made:
        made.bind(f"\0/tmp/.X11-unix/X{NUMBER}")
        made.listen(1)
        yield made


def test_a_server_that_hangs_is_refused_soon(door: socket.socket) -> None:
    with pytest.raises(NoXServerError, match="does not answer"):
        XConnection(f":{NUMBER}")


def test_one_that_says_anything_is_left_to_the_library(door: socket.socket) -> None:
    def refuse() -> None:
        guest, _ = door.accept()
        with guest:
            guest.recv(64)
            guest.sendall(b"\0")

    server = threading.Thread(target=refuse)
    server.start()
    with knocked(f":{NUMBER}.0"):
        pass
    server.join()


def test_where_nobody_is_or_another_machine_nothing_is_said() -> None:
    for name in (f":{NUMBER + 1}", "elsewhere:0", "nonsense"):
        with knocked(name):
            pass
