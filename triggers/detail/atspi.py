"""Detail on Linux by the accessibility bus: labels of dialogs, the focused control, the address of a page.

Dialogs are read when the window source tells of them, without any event; events are heard only while a card
may ask about a control or a page of the window in front. What is asked is in atspi_steps.py. At most one
series of questions about each of window, control, text and address is under way; what comes meanwhile waits,
and only the newest of it. Nothing read outlives the window it was read in.
"""

from __future__ import annotations

import os
import time
from collections.abc import Callable
from functools import partial
from typing import Protocol

from triggers.accessibility import AccessibilityBus
from triggers.accessibility_events import ACTIVATED, CARET, FOCUSED, LOADED, RENAMED, Kind
from triggers.accessible import Node
from triggers.beyond import ALL, Beyond
from triggers.bus_messages import Body
from triggers.context import Detail, WindowInfo
from triggers.dbus import BusError
from triggers.detail import atspi_steps
from triggers.detail.atspi_finder import Finder
from triggers.detail.atspi_steps import Control, Window
from triggers.detail.base import Deliver, DetailUnavailableError, Lost
from triggers.detail.roles import DIALOGS
from triggers.detail.series import Series
from triggers.detail.typing import Typing
from triggers.loop import Handle, Loop

EARLY = 0.5
"""Seconds: some toolkits tell of the focus before they tell of the window it is in."""

LATE = 0.15
"""Seconds in a new window until what has the focus is searched for, because nothing told of it."""

_MOST_APPS = 200


class Clicks(Protocol):
    """Tells where the person clicks, where that is known."""

    def start(self, clicked: Callable[[int, int], None]) -> None:
        """Begin; ``clicked`` gets the point on the screen, in pixels."""

    def close(self) -> None:
        """Tell no more; may be called twice."""


