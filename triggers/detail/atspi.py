"""Detail on Linux by the accessibility bus: labels of dialogs, the focused control, the address of a page.

Listens to four narrow kinds of events; what they lead to is asked in atspi_steps.py. At most one series of
questions about each of window, control, text and address is under way; what comes meanwhile waits, and
only the newest of it. Nothing read outlives the window it was read in.
"""

from __future__ import annotations

import os
import time
from collections.abc import Callable
from functools import partial
from typing import Protocol

from triggers.accessibility import (
    ACTIVATED,
    AGAIN,
    DESKTOP,
    FOCUSED,
    LOADED,
    RENAMED,
    AccessibilityBus,
    Kind,
)
from triggers.accessible import Node, Steps, ask_children, nodes
from triggers.bus_messages import Body
from triggers.context import Detail, WindowInfo
from triggers.dbus import BusError
from triggers.detail import atspi_steps
from triggers.detail.atspi_steps import Control, Window
from triggers.detail.base import Deliver, DetailUnavailableError, Lost
from triggers.detail.series import Series
from triggers.loop import Handle, Loop

EARLY = 0.5
"""Seconds: some toolkits tell of the focus before they tell of the window it is in."""

_MOST_APPS = 200


class Clicks(Protocol):
    """Tells where the person clicks, where that is known."""

    def start(self, clicked: Callable[[int, int], None]) -> None:
        """Begin; ``clicked`` gets the point on the screen, in pixels."""

    def close(self) -> None:
        """Tell no more; may be called twice."""


