"""The source for sway with a socket that says what sway would not. With the real one: tests/platforms."""

from __future__ import annotations

import os
import time
from collections.abc import Callable, Iterator
from contextlib import closing
from pathlib import Path
from typing import Any

import pytest

from tests.triggers.compositor import Client, Server, sway_message, sway_requests
from triggers.context import Rect, WindowInfo
from triggers.loop import SelectorLoop
from triggers.sources.base import NothingFocused, Observation, SourceUnavailableError, Unavailable
from triggers.sources.sway import SwaySource
from triggers.swayipc import GET_TREE, RUN_COMMAND, SHUTDOWN_EVENT, SUBSCRIBE, WINDOW_EVENT
from triggers.titles import MAX_LENGTH

pytestmark = pytest.mark.skipif(os.name == "nt", reason="Windows has no such sockets")

OWN_PID = 4_000_001
OTHER_PID = 4_000_002


def node(number: int, title: str = "Ledger", *, focused: bool = True, **more: Any) -> dict[str, Any]:
    """A window in sway's words."""
    return {
        "id": number, "name": title, "focused": focused, "pid": OTHER_PID, "app_id": "ledger",
        "rect": {"x": 1, "y": 2, "width": 3, "height": 4}, "fullscreen_mode": 0, "nodes": [],
        "floating_nodes": [], **more,
    }  # fmt: skip


def tree(*windows: dict[str, Any]) -> dict[str, Any]:
    return {"id": 1, "name": "root", "nodes": [{"id": 2, "nodes": list(windows)}], "floating_nodes": []}


class Desk:
    """A source at work with a played sway."""

    def __init__(self, folder: Path) -> None:
        self.loop = SelectorLoop()
        self.tree: Any = tree()
        self.asked: list[tuple[int, str]] = []
        self.answers = True
        self.server = Server(self.loop, folder / "sway.sock", self._receive)
        self.got: list[Observation] = []
        self.source = SwaySource(self.loop, OWN_PID, lambda: folder / "sway.sock")

    def _receive(self, client: Client, data: bytes) -> None:
        for kind, payload in sway_requests(data):
            self.asked.append((kind, payload))
            if self.answers:
                answer = {SUBSCRIBE: {"success": True}, GET_TREE: self.tree, RUN_COMMAND: [{"success": True}]}
                client.send(sway_message(kind, answer[kind]))

    def start(self, *windows: dict[str, Any]) -> None:
        self.tree = tree(*windows)
        self.source.start(self.got.append)
        self.until(lambda: bool(self.got))

    def event(self, change: str, window: dict[str, Any]) -> None:
        self.server.send(sway_message(WINDOW_EVENT, {"change": change, "container": window}))

    @property
    def state(self) -> object:
        return self.got[-1].state

    @property
    def title(self) -> str | None:
        return self.state.title if isinstance(self.state, WindowInfo) else None

    def until(self, holds: Callable[[], bool], timeout: float = 5) -> None:
        assert self.loop.run(holds, timeout), self.got

    def rest(self, seconds: float = 0.25) -> None:
        self.loop.run(lambda: False, seconds)


@pytest.fixture
def desk(home: Path) -> Iterator[Desk]:
    made = Desk(home)
    yield made
    made.source.close()
    made.server.close()
    made.loop.close()


def test_what_is_focused_at_the_start_is_told_whole(desk: Desk) -> None:
    desk.start(node(7, fullscreen_mode=1), node(8, "Other", focused=False))
    assert desk.state == WindowInfo(7, "ledger", "ledger", "Ledger", OTHER_PID, Rect(1, 2, 3, 4), True)


def test_a_window_of_x11_has_its_class(desk: Desk) -> None:
    desk.start(node(7, app_id=None, window_properties={"class": "XTerm", "title": "x"}))
    assert isinstance(desk.state, WindowInfo)
    assert desk.state.window_class == "XTerm"


@pytest.mark.parametrize("own", [{"pid": OWN_PID}, {"app_id": "Sidecue"}])
def test_while_ours_has_the_focus_the_persons_window_stands_and_is_followed(
    desk: Desk, own: dict[str, Any]
) -> None:
    desk.start(node(7))
    ours = node(9, "Palette", **own)
    desk.tree = tree(node(7, "Ledger 2", focused=False), ours)
    desk.event("focus", ours)
    desk.until(lambda: desk.title == "Ledger 2")
    desk.tree = tree(ours)
    desk.event("close", node(7, focused=False))
    desk.until(lambda: desk.state == NothingFocused())
    assert all(title != "Palette" for title in (getattr(seen.state, "title", "") for seen in desk.got))


