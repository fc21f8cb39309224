"""The window source where a Wayland compositor tells nothing: what applications say of their own windows.

GTK and Qt, LibreOffice and browsers tell the accessibility bus which window became active; that is how GNOME
can be followed without an extension. It knows neither places nor classes of windows, and nothing of
applications that do not speak to that bus: while one of those has the focus, no window is active for us.
"""

from __future__ import annotations

import os
import time
from collections.abc import Callable
from functools import partial
from typing import Any

from triggers.accessibility import AGAIN, DESKTOP, AccessibilityBus
from triggers.accessibility_events import ACTIVATED, DEACTIVATED, RENAMED, Kind
from triggers.accessible import (
    ROOT,
    Asking,
    Node,
    Steps,
    ask_children,
    ask_name,
    ask_state,
    is_active,
    nodes,
    text,
)
from triggers.bus_messages import Body
from triggers.compositors import display_paths
from triggers.context import WindowInfo
from triggers.dbus import BusError
from triggers.loop import Handle, Loop
from triggers.sources.base import Deliver, NothingFocused, SourceState, SourceUnavailableError, Unavailable
from triggers.sources.debounce import Debounce
from triggers.sources.process import ProcessNames

LONGEST_TITLE = 1024
_MOST_APPS = 100
_MOST_WINDOWS = 200
_NUMBERED = 1024


def graphical_session() -> bool:
    """Whether there is a display: without one there are no windows that could be told of."""
    return bool(os.environ.get("DISPLAY") or display_paths())  # of several, any: the bus is one for all


class AccessibilitySource:
    """Follows the windows of applications that speak to the accessibility bus."""

    name = "accessibility"

    def __init__(self, loop: Loop, own_pid: int, has_session: Callable[[], bool] = graphical_session) -> None:
        self._loop, self._own_pid, self._has_session = loop, own_pid, has_session
        kinds = (ACTIVATED, DEACTIVATED, RENAMED)
        self._bus = AccessibilityBus(
            loop, kinds, self._heard, self._look_around, self._lose, self._look_around
        )
        self._processes = ProcessNames()
        self._debounce: Debounce | None = None
        self._asking: dict[Node, Asking[Any]] = {}
        self._again: Handle | None = None
        self._ours = False
        self._numbers: dict[Node, int] = {}
        self._count = 0
        self._node: Node | None = None  # the last active window that is not ours
        self._window: WindowInfo | None = None

    def start(self, deliver: Deliver) -> None:
        """As in WindowSource."""
        if not self._has_session():
            raise SourceUnavailableError(
                "there is no graphical session", "Start Sidecue inside a graphical session."
            )
        self._debounce = Debounce(self._loop, deliver)
        try:
            self._bus.start()
        except BusError as problem:
            raise SourceUnavailableError(problem.reason, problem.remedy) from problem

    def activate(self, window_id: int) -> None:
        """As in WindowSource: no application may take the focus on Wayland, nor give it to another."""

    def close(self) -> None:
        """As in WindowSource."""
        self._stop_all()
        if self._debounce is not None:
            self._debounce.close()
            self._debounce = None
        self._bus.close()

    def _heard(self, kind: Kind, node: Node, _body: Body) -> None:
        if kind != RENAMED or node == self._node:
            self._bus.with_pid(node.sender, partial(self._check, node, time.monotonic()))

    def _check(self, node: Node, at: float, pid: int) -> None:
        """Ask a window whether it is active: Qt tells of both when one of the two happens."""
        self._stop(node)

        def told(answer: tuple[bool, str]) -> None:
            self._asking.pop(node, None)
            self._take(node, at, pid, *answer)

        asking = self._bus.ask(_state_of(node), told)
        if asking is not None:
            self._asking[node] = asking

    def _take(self, node: Node, at: float, pid: int, active: bool, title: str) -> None:
        if pid == self._own_pid:
            # While a window of ours has the focus, the last one of the person's stays the truth.
            self._ours = active
            if active and self._window is not None:
                self._offer(self._window, at)
        elif active and pid:
            if self._node is None or self._node.sender != node.sender:
                self._bus.watch_end(node.sender, partial(self._ended, node.sender))
            self._ours, self._node = False, node
            self._window = WindowInfo(self._number(node), self._processes.name_of(pid), "", title, pid)
            self._offer(self._window, at)
        elif node == self._node and not self._ours:
            # Qt tells nothing when its window was inactive for less than a tenth of a second.
            self._node = None
            self._look_around()

    def _ended(self, sender: str) -> None:
        """An application that crashed says no more that its window is not active."""
        if self._node is not None and self._node.sender == sender:
            self._node = self._window = None
            self._look_around()

    def _look_around(self, attempt: int = 0) -> None:
        """Find the active window when no event has told of it; again, while applications may be starting."""
        at = time.monotonic()

        def found(node: Node | None) -> None:
            self._asking.pop(DESKTOP, None)
            if node is not None:
                self._bus.with_pid(node.sender, partial(self._check, node, at))
            elif self._node is None:
                self._offer(NothingFocused(), at)
                if attempt < len(AGAIN):
                    self._again = self._loop.call_later(
                        AGAIN[attempt], partial(self._look_around, attempt + 1)
                    )

        self._stop(DESKTOP)
        asking = self._bus.ask(_active_window(), found)
        if asking is not None:
            self._asking[DESKTOP] = asking

    def _number(self, node: Node) -> int:
        """A number for a window, for there is none on Wayland; the same again for the same window."""
        if node not in self._numbers:
            if len(self._numbers) >= _NUMBERED:
                self._numbers.clear()
            self._count += 1
            self._numbers[node] = self._count
        return self._numbers[node]

    def _offer(self, state: SourceState, at: float) -> None:
        if self._debounce is not None:
            self._debounce.offer(state, at)

    def _stop(self, node: Node) -> None:
        asking = self._asking.pop(node, None)
        if asking is not None:
            asking.cancel()

    def _stop_all(self) -> None:
        for node in list(self._asking):
            self._stop(node)
        if self._again is not None:
            self._again.cancel()
            self._again = None

    def _lose(self, reason: str, remedy: str) -> None:
        self._stop_all()
        if self._debounce is not None:
            self._debounce.close(Unavailable(reason, remedy), time.monotonic())
            self._debounce = None


def _state_of(node: Node) -> Steps[tuple[bool, str]]:
    state, name = yield [ask_state(node), ask_name(node)]
    return is_active(state), text(name, LONGEST_TITLE)


def _active_window() -> Steps[Node | None]:
    (inside,) = yield [ask_children(DESKTOP)]
    apps = list(dict.fromkeys(Node(app.sender, ROOT) for app in nodes(inside)))[:_MOST_APPS]
    answers = yield [ask_children(app) for app in apps]
    windows = [window for answer in answers for window in nodes(answer)][:_MOST_WINDOWS]
    states = yield [ask_state(window) for window in windows]
    return next((window for window, state in zip(windows, states, strict=True) if is_active(state)), None)
