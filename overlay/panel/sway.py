"""Places our windows under a sway without XWayland: there only the compositor can, and it is asked to.

sway lets panel and tab take no focus, float on every workspace, and stand where they want to; the palette
floats in the middle of the screen. Elsewhere on native
Wayland they stand where the compositor puts them.
"""

from __future__ import annotations

import os

import msgspec
from PySide6.QtCore import QPoint

from overlay.panel.window import EdgeWindow
from triggers.compositors import CompositorError, find_sway
from triggers.context import OWN_CLASS
from triggers.loop import Loop
from triggers.swayipc import WINDOW_EVENT, SwayIpc, decode


class _Container(msgspec.Struct):
    id: int
    pid: int | None = None
    name: str | None = None


class _Event(msgspec.Struct):
    change: str
    container: _Container


class SwayPlaces:
    """Keeps windows where they want to be; does nothing where there is no sway."""

    def __init__(self, loop: Loop) -> None:
        self._places: dict[str, QPoint] = {}  # by title
        self._ipc: SwayIpc | None = None
        try:
            self._ipc = SwayIpc(loop, find_sway(), self._heard, self._lost)
        except CompositorError:
            return
        self._ipc.subscribe("window")
        # Before they are mapped: a window that was a tile first keeps its size.
        self._ipc.run(f"for_window {_those('Sidecue palette')} floating enable, border none")

    def keep(self, window: EdgeWindow) -> None:
        """Keep ``window`` in its place from now on."""
        title = window.windowTitle()
        if self._ipc is not None:
            self._ipc.run(f"no_focus {_those(title)}")
            self._ipc.run(f"for_window {_those(title)} floating enable, border none, sticky enable")
            window.placed.connect(lambda place: self._move(title, place.topLeft()))

    def close(self) -> None:
        if self._ipc is not None:
            self._ipc.close()
            self._ipc = None

    def _move(self, title: str, place: QPoint) -> None:
        self._places[title] = place
        if self._ipc is not None:  # fails while it is not shown; then its first event follows
            self._ipc.run(f'[pid={os.getpid()} title="^{title}$"] move absolute position {_words(place)}')

    def _heard(self, kind: int, payload: bytes) -> None:
        if kind != WINDOW_EVENT or self._ipc is None:
            return
        event = decode(payload, _Event)
        window = event.container
        place = self._places.get(window.name or "")
        if event.change in ("new", "title") and window.pid == os.getpid() and place is not None:
            self._ipc.run(f"[con_id={window.id}] move absolute position {_words(place)}")

    def _lost(self, _reason: str) -> None:
        """The windows are lost with it."""
        self._ipc = None


def _those(title: str) -> str:
    return f'[app_id="^{OWN_CLASS}$" title="^{title}$"]'


def _words(place: QPoint) -> str:
    return f"{place.x()} px {place.y()} px"
