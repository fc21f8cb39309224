"""What applications say of their windows and controls over the accessibility bus, asked without waiting.

A ``Steps`` generator yields questions, several at once, and gets the answers; ``Asking`` leads it through
them in the loop. Who is silent for too long is taken to have nothing to say. Not for what to make of it.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Generator, Sequence
from dataclasses import dataclass, field
from functools import partial
from typing import Generic, TypeVar

from triggers.bus_messages import Body, plain
from triggers.dbus import Bus
from triggers.loop import Handle, Loop

Result = TypeVar("Result")

PATIENCE = 2.0
"""Seconds that an application gets for its answers; healthy ones need milliseconds, 300 while they start."""

ROOT = "/org/a11y/atspi/accessible/root"

_ACCESSIBLE = "org.a11y.atspi.Accessible"
_PROPERTIES = "org.freedesktop.DBus.Properties"
_NOBODY = "/org/a11y/atspi/null"
# What an application calls an object of its own goes into our next call, and the bus drops whoever sends
# a call with an impossible name in it.
_UNIQUE_NAME = re.compile(r":[\w.-]{1,200}", re.ASCII)
_ACTIVE, _EDITABLE, _FOCUSED, _SHOWING = 1, 7, 12, 25


@dataclass(frozen=True, slots=True)
class Node:
    """One object of one application: its connection to the bus, and the object's path there."""

    sender: str
    path: str


@dataclass(frozen=True, slots=True)
class Question:
    """Call ``method`` of ``node``."""

    node: Node
    interface: str
    method: str
    signature: str = ""
    arguments: Body = field(default=(), repr=False)


Answers = list[Body | None]
Steps = Generator[Sequence[Question], Answers, Result]


class Asking(Generic[Result]):
    """Leads ``steps`` to their end; ``done`` gets their result unless ``cancel`` came first.

    ``late`` is called when answers did not come in time, or had not come when they were no longer wanted.
    """

    def __init__(
        self,
        loop: Loop,
        bus: Bus,
        steps: Steps[Result],
        done: Callable[[Result], None],
        late: Callable[[], None] = lambda: None,
    ) -> None:
        self._loop, self._bus, self._late = loop, bus, late
        self._steps: Steps[Result] | None = steps
        self._done = done
        self._turn = 0
        self._answers: Answers = []
        self._missing = 0
        self._patience: Handle | None = None
        self._go_on(None)

    @property
    def runs(self) -> bool:
        """Whether an answer is still waited for."""
        return self._steps is not None

    def cancel(self) -> None:
        """Ask no more and tell nobody; may be called twice."""
        self._turn += 1
        self._rest()
        if self._steps is not None:
            steps, self._steps = self._steps, None
            steps.close()
            if self._missing:
                self._late()

    def _go_on(self, answers: Answers | None) -> None:
        if self._steps is None:
            return
        try:
            questions = next(self._steps) if answers is None else self._steps.send(answers)
        except StopIteration as end:
            self._steps = None
            self._done(end.value)
            return
        self._turn += 1
        self._answers = [None] * len(questions)
        self._missing = len(questions)
        turn = self._turn
        self._patience = self._loop.call_later(PATIENCE, partial(self._give_up, turn))
        for number, asked in enumerate(questions):
            if turn != self._turn:
                return  # the bus was lost while we asked
            self._bus.call(
                asked.node.sender,
                asked.node.path,
                asked.interface,
                asked.method,
                asked.signature,
                asked.arguments,
                partial(self._answered, turn, number),
            )
        if not questions:
            self._finish(turn)

    def _answered(self, turn: int, number: int, body: Body | None, _reason: str) -> None:
        if turn != self._turn:
            return  # it comes too late
        self._answers[number] = body
        self._missing -= 1
        if not self._missing:
            self._finish(turn)

    def _give_up(self, turn: int) -> None:
        if turn == self._turn:
            self._late()
            self._finish(turn)

    def _finish(self, turn: int) -> None:
        if turn == self._turn:
            self._turn += 1
            self._rest()
            self._go_on(self._answers)

    def _rest(self) -> None:
        if self._patience is not None:
            self._patience.cancel()
            self._patience = None


