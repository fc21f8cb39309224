"""Applications on an accessibility bus of the test's own, which answers later and counts what is ordered."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass, field
from typing import Any

from tests.triggers.fake_loop import FakeLoop
from triggers.accessibility import DESKTOP
from triggers.accessibility_events import Kind
from triggers.accessible import ROOT, Node, Question

ACTIVE, FOCUSED, SHOWING = 1 << 1, 1 << 12, 1 << 25
LABEL, DIALOG, FRAME, BUTTON, PAGE = 29, 16, 23, 43, 95


@dataclass
class Thing:
    """A window, or what is in it."""

    path: str
    role: int
    name: str = ""
    state: int = SHOWING
    inside: list[Thing] = field(default_factory=list)
    url: str = ""


@dataclass
class App:
    sender: str
    pid: int
    windows: list[Thing]
    toolkit: str = "gtk"

    def thing(self, path: str) -> Thing | None:
        waiting = list(self.windows)
        while waiting:
            one = waiting.pop()
            if one.path == path:
                return one
            waiting += one.inside
        return None


class _Asking:
    runs = True

    def cancel(self) -> None:
        self.runs = False


class FakeAccessibility:
    """Implements what AtspiDetail needs of an AccessibilityBus."""

    def __init__(self, loop: FakeLoop, apps: list[App]) -> None:
        self._loop, self._apps = loop, apps
        self.orders: list[tuple[Kind, ...]] = []
        self.asked: list[str] = []
        self.closed = False

    def made(self, *_: Any) -> FakeAccessibility:
        """Stands in for the constructor."""
        return self

    @property
    def kinds(self) -> tuple[Kind, ...]:
        return self.orders[-1] if self.orders else ()

    def start(self) -> None: ...

    def close(self) -> None:
        self.closed = True

    def order(self, kinds: Sequence[Kind]) -> None:
        if not self.closed and tuple(kinds) != self.kinds:
            self.orders.append(tuple(kinds))

    def with_pid(self, sender: str, told: Callable[[int], None]) -> None:
        told(next((app.pid for app in self._apps if app.sender == sender), 0))

    def ask(self, steps: Any, done: Callable[[Any], None]) -> _Asking:
        asking = _Asking()

        def go_on(answers: list[Any] | None) -> None:
            if not asking.runs:
                return
            try:
                questions = next(steps) if answers is None else steps.send(answers)
            except StopIteration as end:
                asking.runs = False
                done(end.value)
                return
            self._loop.call_later(0.001, lambda: go_on([self._answer(asked) for asked in questions]))

        go_on(None)
        return asking

    def _answer(self, asked: Question) -> Any:
        node, method = asked.node, asked.method
        self.asked.append(f"{node.sender}{node.path}")
        if node == DESKTOP:
            return ([(app.sender, ROOT) for app in self._apps],)
        app = next((app for app in self._apps if app.sender == node.sender), None)
        if app is None:
            return None
        if node.path == ROOT:
            inside = [(app.sender, window.path) for window in app.windows]
            return (inside,) if method == "GetChildren" else (("s", app.toolkit),)
        return _said(app, app.thing(node.path), method)


def _said(app: App, thing: Thing | None, method: str) -> Any:
    if thing is None:
        return None
    return {
        "GetChildren": ([(app.sender, part.path) for part in thing.inside],),
        "GetRole": (thing.role,),
        "GetState": ([thing.state, 0],),
        "Get": (("s", thing.name),),
        "GetRelationSet": ([],),
        "GetAttributes": ({"DocURL": thing.url},),
    }.get(method)


def node(app: App, thing: Thing) -> Node:
    """How the bus names it."""
    return Node(app.sender, thing.path)
