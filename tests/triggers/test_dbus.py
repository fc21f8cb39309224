"""Two of our connections on a real bus: what one serves, the other can call."""

from __future__ import annotations

import os
import shutil
import subprocess
from collections.abc import Iterator
from typing import TYPE_CHECKING, Any

import pytest

from triggers.dbus import Bus, BusError
from triggers.loop import SelectorLoop

if TYPE_CHECKING:
    from jeepney import Message

pytest.importorskip("jeepney")
pytestmark = pytest.mark.skipif(shutil.which("dbus-daemon") is None, reason="needs dbus-daemon")

NAME, PATH = "org.example.Sidecue", "/org/example/Sidecue"


@pytest.fixture
def loop() -> Iterator[SelectorLoop]:
    made = SelectorLoop()
    yield made
    made.close()


@pytest.fixture
def served(bus: object, loop: SelectorLoop) -> Iterator[Bus]:
    made = Bus(loop, "SESSION", lambda _: None)
    yield made
    made.close()


@pytest.fixture
def caller(bus: object, loop: SelectorLoop) -> Iterator[Bus]:
    """By the address, as the bus of accessibility is reached."""
    made = Bus(loop, os.environ["DBUS_SESSION_BUS_ADDRESS"], lambda _: None)
    yield made
    made.close()


def own(bus: Bus, loop: SelectorLoop) -> None:
    owned: list[Any] = []
    bus.own(NAME, lambda body, _: owned.append(body))
    assert loop.run(lambda: bool(owned), 5)
    assert owned == [(1,)]


def ask(caller: Bus, loop: SelectorLoop, *body: Any) -> tuple[Any, str]:
    got: list[tuple[Any, str]] = []
    caller.call(NAME, PATH, NAME, "Add", "uu", body, lambda body, reason: got.append((body, reason)))
    assert loop.run(lambda: bool(got), 5)
    return got[0]


def test_a_call_is_answered(served: Bus, caller: Bus, loop: SelectorLoop) -> None:
    def add(call: Message) -> tuple[str, tuple[Any, ...]]:
        return "u", (sum(call.body),)

    served.serve(add)
    own(served, loop)
    assert ask(caller, loop, 40, 2) == ((42,), "")


def test_a_call_is_refused_with_its_reason(served: Bus, caller: Bus, loop: SelectorLoop) -> None:
    def refuse(_call: Message) -> tuple[str, tuple[Any, ...]]:
        raise BusError("not today")

    served.serve(refuse)
    own(served, loop)
    assert ask(caller, loop, 1, 2) == (None, "not today")


def test_who_serves_nothing_refuses(served: Bus, caller: Bus, loop: SelectorLoop) -> None:
    own(served, loop)
    assert ask(caller, loop, 1, 2) == (None, "nothing is served here")


def test_a_bus_that_dies_answers_what_was_asked_and_says_so(
    bus: subprocess.Popen[bytes], loop: SelectorLoop
) -> None:
    lost: list[str] = []
    ours = Bus(loop, "SESSION", lost.append)
    assert loop.run(lambda: False, 0.1) is False
    bus.terminate()
    bus.wait()
    assert loop.run(lambda: bool(lost), 5)
    ours.close()


def test_no_bus_at_an_address_is_an_error_in_words(loop: SelectorLoop) -> None:
    for address in ("unix:path=/nowhere", "tcp:host=example.org", "nonsense"):
        with pytest.raises(BusError, match="there is no D-Bus at that address"):
            Bus(loop, address, lambda _: None)
