"""A display that hangs is found out without the loop waiting for it; where there is none nobody waits."""

from __future__ import annotations

import os
import socket
import sys
import threading

import pytest

from triggers.hotkeys.xawake import when_known
from triggers.loop import SelectorLoop

pytestmark = pytest.mark.skipif(sys.platform == "win32", reason="the way of X11")

NUMBER = 6000 + os.getpid() % 50_000


def known(*, once_asked: bool = False) -> list[bool]:
    """What is found out; ``once_asked`` makes sure that the loop was free meanwhile."""
    loop, said = SelectorLoop(), list[bool]()
    when_known(loop, said.append)
    assert not (once_asked and said)
    assert loop.run(lambda: bool(said), 10)
    loop.close()
    return said


@pytest.mark.parametrize("display", ["", ":59999", "nonsense"])
def test_where_nobody_is_a_round_can_begin(monkeypatch: pytest.MonkeyPatch, display: str) -> None:
    monkeypatch.setattr("sys.platform", "linux")
    monkeypatch.setenv("DISPLAY", display)
    assert known() == [True]


def test_a_display_that_hangs_is_told_later_and_one_that_answers_too(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("DISPLAY", f":{NUMBER}")
    with socket.socket(socket.AF_UNIX) as door:
        door.bind(f"\0/tmp/.X11-unix/X{NUMBER}")
        door.listen(1)
        assert known(once_asked=True) == [False]
        door.accept()[0].close()

        def answer() -> None:
            guest, _ = door.accept()
            with guest:
                guest.recv(64)
                guest.sendall(b"\0")

        server = threading.Thread(target=answer)
        server.start()
        assert known() == [True]
        server.join()