def test_a_window_without_a_place_yet_is_told_at_once_and_its_place_when_it_has_one(desk: Desk) -> None:
    desk.start()
    new = node(7, rect={"x": 0, "y": 0, "width": 0, "height": 0})
    desk.tree = tree(node(7))
    desk.event("focus", new)
    desk.until(lambda: desk.title == "Ledger")
    assert isinstance(desk.state, WindowInfo)
    assert desk.state.frame is None
    desk.until(lambda: getattr(desk.state, "frame", None) == Rect(1, 2, 3, 4))


def test_a_huge_title_is_cut_and_one_of_any_bytes_is_read(desk: Desk) -> None:
    desk.start(node(7))
    desk.event("focus", node(8, "x" * 1_000_000))
    desk.until(lambda: desk.title == "x" * MAX_LENGTH)
    broken = b'{"change": "focus", "container": {"id": 9, "pid": 77, "name": "caf\xe9 \xed\xa0\x80"}}'
    desk.server.send(sway_message(WINDOW_EVENT, broken))
    desk.until(lambda: (desk.title or "").startswith("caf\ufffd"))


@pytest.mark.parametrize(
    "garbage",
    [
        b"HTTP/1.1 400 Bad Request\r\n\r\n",
        sway_message(WINDOW_EVENT, b"{"),
        sway_message(WINDOW_EVENT, b"[]"),
        sway_message(WINDOW_EVENT, {"change": "focus", "container": {"id": "seven", "name": "secret"}}),
        sway_message(WINDOW_EVENT, b'{"change":"focus","container":' + b'{"id":1,"nodes":[' * 50_000),
        b"i3-ipc\xff\xff\xff\xff\0\0\0\0",
        sway_message(SHUTDOWN_EVENT, {"change": "exit"}),
    ],
)
def test_what_is_no_sway_is_given_up_in_words_that_quote_nothing(desk: Desk, garbage: bytes) -> None:
    desk.start(node(7))
    desk.server.send(garbage)
    desk.until(lambda: isinstance(desk.state, Unavailable))
    assert isinstance(desk.state, Unavailable)
    assert "sway" in desk.state.reason
    assert "secret" not in desk.state.reason
    assert not desk.state.passing


def test_an_end_in_the_middle_of_a_message_is_told(desk: Desk) -> None:
    desk.start(node(7))
    desk.server.send(sway_message(WINDOW_EVENT, {"change": "focus"})[:-3])
    desk.rest(0.05)
    desk.server.close()
    desk.until(lambda: isinstance(desk.state, Unavailable))


def test_a_message_in_pieces_is_put_together(desk: Desk) -> None:
    desk.start(node(7))
    desk.rest()  # nothing else is on its way
    desk.answers = False
    for byte in sway_message(WINDOW_EVENT, {"change": "focus", "container": node(8, "Pieces")}):
        desk.server.send(bytes([byte]))
        desk.loop.run(lambda: False, 0.0005)
    desk.until(lambda: desk.title == "Pieces")


def test_one_that_never_answers_holds_nothing_up_and_delivers_nothing(desk: Desk) -> None:
    desk.answers = False
    began = time.monotonic()
    desk.source.start(desk.got.append)
    desk.source.activate(7)
    assert time.monotonic() - began < 1
    desk.rest()
    assert desk.got == []


def test_where_nobody_listens_it_cannot_start(home: Path) -> None:
    loop = SelectorLoop()
    source = SwaySource(loop, OWN_PID, lambda: home / "nothing")
    with closing(loop), pytest.raises(SourceUnavailableError, match="nobody answers at nothing"):
        source.start(lambda _: None)
    source.close()


def test_a_flood_of_events_leaves_the_loop_room_and_ends_at_the_last(desk: Desk) -> None:
    desk.start(node(7, "0"))
    desk.rest()  # the tree would bring the first title back
    flood = b"".join(
        sway_message(WINDOW_EVENT, {"change": "title", "container": node(7, str(number))})
        for number in range(10_000)
    )
    turns: list[float] = []

    def turn() -> None:
        turns.append(time.monotonic())
        desk.loop.call_later(0.001, turn)

    turn()
    desk.server.send(flood)
    desk.until(lambda: desk.title == "9999", timeout=20)
    assert len(turns) > 20, "the loop did nothing else meanwhile"
    assert len(desk.got) < 200, "more than ten changes a second were handed on"


def test_the_focus_is_given_back_by_a_command(desk: Desk) -> None:
    desk.start(node(7))
    desk.source.activate(7)
    desk.until(lambda: (RUN_COMMAND, "[con_id=7] focus") in desk.asked)


def test_after_close_nothing_is_delivered_or_scheduled(desk: Desk) -> None:
    desk.start(node(7))
    desk.event("focus", node(8))
    desk.source.close()
    desk.source.close()
    desk.source.activate(7)
    seen = len(desk.got)
    desk.rest()
    assert len(desk.got) == seen
