"""A session bus that never answers is hidden from this process; any other is left as it is."""

from __future__ import annotations

import os
import socket
import subprocess
import threading
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from pathlib import Path

import pytest

from tests.triggers.fake_loop import FakeLoop
from triggers.dbus import SESSION_BUS, SILENT_BUS, Bus, BusError
from triggers.silent_bus import ACCESSIBILITY_BUS, spare_silent_bus

pytest.importorskip("jeepney")


@pytest.fixture
def door(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Iterator[socket.socket]:
    """Where a bus would listen; nobody accepts there unless the test does."""
    with socket.socket(socket.AF_UNIX) as listening:
        listening.bind(str(tmp_path / "bus"))
        listening.listen()
        monkeypatch.setenv(SESSION_BUS, f"unix:path={tmp_path / 'bus'}")
        yield listening


def test_a_bus_that_says_nothing_is_hidden_and_the_reason_told(door: socket.socket) -> None:
    assert spare_silent_bus(patience=0.05)
    assert os.environ[SESSION_BUS] == SILENT_BUS
    with pytest.raises(BusError, match="does not answer") as problem:
        Bus(FakeLoop(), "SESSION", lambda _: None)
    assert problem.value.remedy
    assert not spare_silent_bus(patience=0.05)


def test_a_bus_that_knows_us_and_then_says_nothing_is_hidden(door: socket.socket) -> None:
    ended = threading.Event()

    def answer() -> None:
        guest, _ = door.accept()
        with guest:
            guest.recv(4096)
            guest.sendall(b"OK 1234deadbeef1234deadbeef1234dead\r\n")
            ended.wait(5)

    half = threading.Thread(target=answer)
    half.start()
    assert spare_silent_bus(patience=0.05)
    ended.set()
    half.join()


def test_a_bus_that_hangs_up_is_left(door: socket.socket) -> None:
    def hang_up() -> None:
        guest, _ = door.accept()
        guest.close()

    rude = threading.Thread(target=hang_up)
    rude.start()
    before = os.environ[SESSION_BUS]
    assert not spare_silent_bus()
    assert os.environ[SESSION_BUS] == before
    rude.join()


@pytest.mark.parametrize("address", ["unix:path=/nowhere", "tcp:host=example.org", "nonsense", ""])
def test_where_no_bus_is_nothing_waits(address: str, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv(SESSION_BUS, address)
    assert not spare_silent_bus()
    assert os.environ[SESSION_BUS] == address


def test_a_real_bus_is_left(bus: subprocess.Popen[bytes]) -> None:
    before = os.environ[SESSION_BUS]
    assert not spare_silent_bus()
    assert os.environ[SESSION_BUS] == before


@pytest.mark.parametrize("is_silent", [True, False])
def test_an_accessibility_bus_is_hidden_only_if_it_says_nothing(
    bus: subprocess.Popen[bytes], tmp_path: Path, monkeypatch: pytest.MonkeyPatch, is_silent: bool
) -> None:
    monkeypatch.setenv(ACCESSIBILITY_BUS, "")  # to be put back as it was
    monkeypatch.delenv(ACCESSIBILITY_BUS)
    with socket.socket(socket.AF_UNIX) as silent:
        silent.bind(str(tmp_path / "silent"))
        silent.listen()
        address = f"unix:path={tmp_path / 'silent'}" if is_silent else os.environ[SESSION_BUS]
        with launcher(address):
            assert not spare_silent_bus(patience=0.1)
    assert os.environ.get(ACCESSIBILITY_BUS) == (SILENT_BUS if is_silent else None)


def test_who_does_not_say_where_accessibility_is_is_not_waited_for(bus: subprocess.Popen[bytes]) -> None:
    before = os.environ[SESSION_BUS]
    with launcher(None):
        assert not spare_silent_bus(patience=0.1)
    assert os.environ[SESSION_BUS] == before


@contextmanager
def launcher(address: str | None) -> Iterator[None]:
    """Whoever is asked where the accessibility bus is, and says ``address``, or nothing at all."""
    from jeepney import MessageType, message_bus, new_method_return
    from jeepney.io.blocking import open_dbus_connection

    with open_dbus_connection("SESSION") as connection:
        connection.send_and_get_reply(message_bus.RequestName("org.a11y.Bus"))
        ended = threading.Event()

        def answer() -> None:
            while not ended.is_set():
                with suppress(TimeoutError):
                    asked = connection.receive(timeout=0.05)
                    if address and asked.header.message_type is MessageType.method_call:
                        connection.send(new_method_return(asked, "s", (address,)))

        answering = threading.Thread(target=answer)
        answering.start()
        try:
            yield
        finally:
            ended.set()
            answering.join()
