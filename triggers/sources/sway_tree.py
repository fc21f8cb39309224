"""Windows as sway's IPC describes them, as far as we read that. Whatever else it says is skipped."""

from __future__ import annotations

from collections.abc import Iterator

import msgspec

from triggers.titles import MAX_LENGTH


class _Rect(msgspec.Struct):
    x: int = 0
    y: int = 0
    width: int = 0
    height: int = 0


class _XProperties(msgspec.Struct):
    window_class: str | None = msgspec.field(name="class", default=None)


class Node(msgspec.Struct):
    """A container of the tree; those with a process are windows."""

    id: int
    name: str | None = None
    focused: bool = False
    pid: int | None = None
    app_id: str | None = None
    window_properties: _XProperties | None = None
    rect: _Rect = msgspec.field(default_factory=_Rect)
    fullscreen_mode: int = 0
    nodes: list[Node] = []  # msgspec copies it for each
    floating_nodes: list[Node] = []

    @property
    def window_class(self) -> str:
        """The app_id, or the class of a window of X11."""
        of_x = self.window_properties.window_class if self.window_properties is not None else None
        return (self.app_id or of_x or "")[:MAX_LENGTH]


class WindowEvent(msgspec.Struct):
    """What became of which window."""

    change: str
    container: Node


def all_nodes(root: Node) -> Iterator[Node]:
    """Every container, without recursion: how deep it goes is up to others."""
    left = [root]
    while left:
        node = left.pop()
        yield node
        left += node.nodes
        left += node.floating_nodes
