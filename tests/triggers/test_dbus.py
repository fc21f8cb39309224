"""Two of our connections on a real bus: what one serves, the other can call."""

from __future__ import annotations

import os
import random
import shutil
import socket
import subprocess
import threading
from collections.abc import Iterator
from pathlib import Path
from typing import TYPE_CHECKING, Any

import pytest

from triggers.bus_messages import member_of, sender_of
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


def lies(count: int) -> list[bytes]:
    """Messages of a bus in which some bytes are wrong."""
    from jeepney import DBusAddress, new_signal

    chance = random.Random(7)
    right = new_signal(DBusAddress(PATH, NAME, NAME), "Changed", "sa{sv}as", ("i", {"k": ("b", True)}, ["z"]))
    made = []
    for _ in range(count):
        wrong = bytearray(right.serialise(serial=5))
        for _ in range(chance.randint(1, 4)):
            wrong[chance.randrange(len(wrong))] = chance.randrange(256)
        made.append(bytes(wrong))
    return made


def test_a_bus_that_lies_is_lost_and_nothing_is_raised(tmp_path: Path, loop: SelectorLoop) -> None:
    wrong = lies(200)

    def answer() -> None:
        for message in wrong:
            guest, _ = server.accept()
            with guest:
                guest.recv(4096)
                guest.sendall(b"OK 1234deadbeef1234deadbeef1234dead\r\n")
                while b"BEGIN" not in guest.recv(4096):
                    guest.sendall(b"ERROR\r\n")
                guest.sendall(message)

    with socket.socket(socket.AF_UNIX) as server:
        server.bind(str(tmp_path / "bus"))
        server.listen()
        liar = threading.Thread(target=answer)
        liar.start()
        for _ in wrong:
            lost: list[str] = []
            ours = Bus(loop, f"unix:path={tmp_path / 'bus'}", lost.append)
            assert loop.run(lambda lost=lost: bool(lost), 5)  # type: ignore[misc] # bound in the loop
            ours.close()
        liar.join()


def test_who_has_a_name_is_told_now_and_after_each_change(
    served: Bus, caller: Bus, loop: SelectorLoop
) -> None:
    owners: list[str] = []
    caller.follow(NAME, owners.append)
    assert loop.run(lambda: owners == [""], 5)
    own(served, loop)
    assert loop.run(lambda: len(owners) == 2, 5)
    senders: list[str] = []

    def note(call: Message) -> tuple[str, tuple[Any, ...]]:
        senders.append(sender_of(call))
        assert member_of(call) == (NAME, "Add")
        return "", ()

    served.serve(note)
    ask(caller, loop, 1, 2)
    served.close()
    assert loop.run(lambda: len(owners) == 3, 5)
    assert owners[1].startswith(":")
    assert owners[2] == ""
    assert senders[0].startswith(":")
    assert senders[0] != owners[1]  # it is the caller's, not the owner's


def test_a_change_of_owner_that_another_program_claims_is_no_change(
    served: Bus, caller: Bus, loop: SelectorLoop
) -> None:
    owners: list[str] = []
    heard: list[Message] = []
    caller.follow(NAME, owners.append)
    caller.listen("org.freedesktop.DBus", "NameOwnerChanged")
    caller.hear(heard.append)
    assert loop.run(lambda: owners == [""], 5)
    lie = ["dbus-send", "--session", "--type=signal", "/", "org.freedesktop.DBus.NameOwnerChanged"]
    subprocess.run([*lie, f"string:{NAME}", "string:", "string::1.666"], check=True)
    assert loop.run(lambda: any(":1.666" in message.body for message in heard), 5)
    assert owners == [""]