class AtspiDetail:
    """Watches whatever application the person works in; never our own. ``listens`` once it can see.

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
        self._bus = AccessibilityBus(loop, (), self._heard, self._ready, self._lose, self._look_again)
        self._finder = Finder(loop, self._bus, self._own_pid, self._found)
        self.listens = False
        self._deliver: Deliver = lambda _: None
        self._lost: Lost = lambda *_: None
        self._loop = loop
        self._searching: Handle | None = None
        self._looked: WindowInfo | None = None
        self._wanted = ALL
        self._is_sought = False  # whether that one is not found yet among the application's windows
        self._window: Window | None = None
        self._pid: int | None = None
        self._title = ""
        self._focus: tuple[Node, float] | None = None  # the last that any application told of
        self._typing = Typing(loop, self._typing_changed)
        self._browsers: dict[str, bool] = {}
        self._series = Series(self._bus.ask)
        self._control, self._dialog_text, self._url = Control(), "", ""
        self._told: Detail | None = None

    def start(self, deliver: Deliver, lost: Lost) -> None:
        """As in DetailSource."""
        self._deliver, self._lost = deliver, lost
        self._listen()
        try:
            self._bus.start()
        except BusError as problem:
            raise DetailUnavailableError(problem.reason, problem.remedy) from problem
        if self._clicks is not None:
            self._clicks.start(self._clicked)

    def look_at(self, window: WindowInfo | None, wanted: Beyond = ALL) -> None:
        """As in DetailSource."""
        is_another = window is None or self._looked is None or window.id != self._looked.id
        is_more = bool(wanted & ~self._wanted)
        self._looked, self._wanted = window, wanted
        self._is_sought = window is not None and (self._pid != window.pid or self._title != window.title)
        if window is None:
            self._forget()
        elif (
            self._window is None or self._pid != window.pid or is_more or (is_another and window.pid is None)
        ):
            self._forget()
            self._finder.seek(window)
        else:
            self._told = None  # it may have been told before anybody knew of the window
            if self._title == window.title and not is_another:
                self._tell()
            else:
                self._finder.seek(window, self._window.node)
        self._listen()

    def close(self) -> None:
        """As in DetailSource."""
        self._bus.close()  # first, so that nothing more is ordered
        self._forget()
        if self._clicks is not None:
            self._clicks.close()

    # --- what is heard ------------------------------------------------------------------------------------

    def _listen(self) -> None:
        """Order the events that are needed now, which are none in most windows."""
        kinds: list[Kind] = []
        if Beyond.CONTROL in self._wanted and not self._typing.goes_on:
            kinds += [FOCUSED, RENAMED, ACTIVATED, CARET]
        window = self._window
        if Beyond.PAGE in self._wanted and window is not None and self._browsers.get(window.node.sender):
            kinds.append(LOADED)
        self._bus.order(kinds)

    def _heard(self, kind: Kind, node: Node, body: Body) -> None:
        if kind == ACTIVATED:
            self._bus.with_pid(node.sender, partial(self._activated, node))
        elif kind == FOCUSED:
            if body[1:2] == (1,):
                self._focus = node, self._clock()
                self._typing.elsewhere()
                self._look_at_focus()
        elif self._window is None or node.sender != self._window.node.sender:
            return
        elif kind == LOADED:
            self._look_for_address()
        elif kind == CARET:
            self._typing.moved()
        elif self._focus is not None and node == self._focus[0]:
            self._look_at_focus()

    def _typing_changed(self) -> None:
        self._listen()
        if not self._typing.goes_on and self._window is not None and self._focus is not None:
            steps = atspi_steps.has_focus(self._focus[0])
            self._series.ask("focus", steps, lambda has_it: None if has_it else self._search_focus())

    def _activated(self, node: Node, pid: int) -> None:
        def known(window: Window | None) -> None:
            if window is not None:
                looked = self._looked
                self._finder.stop()
                # Applications name a window otherwise than window managers do: what came to the front after
                # it was told of is that window, what came before is not yet told of.
                is_looked = self._is_sought and looked is not None and looked.pid == pid
                self._enter(pid, window, looked.title if is_looked and looked else window.title)

        looked = self._looked  # whether another application's window is wanted, the window source has to say
        if pid not in (0, self._own_pid) and (looked is None or looked.pid in (None, pid)):
            self._series.ask("window", atspi_steps.window_if_active(node), known)

    def _ready(self) -> None:
        self.listens = True
        if self._looked is not None and self._window is None:
            self._finder.seek(self._looked)

    def _look_again(self) -> None:
        """Events were missed."""
        if self._window is not None and self._looked is not None:
            self._finder.seek(self._looked, self._window.node)

    def _lose(self, reason: str, remedy: str) -> None:
        self.listens = False
        self.close()
        self._lost(reason, remedy)

    # --- which window -------------------------------------------------------------------------------------

    def _found(self, looked: WindowInfo, pid: int | None, window: Window) -> None:
        if self._window is None or (self._window.node, self._title) != (window.node, looked.title):
            self._enter(pid, window, looked.title)
        elif self._awaits_text() and not self._series.runs("text"):
            self._read_dialog(window)
        if window.is_active and window.fits(looked.title) and not self._awaits_text():
            self._finder.stop()

    def _awaits_text(self) -> bool:
        """Whether this is a dialog that has said nothing so far: some are filled after they are opened."""
        is_dialog = self._window is not None and self._window.role in DIALOGS
        return is_dialog and Beyond.DIALOG in self._wanted and not self._dialog_text

    def _enter(self, pid: int | None, window: Window, title: str) -> None:
        """The person works in ``window``: a new one, or the same with another title or text."""
        is_new = self._window is None or self._window.node != window.node
        if is_new:
            self._forget_window()
        self._window, self._pid, self._title = window, pid, title
        self._listen()
        if self._looked is not None and (pid, title) == (self._looked.pid, self._looked.title):
            self._is_sought = False
        if Beyond.DIALOG in self._wanted:
            self._read_dialog(window)
        is_page = Beyond.PAGE in self._wanted and self._browsers.get(window.node.sender)
        if not is_page:  # there the old address is not told with the new title
            self._tell()
        if is_new and Beyond.CONTROL in self._wanted:
            if self._focus is not None and self._clock() - self._focus[1] < EARLY:
                self._look_at_focus()
            else:
                self._searching = self._loop.call_later(LATE, self._search_focus)
        self._look_for_address()

    # --- what is in it ------------------------------------------------------------------------------------

    def _read_dialog(self, window: Window) -> None:
        self._series.ask("text", atspi_steps.dialog_text(window), self._took_text)

    def _look_at_focus(self) -> None:
        window, focus = self._window, self._focus
        if window is None or focus is None or focus[0].sender != window.node.sender:
            return
        self._forget_search()
        self._series.later("control", partial(atspi_steps.control_of, focus[0]), self._took_control)

    def _search_focus(self) -> None:
        self._searching = None
        if self._window is not None:
            steps = partial(atspi_steps.focused_in, self._window.node)
            self._series.later("control", steps, self._took_focus)

    def _took_focus(self, node: Node | None) -> None:
        if node is not None:
            self._focus = node, self._clock()
            self._look_at_focus()

    def _clicked(self, x: int, y: int) -> None:
        if self._window is not None and Beyond.CONTROL in self._wanted:
            self._typing.elsewhere()
            frame = self._looked.frame if self._looked is not None else None
            wide = frame.width if frame is not None else 0
            steps = partial(atspi_steps.control_at, self._window.node, x, y, wide)
            self._series.later("click", steps, self._took_click)

    def _took_click(self, control: Control) -> None:
        if control.role:
            self._took_control(control)

    def _look_for_address(self) -> None:
        window = self._window
        if window is None or Beyond.PAGE not in self._wanted:
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
            self._listen()
            self._look_for_address()

    def _took_text(self, text: str) -> None:
        if text != self._dialog_text:
            self._dialog_text = text
            self._finder.stop()
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
        self._finder.stop()
        self._forget_window()

    def _forget_window(self) -> None:
        self._forget_search()
        self._series.clear()
        self._window = self._pid = self._told = None
        self._title = ""
        self._control, self._dialog_text, self._url = Control(), "", ""
        self._typing.elsewhere()

    def _forget_search(self) -> None:
        if self._searching is not None:
            self._searching.cancel()
            self._searching = None
