"""The window source for sway: its IPC tells which window has the focus, and everything about it.

Events say who gets the focus and what becomes of a title. Where windows stand is told by no event, so the
tree is read once after whatever may have moved some.
"""

from __future__ import annotations

import time
from collections.abc import Callable, Iterator
from dataclasses import replace
from pathlib import Path

import msgspec

from triggers.context import OWN_CLASS, Rect, WindowInfo
from triggers.loop import Handle, Loop
from triggers.sources.base import Deliver, NothingFocused, SourceState, SourceUnavailableError, Unavailable
from triggers.sources.debounce import Debounce
from triggers.sources.process import ProcessNames
from triggers.swayipc import GET_TREE, WINDOW_EVENT, WORKSPACE_EVENT, SwayIpc, decode, find_sway
from triggers.titles import MAX_LENGTH
from triggers.wayland import CompositorError

_REST = 0.1
"""Seconds after which windows that were laid out anew stand where they will stay."""

_REMEDY = "Start sway again, or log in again."


class _Rect(msgspec.Struct):
    x: int = 0
    y: int = 0
    width: int = 0
    height: int = 0


class _XProperties(msgspec.Struct):
    window_class: str | None = msgspec.field(name="class", default=None)


class _Node(msgspec.Struct):
    """A container of the tree; those with a process are windows."""

    id: int
    name: str | None = None
    focused: bool = False
    pid: int | None = None
    app_id: str | None = None
    window_properties: _XProperties | None = None
    rect: _Rect = msgspec.field(default_factory=_Rect)
    fullscreen_mode: int = 0
    nodes: list[_Node] = []  # msgspec copies it for each
    floating_nodes: list[_Node] = []


class _WindowEvent(msgspec.Struct):
    change: str
    container: _Node


class SwaySource:
    """Watches the focused window of the sway that shows this session."""

    name = "sway"

    def __init__(self, loop: Loop, own_pid: int, find: Callable[[], Path] = find_sway) -> None:
        self._loop = loop
        self._own_pid = own_pid
        self._find = find
        self._processes = ProcessNames()
        self._ipc: SwayIpc | None = None
        self._debounce: Debounce | None = None
        self._window: WindowInfo | None = None  # the last focused one that is not ours
        self._resting: Handle | None = None  # until the tree is read
        self._reading = False
        self._read_again = False

    def start(self, deliver: Deliver) -> None:
        """As in WindowSource."""
        try:
            self._ipc = SwayIpc(self._loop, self._find(), self._heard, self._lose)
        except CompositorError as problem:
            raise SourceUnavailableError(problem.reason, problem.remedy) from problem
        self._debounce = Debounce(self._loop, deliver)
        self._ipc.subscribe("window", "workspace", "shutdown")
        self._read_tree()
        self._read_tree_soon()  # a window may have opened this very moment

    def activate(self, window_id: int) -> None:
        """As in WindowSource."""
        if self._ipc is not None:
            self._ipc.run(f"[con_id={window_id}] focus")

    def close(self) -> None:
        """As in WindowSource."""
        if self._resting is not None:
            self._resting.cancel()
            self._resting = None
        if self._debounce is not None:
            self._debounce.close()
            self._debounce = None
        if self._ipc is not None:
            self._ipc.close()
            self._ipc = None

    def _heard(self, kind: int, payload: bytes) -> None:
        at = time.monotonic()
        if kind == WINDOW_EVENT:
            event = decode(payload, _WindowEvent)
            self._window_event(event.change, event.container, at)
        elif kind == WORKSPACE_EVENT:
            self._read_tree()  # the new workspace may be empty, which no event of a window tells

    def _window_event(self, change: str, node: _Node, at: float) -> None:
        is_known = self._window is not None and node.id == self._window.id
        if change == "focus" or (change in ("title", "fullscreen_mode") and is_known):
            self._focused(node, at)
        elif change == "close" and (is_known or node.focused):
            self._read_tree()
        if change not in ("title", "urgent", "mark"):
            self._read_tree_soon()

    def _focused(self, node: _Node, at: float) -> None:
        """A window is the focused one, or the last of them that was not ours."""
        window_class = self._class_of(node)
        if node.pid is None:
            self._offer(NothingFocused(), at)  # a workspace without windows
            return
        if node.pid == self._own_pid or window_class.lower() == OWN_CLASS:
            if self._window is None:
                self._offer(NothingFocused(), at)
            return
        self._window = WindowInfo(
            id=node.id,
            app=self._processes.name_of(node.pid) or window_class,
            window_class=window_class,
            title=(node.name or "")[:MAX_LENGTH],
            pid=node.pid,
            frame=self._frame(node),
            full_screen=node.fullscreen_mode != 0,
        )
        self._offer(self._window, at)

    def _frame(self, node: _Node) -> Rect | None:
        """Where it is. The event of a new window comes before it has a place: it keeps what is known."""
        if node.rect.width > 0 and node.rect.height > 0:
            return Rect(node.rect.x, node.rect.y, node.rect.width, node.rect.height)
        return self._window.frame if self._window is not None and self._window.id == node.id else None

    @staticmethod
    def _class_of(node: _Node) -> str:
        of_x = node.window_properties.window_class if node.window_properties is not None else None
        return (node.app_id or of_x or "")[:MAX_LENGTH]

    # --- the tree ---------------------------------------------------------------------------------------

    def _read_tree_soon(self) -> None:
        if self._resting is None:
            self._resting = self._loop.call_later(_REST, self._rested)

    def _rested(self) -> None:
        self._resting = None
        self._read_tree()

    def _read_tree(self) -> None:
        """Ask for the tree; what happens while it is on its way is asked once more afterwards."""
        if self._reading:
            self._read_again = True
        elif self._ipc is not None:
            self._reading, self._read_again = True, False
            self._ipc.ask(GET_TREE, answered=self._take_tree)

    def _take_tree(self, payload: bytes) -> None:
        at = time.monotonic()
        self._reading = False
        root = decode(payload, _Node)
        nodes = {node.id: node for node in _all(root)}
        focused = next((node for node in nodes.values() if node.focused), None)
        if focused is None:
            self._offer(NothingFocused(), at)
        else:
            self._focused(focused, at)
            self._follow(nodes, focused, at)
        if self._read_again:
            self._read_tree()

    def _follow(self, nodes: dict[int, _Node], focused: _Node, at: float) -> None:
        """While a window of ours has the focus, the person's last one may close, or stand elsewhere."""
        if focused.pid is None or self._window is None or focused.id == self._window.id:
            return
        node = nodes.get(self._window.id)
        if node is None:
            self._window = None
            self._offer(NothingFocused(), at)
        else:
            self._window = replace(
                self._window, frame=self._frame(node), title=(node.name or "")[:MAX_LENGTH]
            )
            self._offer(self._window, at)

    def _offer(self, state: SourceState, at: float) -> None:
        if self._debounce is not None:
            self._debounce.offer(state, at)

    def _lose(self, reason: str) -> None:
        debounce, self._debounce = self._debounce, None
        self.close()
        if debounce is not None:
            debounce.close(Unavailable(reason, _REMEDY), time.monotonic())


def _all(root: _Node) -> Iterator[_Node]:
    """Every container, without recursion: how deep it goes is up to others."""
    left = [root]
    while left:
        node = left.pop()
        yield node
        left += node.nodes
        left += node.floating_nodes