def ask_role(node: Node) -> Question:
    """Its role, for ``number``."""
    return Question(node, _ACCESSIBLE, "GetRole")


def ask_name(node: Node) -> Question:
    """Its name, for ``text``."""
    return Question(node, _PROPERTIES, "Get", "ss", (_ACCESSIBLE, "Name"))


def ask_children(node: Node) -> Question:
    """What is directly inside it, for ``nodes``."""
    return Question(node, _ACCESSIBLE, "GetChildren")


def ask_state(node: Node) -> Question:
    """Its states, for ``is_active`` and ``is_showing``."""
    return Question(node, _ACCESSIBLE, "GetState")


def ask_relations(node: Node) -> Question:
    """What it has to do with others, for ``related``."""
    return Question(node, _ACCESSIBLE, "GetRelationSet")


def ask_toolkit(sender: str) -> Question:
    """The name of the toolkit an application is made with, for ``text``."""
    return Question(
        Node(sender, ROOT), _PROPERTIES, "Get", "ss", ("org.a11y.atspi.Application", "ToolkitName")
    )


def ask_document(node: Node) -> Question:
    """The attributes of a document, for ``attributes``."""
    return Question(node, "org.a11y.atspi.Document", "GetAttributes")


def ask_at(node: Node, x: int, y: int) -> Question:
    """What it has at that point of the screen, for ``one``."""
    return Question(node, "org.a11y.atspi.Component", "GetAccessibleAtPoint", "iiu", (x, y, 0))


def ask_extents(node: Node) -> Question:
    """Where it is on the screen, for ``width``; in the pixels that the application counts."""
    return Question(node, "org.a11y.atspi.Component", "GetExtents", "u", (0,))


def number(body: Body | None) -> int:
    """The number answered, -1 if there is none."""
    value = body[0] if body else None
    return value if isinstance(value, int) else -1


def width(body: Body | None) -> int:
    """The width answered, 0 if there is none."""
    match body:
        case ((int(), int(), int(wide), int()),):
            return max(0, wide)
    return 0


def text(body: Body | None, longest: int) -> str:
    """The text answered, at most ``longest`` characters of it, "" if there is none."""
    value = plain(body) if body else None
    return value[:longest] if isinstance(value, str) else ""


def nodes(body: Body | None) -> list[Node]:
    """The objects answered."""
    found = body[0] if body else None
    made = [node_of(one) for one in found] if isinstance(found, list) else []
    return [node for node in made if node is not None]


def one(body: Body | None) -> Node | None:
    """The object answered, if there is one."""
    return node_of(body[0]) if body else None


def node_of(value: object) -> Node | None:
    """The object that a message names, if it names one."""
    match value:
        case (str(sender), str(path)) if path != _NOBODY and _UNIQUE_NAME.fullmatch(sender):
            return Node(sender, path)
    return None


def related(body: Body | None, relation: int) -> list[Node]:
    """The objects answered that stand in this ``relation``."""
    found = body[0] if body else None
    for one in found if isinstance(found, list) else ():
        match one:
            case (int(kind), list(targets)) if kind == relation:
                return nodes((targets,))
    return []


def attributes(body: Body | None) -> dict[str, str]:
    """The attributes answered."""
    found = body[0] if body else None
    if not isinstance(found, dict):
        return {}
    return {name: value for name, value in found.items() if isinstance(name, str) and isinstance(value, str)}


def is_active(body: Body | None) -> bool:
    """Whether the state answered is that of the active window."""
    return _has_state(body, _ACTIVE)


def is_editable(body: Body | None) -> bool:
    """Whether the state answered is that of something people type into; True if nothing was answered."""
    return body is None or _has_state(body, _EDITABLE)


def is_focused(body: Body | None) -> bool:
    """Whether the state answered is that of what has the focus."""
    return _has_state(body, _FOCUSED)


def is_showing(body: Body | None) -> bool:
    """Whether the state answered is that of something on the screen."""
    return _has_state(body, _SHOWING)


def _has_state(body: Body | None, state: int) -> bool:
    match body:
        case ([int(low), *_],):
            return bool(low >> state & 1)
    return False
