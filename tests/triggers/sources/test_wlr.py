"""The source for wlroots' protocol with a socket that says what a compositor would not, or not so."""

from __future__ import annotations

import os
import struct
from collections.abc import Callable, Iterator
from contextlib import closing
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from tests.triggers.compositor import Client, Server, wayland_message
from triggers.context import WindowInfo
from triggers.loop import SelectorLoop
from triggers.sources.base import NothingFocused, Observation, SourceUnavailableError, Unavailable
from triggers.sources.wlr import UNSUPPORTED, WlrSource
from triggers.titles import MAX_LENGTH
from triggers.wayland import MalformedError, numbers_at, text_at

pytestmark = pytest.mark.skipif(os.name == "nt", reason="Windows has no such sockets")

MANAGER = "zwlr_foreign_toplevel_manager_v1"
REGISTRY, FIRST_SYNC, BOUND, SECOND_SYNC = 2, 3, 4, 5  # in the order in which the source makes them
LEDGER, ORDERS = 0xFF000001, 0xFF000002


class Desk:
    """A source at work with a played compositor."""

    def __init__(self, folder: Path) -> None:
        self.loop = SelectorLoop()
        self.server = Server(self.loop, folder / "wayland-0", self._receive)
        self.got: list[Observation] = []
        self.source = WlrSource(self.loop, lambda: folder / "wayland-0")

    def _receive(self, client: Client, data: bytes) -> None:
        """Nothing is answered but what a test says."""

    def start(self, *, offers: str = MANAGER, version: int = 3) -> None:
        self.source.start(self.got.append)
        self.rest(0.02)
        self.say(
            wayland_message(REGISTRY, 0, 11, "wl_compositor", 4),
            wayland_message(REGISTRY, 0, 12, offers, version),
        )
        self.say(wayland_message(FIRST_SYNC, 0, 0))

    def say(self, *messages: bytes) -> None:
        self.server.send(b"".join(messages))
        self.rest(0.02)

    def open(self, handle: int, app_id: str, title: str, *states: int) -> None:
        self.say(
            wayland_message(BOUND, 0, handle),
            wayland_message(handle, 0, title),
            wayland_message(handle, 1, app_id),
            wayland_message(handle, 4, list(states)),
            wayland_message(handle, 5),
        )

    @property
    def state(self) -> object:
        return self.got[-1].state if self.got else None

    @property
    def title(self) -> str | None:
        return self.state.title if isinstance(self.state, WindowInfo) else None

    def until(self, holds: Callable[[], bool]) -> None:
        assert self.loop.run(holds, 5), self.got

    def rest(self, seconds: float = 0.2) -> None:
        self.loop.run(lambda: False, seconds)


@pytest.fixture
def desk(home: Path) -> Iterator[Desk]:
    made = Desk(home)
    yield made
    made.source.close()
    made.server.close()
    made.loop.close()


def test_the_activated_window_is_told_with_a_number_of_ours(desk: Desk) -> None:
    desk.start()
    desk.open(LEDGER, "ledger", "Ledger")
    desk.open(ORDERS, "orders", "Orders", 2, 3)
    desk.until(lambda: desk.title == "Orders")
    assert desk.state == WindowInfo(2, "orders", "orders", "Orders", full_screen=True)


def test_nothing_holds_before_the_compositor_says_that_it_is_whole(desk: Desk) -> None:
    desk.start()
    desk.open(LEDGER, "ledger", "Ledger", 2)
    desk.until(lambda: desk.title == "Ledger")
    desk.say(wayland_message(LEDGER, 0, "half"), wayland_message(LEDGER, 4, []))
    desk.rest()
    assert desk.title == "Ledger"
    desk.say(wayland_message(LEDGER, 5))
    desk.until(lambda: desk.state == NothingFocused())


def test_that_nothing_has_the_focus_is_told_as_well(desk: Desk) -> None:
    desk.start()
    desk.say(wayland_message(SECOND_SYNC, 0, 0))
    desk.until(lambda: desk.state == NothingFocused())


def test_a_window_that_closes_is_gone_and_its_object_given_back(desk: Desk) -> None:
    desk.start()
    desk.open(LEDGER, "ledger", "Ledger", 2)
    desk.until(lambda: desk.title == "Ledger")
    desk.say(wayland_message(LEDGER, 6))
    desk.until(lambda: desk.state == NothingFocused())
    assert struct.pack("=II", LEDGER, 8 << 16 | 7) in desk.server.clients[0].received
    desk.say(wayland_message(LEDGER, 0, "late"), wayland_message(LEDGER, 5))
    assert desk.state == NothingFocused()


def test_while_ours_is_active_the_persons_window_stands(desk: Desk) -> None:
    desk.start()
    desk.open(LEDGER, "ledger", "Ledger", 2)
    desk.until(lambda: desk.title == "Ledger")
    desk.say(wayland_message(LEDGER, 4, []), wayland_message(LEDGER, 5))
    desk.open(ORDERS, "Sidecue", "Sidecue palette", 2)
    desk.rest()
    assert desk.title == "Ledger"


def test_a_compositor_without_the_protocol_is_passed_over(desk: Desk) -> None:
    desk.start(offers="kde_output_device_v2")
    desk.until(lambda: desk.state == UNSUPPORTED)
    assert not desk.server.clients, "the connection is kept"


def test_the_protocol_is_bound_in_no_newer_version_than_we_speak(desk: Desk) -> None:
    desk.start(version=9)
    assert struct.pack("=II", 3, BOUND) in desk.server.clients[0].received


def test_a_huge_title_is_cut(desk: Desk) -> None:
    desk.start()
    desk.open(LEDGER, "ledger", "x" * 60_000, 2)
    desk.until(lambda: desk.title == "x" * MAX_LENGTH)


@pytest.mark.parametrize(
    "garbage",
    [
        b"\0" * 8,
        b"HTTP/1.1 400 Bad Request\r\n\r\n" * 4,
        wayland_message(1, 0, 2, 3, "invalid object"),
        wayland_message(BOUND, 1),
        wayland_message(LEDGER, 0),
        wayland_message(LEDGER, 0, 70_000),
        wayland_message(LEDGER, 4, 70_000),
    ],
)
def test_what_is_no_wayland_is_given_up(desk: Desk, garbage: bytes) -> None:
    desk.start()
    desk.open(LEDGER, "ledger", "Ledger", 2)
    desk.until(lambda: desk.title == "Ledger")
    desk.server.send(garbage)
    if garbage.startswith(b"HTTP"):  # the length it would have is never reached
        desk.server.close()
    desk.until(lambda: isinstance(desk.state, Unavailable))
    assert isinstance(desk.state, Unavailable)
    assert not desk.state.passing


def test_where_nobody_listens_it_cannot_start(home: Path) -> None:
    loop = SelectorLoop()
    source = WlrSource(loop, lambda: home / "wayland-9")
    with closing(loop), pytest.raises(SourceUnavailableError, match="nobody answers at wayland-9"):
        source.start(lambda _: None)
    source.activate(1)
    source.close()


@settings(max_examples=200)
@given(st.binary(max_size=64))
def test_arguments_of_any_bytes_are_read_or_refused(data: bytes) -> None:
    for read in (text_at, numbers_at):
        try:
            read(data)
        except (MalformedError, struct.error):
            continue
