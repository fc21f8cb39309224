"""The window source for sway: its IPC tells which window has the focus, and everything about it.

Events say who gets the focus and what becomes of a title. Where windows stand is told by no event, so the
tree is read once after whatever may have moved some.
"""

from __future__ import annotations

import time
from collections.abc import Callable
from dataclasses import replace
from pathlib import Path

from triggers.compositors import CompositorError, find_sway
from triggers.context import OWN_CLASS, Rect, WindowInfo
from triggers.loop import Handle, Loop
from triggers.sources.base import Deliver, NothingFocused, SourceState, SourceUnavailableError, Unavailable
from triggers.sources.debounce import Debounce
from triggers.sources.process import ProcessNames
from triggers.sources.sway_tree import Node, WindowEvent, all_nodes
from triggers.swayipc import GET_TREE, WINDOW_EVENT, WORKSPACE_EVENT, SwayIpc, decode
from triggers.titles import MAX_LENGTH

_REST = 0.1
"""Seconds after which windows that were laid out anew stand where they will stay."""

_REMEDY = "Start sway again, or log in again."


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
            event = decode(payload, WindowEvent)
            self._window_event(event.change, event.container, at)
        elif kind == WORKSPACE_EVENT:
            self._read_tree()  # the new workspace may be empty, which no event of a window tells

    def _window_event(self, change: str, node: Node, at: float) -> None:
        is_known = self._window is not None and node.id == self._window.id
        if change == "focus" or (change in ("title", "fullscreen_mode") and is_known):
            self._focused(node, at)
        elif change == "close" and (is_known or node.focused):
            self._read_tree()
        if change not in ("title", "urgent", "mark"):
            self._read_tree_soon()

    def _focused(self, node: Node, at: float) -> None:
        """A window is the focused one, or the last of them that was not ours."""
        window_class = node.window_class
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

    def _frame(self, node: Node) -> Rect | None:
        """Where it is. The event of a new window comes before it has a place: it keeps what is known."""
        if node.rect.width > 0 and node.rect.height > 0:
            return Rect(node.rect.x, node.rect.y, node.rect.width, node.rect.height)
        return self._window.frame if self._window is not None and self._window.id == node.id else None

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
        root = decode(payload, Node)
        nodes = {node.id: node for node in all_nodes(root)}
        focused = next((node for node in nodes.values() if node.focused), None)
        if focused is None:
            self._offer(NothingFocused(), at)
        else:
            self._focused(focused, at)
            self._follow(nodes, focused, at)
        if self._read_again:
            self._read_tree()

    def _follow(self, nodes: dict[int, Node], focused: Node, at: float) -> None:
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
