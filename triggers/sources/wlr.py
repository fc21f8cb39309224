"""The window source for compositors that speak wlr-foreign-toplevel-management, as labwc and Wayfire do.

The protocol tells app_id, title and state of every window, and neither process nor place: the windows are
numbered here, the app is its app_id, and the panel goes to the first screen.
"""

from __future__ import annotations

import itertools
import time
from collections.abc import Callable
from dataclasses import dataclass, field
from pathlib import Path

from triggers.compositors import CompositorError, display_path
from triggers.context import OWN_CLASS, WindowInfo
from triggers.loop import Loop
from triggers.sources.base import Deliver, NothingFocused, SourceState, SourceUnavailableError, Unavailable
from triggers.sources.debounce import Debounce
from triggers.titles import MAX_LENGTH
from triggers.wayland import DISPLAY, Wayland, number_at, numbers, numbers_at, text, text_at

_MANAGER = "zwlr_foreign_toplevel_manager_v1"
_VERSION = 3
_SEAT = "wl_seat"
_SYNC, _GET_REGISTRY = 0, 1  # requests of the display
_BIND = 0  # request of the registry
_GLOBAL = 0  # event of the registry
_TOPLEVEL, _FINISHED = 0, 1  # events of the manager
_TITLE, _APP_ID, _STATE, _DONE, _CLOSED = 0, 1, 4, 5, 6  # events of a window
_ACTIVATE, _DESTROY = 4, 7  # requests of a window
_ACTIVATED, _FULL_SCREEN = 2, 3  # in the array of its states

_REMEDY = "Log in again."
UNSUPPORTED = Unavailable(f"The compositor does not tell its windows (it has no {_MANAGER})")


@dataclass(slots=True)
class _Toplevel:
    """A window as the events so far describe it; what is pending holds from its ``done`` on."""

    number: int
    app_id: str = ""
    title: str = field(default="", repr=False)
    states: tuple[int, ...] = ()
    done: WindowInfo | None = None
    active: bool = False


class WlrSource:
    """Watches the activated window of the session's compositor."""

    name = "wlr"

    def __init__(self, loop: Loop, find: Callable[[], Path] = display_path) -> None:
        self._loop = loop
        self._find = find
        self._wayland: Wayland | None = None
        self._debounce: Debounce | None = None
        self._registry = self._synced = self._manager = self._seat = 0  # object numbers; 0 is none
        self._windows: dict[int, _Toplevel] = {}
        self._count = itertools.count(1)
        self._foreign: _Toplevel | None = None  # the last active one that is not ours

    def start(self, deliver: Deliver) -> None:
        """As in WindowSource."""
        try:
            wayland = self._wayland = Wayland(self._loop, self._find(), self._heard, self._lose)
        except CompositorError as problem:
            raise SourceUnavailableError(problem.reason, problem.remedy) from problem
        self._debounce = Debounce(self._loop, deliver)
        self._registry = wayland.new_id()
        wayland.request(DISPLAY, _GET_REGISTRY, numbers(self._registry))
        self._sync(wayland)

    def activate(self, window_id: int) -> None:
        """As in WindowSource."""
        for handle, window in self._windows.items():
            if window.number == window_id and self._seat and self._wayland is not None:
                self._wayland.request(handle, _ACTIVATE, numbers(self._seat))

    def close(self) -> None:
        """As in WindowSource."""
        if self._debounce is not None:
            self._debounce.close()
            self._debounce = None
        if self._wayland is not None:
            self._wayland.close()
            self._wayland = None
        self._windows.clear()

    def _sync(self, wayland: Wayland) -> None:
        """Be told when everything asked so far is answered."""
        self._synced = wayland.new_id()
        wayland.request(DISPLAY, _SYNC, numbers(self._synced))

    def _heard(self, target: int, opcode: int, arguments: bytes) -> None:
        if target in self._windows:
            self._window_event(target, opcode, arguments)
        elif target == self._registry and opcode == _GLOBAL:
            self._global(arguments)
        elif target == self._manager and opcode == _TOPLEVEL:
            self._windows[number_at(arguments)] = _Toplevel(next(self._count))
        elif target == self._manager and opcode == _FINISHED:
            self._lose("the compositor tells its windows no more")
        elif target == self._synced:
            self._is_synced()

    def _global(self, arguments: bytes) -> None:
        if self._wayland is None:
            return
        interface, end = text_at(arguments, 4)
        if interface == _MANAGER and not self._manager:
            version = min(_VERSION, number_at(arguments, end))
            self._manager = self._bind(self._wayland, number_at(arguments), interface, version)
            self._sync(self._wayland)  # told after the windows that there are now
        elif interface == _SEAT and not self._seat:
            self._seat = self._bind(self._wayland, number_at(arguments), interface, 1)

    def _bind(self, wayland: Wayland, name: int, interface: str, version: int) -> int:
        bound = wayland.new_id()
        wayland.request(self._registry, _BIND, numbers(name) + text(interface) + numbers(version, bound))
        return bound

    def _is_synced(self) -> None:
        if not self._manager:
            self._end(UNSUPPORTED)
        else:
            self._tell(time.monotonic())  # also that nothing has the focus

    def _window_event(self, handle: int, opcode: int, arguments: bytes) -> None:
        window = self._windows[handle]
        if opcode == _TITLE:
            window.title = text_at(arguments)[0][:MAX_LENGTH]
        elif opcode == _APP_ID:
            window.app_id = text_at(arguments)[0][:MAX_LENGTH]
        elif opcode == _STATE:
            window.states = numbers_at(arguments)
        elif opcode == _DONE:
            self._done(window)
        elif opcode == _CLOSED:
            del self._windows[handle]
            if self._foreign is window:
                self._foreign = None
            if self._wayland is not None:
                self._wayland.request(handle, _DESTROY)
            self._tell(time.monotonic())

    def _done(self, window: _Toplevel) -> None:
        window.active = _ACTIVATED in window.states
        window.done = WindowInfo(
            id=window.number,
            app=window.app_id,
            window_class=window.app_id,
            title=window.title,
            full_screen=_FULL_SCREEN in window.states,
        )
        if window.active and window.app_id.lower() != OWN_CLASS:
            self._foreign = window
        self._tell(time.monotonic())

    def _tell(self, at: float) -> None:
        """While a window of ours is active, the person's last one stands."""
        active = next((window for window in self._windows.values() if window.active), None)
        known = self._foreign.done if self._foreign is not None else None
        state: SourceState = NothingFocused() if active is None or known is None else known
        if self._debounce is not None:
            self._debounce.offer(state, at)

    def _lose(self, reason: str) -> None:
        self._end(Unavailable(reason, _REMEDY))

    def _end(self, why: Unavailable) -> None:
        debounce, self._debounce = self._debounce, None
        self.close()
        if debounce is not None:
            debounce.close(why, time.monotonic())
