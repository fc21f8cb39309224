"""Answers of applications, true and hostile, and the way through several questions. Without a bus."""

from __future__ import annotations

from typing import Any, cast

import pytest

from tests.triggers.fake_loop import FakeLoop
from triggers.accessible import (
    PATIENCE,
    Asking,
    Node,
    Steps,
    ask_name,
    ask_role,
    attributes,
    is_active,
    is_showing,
    node_of,
    nodes,
    number,
    related,
    text,
)
from triggers.bus_messages import Body
from triggers.dbus import Answered, Bus

NODE = Node(":1.7", "/a")


class Bussed:
    """Stands for a bus: keeps what was asked, until a test answers it."""

    def __init__(self) -> None:
        self.asked: list[tuple[str, Answered]] = []

    def call(self, *call: Any) -> None:
        self.asked.append((call[3], call[6]))

    def answer(self, at: int, body: Body | None) -> None:
        self.asked[at][1](body, "")


def steps() -> Steps[list[str]]:
    role, name = yield [ask_role(NODE), ask_name(NODE)]
    (again,) = yield [ask_name(NODE)]
    return [str(number(role)), text(name, 9), text(again, 9)]


def ask(loop: FakeLoop, bus: Bussed, done: list[list[str]]) -> Asking[list[str]]:
    return Asking(loop, cast("Bus", bus), steps(), done.append)


def test_questions_go_out_together_and_the_next_when_all_are_answered() -> None:
    loop, bus, done = FakeLoop(), Bussed(), list[list[str]]()
    ask(loop, bus, done)
    assert [method for method, _ in bus.asked] == ["GetRole", "Get"]
    bus.answer(1, (("s", "name"),))
    bus.answer(0, (43,))
    assert len(bus.asked) == 3
    bus.answer(2, (("s", "renamed"),))
    assert done == [["43", "name", "renamed"]]
    assert loop.scheduled == 0


def test_who_is_silent_has_said_nothing_and_is_not_waited_for_for_ever() -> None:
    loop, bus, done = FakeLoop(), Bussed(), list[list[str]]()
    ask(loop, bus, done)
    bus.answer(0, (43,))
    loop.advance(PATIENCE)
    bus.answer(1, (("s", "too late"),))
    bus.answer(2, None)
    assert done == [["43", "", ""]]
    assert loop.scheduled == 0


def test_what_was_called_off_ends_without_a_word() -> None:
    loop, bus, done = FakeLoop(), Bussed(), list[list[str]]()
    asking = ask(loop, bus, done)
    asking.cancel()
    asking.cancel()
    bus.answer(0, (43,))
    bus.answer(1, (("s", "name"),))
    assert not asking.runs
    assert done == []
    assert loop.scheduled == 0
    assert len(bus.asked) == 2


@pytest.mark.parametrize("name", ["", ":", "org.example", ":1.7 x", ":1\n", "x" * 300, ":1.7;", 7, None])
def test_an_impossible_name_is_no_object(name: object) -> None:
    assert node_of((name, "/a")) is None
    assert nodes(([(name, "/a"), (":1.7", "/a")],)) == [NODE]


@pytest.mark.parametrize(
    "body", [None, (), (7,), ("x",), (None,), ([],), ([1],), ({},), (("s", 7),), ([("a",)],)]
)
def test_answers_of_any_shape_are_survived(body: Body | None) -> None:
    assert nodes(body) == []
    assert related(body, 13) == []
    assert attributes(body) == {}
    assert isinstance(number(body), int)
    assert text(body, 5) in ("", "x")
    assert isinstance(is_active(body), bool)


def test_answers_as_toolkits_give_them() -> None:
    assert text((("s", "long text"),), 4) == "long"
    assert nodes(([(":1.7", "/a"), (":1.7", "/org/a11y/atspi/null")],)) == [NODE]
    assert related(([(6, [(":1.8", "/b")]), (13, [(":1.7", "/a")])],), 13) == [NODE]
    assert attributes(({"DocURL": "https://example.org"},)) == {"DocURL": "https://example.org"}
    assert is_active(([1 << 1, 0],))
    assert not is_active(([1 << 25, 0],))
    assert is_showing(([1 << 25, 0],))
