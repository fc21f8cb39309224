"""A display that hangs is found out while the loop turns; where there is none nobody waits."""

from __future__ import annotations

import os
import socket
import sys
from collections.abc import Callable, Iterator
from typing import NoReturn

import pytest

from triggers import xguests
from triggers.hotkeys.base import HotkeyError, HotkeyRegistrar, Tell
from triggers.hotkeys.moving_on import MovingOn
from triggers.hotkeys.xawake import when_known
from triggers.loop import Loop, SelectorLoop
from triggers.selection import Candidate
from triggers.xknock import knocked

pytestmark = pytest.mark.skipif(sys.platform == "win32", reason="the way of X11")

NUMBER = 6000 + os.getpid() % 50_000
DISPLAY = f":{NUMBER}"


@pytest.fixture
def loop() -> Iterator[SelectorLoop]:
    made = SelectorLoop()
    yield made
    made.close()


@pytest.fixture
def door(monkeypatch: pytest.MonkeyPatch) -> Iterator[socket.socket]:
    monkeypatch.setenv("DISPLAY", DISPLAY)
    monkeypatch.setattr(xguests, "_waiting", {})
    with socket.socket(socket.AF_UNIX) as made:
        made.bind(f"\0/tmp/.X11-unix/X{NUMBER}")
        made.listen(5)
        yield made
    for guest, _ in xguests._waiting.values():
        guest.close()


def asked(loop: Loop) -> list[str]:
    """What fills when a round can begin."""
    said: list[str] = []
    when_known(loop, lambda: said.append("known"))
    assert not said
    return said


def answer(door: socket.socket) -> None:
    """The server says something to the next guest."""
    guest, _ = door.accept()
    with guest:
        guest.sendall(b"\0")


@pytest.mark.parametrize("display", ["", ":59999", "nonsense"])
def test_where_nobody_is_a_round_can_begin(
    monkeypatch: pytest.MonkeyPatch, loop: SelectorLoop, display: str
) -> None:
    monkeypatch.setattr("sys.platform", "linux")
    monkeypatch.setenv("DISPLAY", display)
    said = asked(loop)
    assert loop.run(lambda: bool(said), 10)


def test_one_that_answers_is_known_at_once_and_its_guest_leaves(
    monkeypatch: pytest.MonkeyPatch, loop: SelectorLoop, door: socket.socket
) -> None:
    later = loop.call_later
    monkeypatch.setattr(loop, "call_later", lambda _, action: later(3600.0, action))
    said = asked(loop)
    answer(door)
    assert loop.run(lambda: bool(said), 10)
    assert xguests.waiting_at(DISPLAY) is None


def test_a_display_that_hangs_is_told_later_and_who_knocks_then_knows_at_once(
    loop: SelectorLoop, door: socket.socket
) -> None:
    said = asked(loop)
    assert loop.run(lambda: bool(said), 10)
    with pytest.raises(TimeoutError), knocked(DISPLAY, 3600.0):
        pass
    said = asked(loop)
    assert loop.run(lambda: bool(said), 10)
    answer(door)
    said = asked(loop)
    answer(door)  # it is asked anew: that it awoke once says nothing
    assert loop.run(lambda: bool(said), 10)
    assert xguests.waiting_at(DISPLAY) is None


def test_somebody_who_knocks_meanwhile_takes_nothing_away(loop: SelectorLoop, door: socket.socket) -> None:
    said = asked(loop)
    answer(door)
    with pytest.raises(TimeoutError), knocked(DISPLAY, 0.01):
        pass
    assert loop.run(lambda: bool(said), 10)


def test_called_off_it_says_nothing_more(loop: SelectorLoop, door: socket.socket) -> None:
    said: list[str] = []
    when_known(loop, lambda: said.append("known")).cancel()
    answer(door)
    assert not loop.run(lambda: bool(said), 0.1)


class Registrar:
    """Implements HotkeyRegistrar; it takes everything."""

    name = "kwin"

    def __init__(self, _loop: Loop, tell: Tell) -> None:
        self.tell = tell

    def register(self, chord: str, pressed: Callable[[], None], purpose: str = "") -> bool:  # noqa: ARG002 # the Protocol's
        return True

    def unregister(self, chord: str) -> None: ...

    def close(self) -> None: ...


@pytest.mark.parametrize("fault", ["the display hangs", "no more files may be opened"])
def test_hotkeys_come_back(
    monkeypatch: pytest.MonkeyPatch, loop: SelectorLoop, door: socket.socket, fault: str
) -> None:
    made: list[Registrar] = []

    def make(loop: Loop, tell: Tell) -> HotkeyRegistrar:
        made.append(Registrar(loop, tell))
        return made[-1]

    def full(*_: object) -> NoReturn:
        raise OSError(24, "Too many open files")

    hotkeys = MovingOn(loop, lambda *_: None, [Candidate("kwin", make)], when_known)
    hotkeys.register("super+k", lambda: None)
    if fault != "the display hangs":
        monkeypatch.setattr("socket.socket", full)
    made[0].tell(None, HotkeyError("KWin has gone"))
    assert loop.run(lambda: len(made) > 1, 10)
    assert hotkeys.name == "kwin"
    hotkeys.close()