class AtspiDetail:
    """Watches whatever application the person works in; never our own. ``listens`` once events may come.

    With ``clicks`` a clicked control counts as a focused one: many buttons of tool bars never take the focus.
    """

    name = "at-spi"

    def __init__(
        self,
        loop: Loop,
        own_pid: int | None = None,
        clicks: Clicks | None = None,
        clock: Callable[[], float] = time.monotonic,
    ) -> None:
        self._clicks = clicks
        self._own_pid = os.getpid() if own_pid is None else own_pid
        self._clock = clock
        self._bus = AccessibilityBus(
            loop,
            (FOCUSED, RENAMED, ACTIVATED, LOADED),
            self._heard,
            self._ready,
            self._lose,
            self._look_again,
        )
        self.listens = False
        self._deliver: Deliver = lambda _: None
        self._lost: Lost = lambda *_: None
        self._loop = loop
        self._finding: Handle | None = None
        self._looked: WindowInfo | None = None
        self._is_sought = False  # whether that one is not found yet among the application's windows
        self._window: Window | None = None
        self._pid: int | None = None
        self._title = ""
        self._focus: tuple[Node, float] | None = None  # the last that any application told of
        self._browsers: dict[str, bool] = {}
        self._series = Series(self._bus.ask)
        self._control, self._dialog_text, self._url = Control(), "", ""
        self._told: Detail | None = None

    def start(self, deliver: Deliver, lost: Lost) -> None:
        """As in DetailSource."""
        self._deliver, self._lost = deliver, lost
        try:
            self._bus.start()
        except BusError as problem:
            raise DetailUnavailableError(problem.reason, problem.remedy) from problem
        if self._clicks is not None:
            self._clicks.start(self._clicked)

    def look_at(self, window: WindowInfo | None) -> None:
        """As in DetailSource."""
        is_another = window is None or self._looked is None or window.id != self._looked.id
        self._looked = window
        self._is_sought = window is not None and (self._pid != window.pid or self._title != window.title)
        if window is None:
            self._forget()
        elif self._window is None or self._pid != window.pid:
            self._forget()
            self._find(window)
        else:
            self._told = None  # it may have been told before anybody knew of the window
            if self._title == window.title and not is_another:
                self._tell()
            else:
                self._look_again()

    def close(self) -> None:
        """As in DetailSource."""
        self._forget()
        self._bus.close()
        if self._clicks is not None:
            self._clicks.close()

    # --- what is heard ------------------------------------------------------------------------------------

    def _heard(self, kind: Kind, node: Node, body: Body) -> None:
        if kind == ACTIVATED:
            self._bus.with_pid(node.sender, partial(self._activated, node))
        elif kind == FOCUSED:
            if body[1:2] == (1,):
                self._focus = node, self._clock()
                self._look_at_focus()
        elif self._window is None or node.sender != self._window.node.sender:
            return
        elif kind == LOADED:
            self._look_for_address()
        elif self._focus is not None and node == self._focus[0]:
            self._look_at_focus()

    def _activated(self, node: Node, pid: int) -> None:
        def known(window: Window | None) -> None:
            if window is not None:
                looked = self._looked
                # Applications name a window otherwise than window managers do: what came to the front after
                # it was told of is that window, what came before is not yet told of.
                is_looked = self._is_sought and looked is not None and looked.pid == pid
                self._enter(pid, window, looked.title if is_looked and looked else window.title)

        if pid not in (0, self._own_pid):
            self._series.ask("window", atspi_steps.window_if_active(node), known)

    def _ready(self) -> None:
        self.listens = True
        if self._looked is not None and self._window is None:
            self._find(self._looked)

    def _look_again(self) -> None:
        """Events were missed, or there is another title or window."""
        if self._window is not None:
            self._find_in(self._window.node.sender, self._pid)

    def _lose(self, reason: str, remedy: str) -> None:
        self.listens = False
        self.close()
        self._lost(reason, remedy)

    # --- which window -------------------------------------------------------------------------------------

    def _find(self, window: WindowInfo, attempt: int = 0) -> None:
        """Find ``window`` among the applications, when no event has told of it."""

        def apps() -> Steps[list[str]]:
            (inside,) = yield [ask_children(DESKTOP)]
            return list(dict.fromkeys(node.sender for node in nodes(inside)[:_MOST_APPS]))

        def found(senders: list[str]) -> None:
            for sender in senders:
                self._bus.with_pid(sender, partial(self._is_it, window, sender))

        if window.pid is not None:
            self._series.ask("window", apps(), found)
            if attempt < len(AGAIN):
                again = partial(self._find_again, window, attempt + 1)
                self._finding = self._loop.call_later(AGAIN[attempt], again)

    def _find_again(self, window: WindowInfo, attempt: int) -> None:
        self._finding = None
        self._find(window, attempt)

    def _is_it(self, window: WindowInfo, sender: str, pid: int) -> None:
        if pid == window.pid != self._own_pid and window is self._looked and self._window is None:
            self._find_in(sender, pid)

    def _find_in(self, sender: str, pid: int | None) -> None:
        looked = self._looked
        title = looked.title if looked is not None and looked.pid == pid else ""

        def found(window: Window | None) -> None:
            if window is not None:
                # Qt, for one, adds the application's name to what the window manager is told.
                self._enter(pid, window, title or window.title)

        self._series.later("window", lambda: atspi_steps.active_window(sender, title), found)

    def _enter(self, pid: int | None, window: Window, title: str) -> None:
        """The person works in ``window``: a new one, or the same with another title or text."""
        is_new = self._window is None or self._window.node != window.node
        if is_new:
            self._forget()  # and no longer look for any
        self._window, self._pid, self._title = window, pid, title
        if self._looked is not None and (pid, title) == (self._looked.pid, self._looked.title):
            self._is_sought = False
        self._series.ask("text", atspi_steps.dialog_text(window), self._took_text)
        if not self._browsers.get(window.node.sender):  # there the old address is not told with the new title
            self._tell()
        if is_new and self._focus is not None and self._clock() - self._focus[1] < EARLY:
            self._look_at_focus()
        self._look_for_address()

    # --- what is in it ------------------------------------------------------------------------------------

    def _look_at_focus(self) -> None:
        window, focus = self._window, self._focus
        if window is None or focus is None or focus[0].sender != window.node.sender:
            return
        self._series.later("control", partial(atspi_steps.control_of, focus[0]), self._took_control)

    def _clicked(self, x: int, y: int) -> None:
        if self._window is not None:
            steps = partial(atspi_steps.control_at, self._window.node, x, y)
            self._series.later("click", steps, self._took_click)

    def _took_click(self, control: Control) -> None:
        if control.role:
            self._took_control(control)

    def _look_for_address(self) -> None:
        window = self._window
        if window is None:
            return
        sender = window.node.sender
        known = self._browsers.get(sender)
        if known is None:
            self._series.ask("address", atspi_steps.is_browser(sender), partial(self._took_kind, sender))
        elif known:
            self._series.later("address", partial(atspi_steps.address, window.node), self._took_address)

    def _took_kind(self, sender: str, is_browser: bool) -> None:
        if len(self._browsers) >= _MOST_APPS:
            self._browsers.clear()
        self._browsers[sender] = is_browser
        if is_browser:
            self._look_for_address()

    def _took_text(self, text: str) -> None:
        if text != self._dialog_text:
            self._dialog_text = text
            self._tell()

    def _took_control(self, control: Control) -> None:
        self._control = control
        self._tell()

    def _took_address(self, url: str) -> None:
        self._url = url
        self._tell()

    def _tell(self) -> None:
        window, control = self._window, self._control
        if window is not None:
            detail = Detail(self._pid, self._title, control.role, control.name, self._dialog_text, self._url)
            if detail != self._told:
                self._told = detail
                self._deliver(detail)

    def _forget(self) -> None:
        """From now on nothing is known of any window, and none is looked for."""
        if self._finding is not None:
            self._finding.cancel()
            self._finding = None
        self._series.clear()
        self._window = self._pid = self._told = None
        self._title = ""
        self._control, self._dialog_text, self._url = Control(), "", ""
