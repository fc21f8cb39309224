"""The window source for X11: the server tells us, so no thread, no polling, no wake-up without an event.

Follows the window manager's _NET_ACTIVE_WINDOW and the properties of that one window. What the properties
mean is in triggers/xwindows.py, when a change is handed on in debounce.py.
"""

from __future__ import annotations

import time
from collections.abc import Callable
from dataclasses import replace
from enum import Flag, auto

from Xlib import X, Xatom
from Xlib.protocol import rq

from triggers.context import OWN_CLASS, WindowInfo
from triggers.loop import Handle, Loop
from triggers.sources.base import Deliver, NothingFocused, SourceState, SourceUnavailableError, Unavailable
from triggers.sources.debounce import Debounce
from triggers.sources.process import ProcessNames
from triggers.xdisplay import ConnectionLostError, NoXServerError, WindowGoneError, XConnection, open_x11
from triggers.xwindows import (
    activate_window,
    active_window_id,
    fills_screen,
    read_frame,
    read_title,
    read_window,
    window_manager,
)

NO_WINDOW_MANAGER = Unavailable(
    "No window manager is running that says which window is active",
    "Start a window manager that follows the EWMH standard; nearly all do.",
    passing=True,
)
SERVER_GONE = Unavailable("The X server has gone", "Log in again.")

_REST = 0.2
"""Seconds after which a window being moved is looked up again: the panel follows its rest, not its way."""


class _Change(Flag):
    NONE = 0
    MANAGER = auto()
    ACTIVE = auto()
    WINDOW = auto()
    TITLE = auto()
    FRAME = auto()
    STATE = auto()
    MOVED = auto()
    GONE = auto()


class X11Source:
    """Watches the active window of the X server that DISPLAY names."""

    name = "x11"

    def __init__(self, loop: Loop, own_pid: int, connect: Callable[[], XConnection] = open_x11) -> None:
        self._loop = loop
        self._own_pid = own_pid
        self._connect = connect
        self._processes = ProcessNames()
        self._connection: XConnection | None = None
        self._debounce: Debounce | None = None
        self._manager: int | None = None
        self._window: WindowInfo | None = None  # the watched one: the last active one that is not ours
        self._is_active = False  # whether the watched one is what the person works in now
        self._moving: Handle | None = None

    def start(self, deliver: Deliver) -> None:
        """As in WindowSource."""
        try:
            connection = self._connect()
        except NoXServerError as problem:
            raise SourceUnavailableError(problem.reason, problem.remedy) from problem
        self._connection = connection
        self._debounce = Debounce(self._loop, deliver)
        try:
            self._prepare(connection)
            self._look(_Change.MANAGER | _Change.ACTIVE, time.monotonic())
            connection.watch(self._loop, self._awake)
        except ConnectionLostError as lost:
            self.close()
            raise SourceUnavailableError(SERVER_GONE.reason, SERVER_GONE.remedy) from lost
        self._readable()

    def activate(self, window_id: int) -> None:
        """As in WindowSource."""
        if self._connection is not None:
            try:
                activate_window(self._connection, window_id)
            except ConnectionLostError:
                self._lose()

    def close(self) -> None:
        """As in WindowSource."""
        if self._moving is not None:
            self._moving.cancel()
            self._moving = None
        if self._debounce is not None:
            self._debounce.close()
            self._debounce = None
        if self._connection is not None:
            self._connection.close()
            self._connection = None

    def _prepare(self, connection: XConnection) -> None:
        connection.root.change_attributes(event_mask=X.PropertyChangeMask)
        atom = connection.atom
        self._root_changes = {
            atom("_NET_ACTIVE_WINDOW"): _Change.ACTIVE,
            atom("_NET_SUPPORTING_WM_CHECK"): _Change.MANAGER,
        }
        self._window_changes = {
            atom("_NET_WM_NAME"): _Change.TITLE,
            Xatom.WM_NAME: _Change.TITLE,
            Xatom.WM_CLASS: _Change.WINDOW,
            atom("_NET_WM_PID"): _Change.WINDOW,
            atom("_NET_FRAME_EXTENTS"): _Change.FRAME,
            atom("_NET_WM_STATE"): _Change.STATE,
        }
        self._atoms = frozenset((*self._root_changes, *self._window_changes))

    def _awake(self) -> None:
        try:
            anything = self._connection is not None and self._connection.skim(self._atoms)
        except ConnectionLostError:
            self._lose()
            return
        if anything:
            self._readable()

    def _readable(self) -> None:
        try:
            # Reading the changed state pulls further events off the socket: go on until none is left.
            while self._connection is not None and self._connection.pending():
                at = time.monotonic()
                changes = _Change.NONE
                for event in self._connection.events():
                    changes |= self._meaning(event)
                self._look(changes, at)
        except ConnectionLostError:
            self._lose()

    def _meaning(self, event: rq.Event) -> _Change:
        connection = self._connection
        if connection is None or event.type not in (X.PropertyNotify, X.ConfigureNotify, X.DestroyNotify):
            return _Change.NONE
        watched = self._window.id if self._window is not None else None
        source = event.window.id
        if event.type == X.PropertyNotify:
            if source == connection.root.id:
                return self._root_changes.get(event.atom, _Change.NONE)
            return self._window_changes.get(event.atom, _Change.NONE) if source == watched else _Change.NONE
        if event.type == X.DestroyNotify and source == self._manager:
            return _Change.MANAGER
        if source != watched:
            return _Change.NONE
        return _Change.MOVED if event.type == X.ConfigureNotify else _Change.GONE

    def _look(self, changes: _Change, at: float) -> None:
        """Read again what ``changes`` names, now or when it rests, and offer what is then known."""
        if _Change.MANAGER in changes:
            self._find_manager()
            changes |= _Change.ACTIVE
        if _Change.MOVED in changes:
            self._await_rest()
            changes &= ~_Change.MOVED
        if _Change.GONE in changes:
            self._window = None
            changes |= _Change.ACTIVE
        if _Change.ACTIVE in changes:
            self._read_active(at)
        elif self._window is not None and self._is_active and changes:
            self._read_again(self._window, changes, at)

    def _find_manager(self) -> None:
        connection = self._connected()
        manager = window_manager(connection)
        if manager is not None and manager != self._manager:
            with connection.guarded():
                connection.window(manager).change_attributes(event_mask=X.StructureNotifyMask)
            # It may have gone between the look and the subscription, which then tells nothing.
            manager = window_manager(connection)
        self._manager = manager

    def _read_active(self, at: float) -> None:
        self._is_active = False
        if self._manager is None:
            self._offer(NO_WINDOW_MANAGER, at)
            return
        connection = self._connected()
        window_id = active_window_id(connection)
        if window_id is None:
            self._offer(NothingFocused(), at)
            return
        try:
            found = self._read_whole(window_id)
        except WindowGoneError:
            self._offer(NothingFocused(), at)
            return
        if found is not None:
            self._watch_only(found)
            self._is_active = True
            self._offer(found, at)
        elif self._window is not None:
            # While a window of ours has the focus, the last one of the person's stays the truth, as it is
            # now: its own changes may have come together with the change of the active window.
            self._is_active = True
            self._read_again(self._window, _Change.WINDOW, at)
        else:
            self._offer(NothingFocused(), at)

    def _read_whole(self, window_id: int) -> WindowInfo | None:
        """All about one window, None if it is ours. Raises WindowGoneError."""
        connection = self._connected()
        if self._window is None or window_id != self._window.id:
            # Before reading, so that no change between reading and subscribing is missed.
            self._subscribe(window_id, X.PropertyChangeMask | X.StructureNotifyMask)
        seen = read_window(connection, window_id)
        if seen.pid == self._own_pid or seen.window_class.lower() == OWN_CLASS:
            self._subscribe(window_id, X.NoEventMask)
            return None
        return WindowInfo(
            id=window_id,
            app=self._processes.name_of(seen.pid),
            window_class=seen.window_class,
            title=seen.title,
            pid=seen.pid,
            frame=seen.frame,
            full_screen=seen.full_screen,
        )

    def _read_again(self, window: WindowInfo, changes: _Change, at: float) -> None:
        connection = self._connected()
        try:
            if _Change.WINDOW in changes:
                self._window = self._read_whole(window.id) or window
            else:
                title = read_title(connection, window.id) if _Change.TITLE in changes else window.title
                frame = read_frame(connection, window.id) if _Change.FRAME in changes else window.frame
                fills = window.full_screen
                if _Change.STATE in changes:
                    fills = fills_screen(connection, window.id)
                self._window = replace(window, title=title, frame=frame, full_screen=fills)
        except WindowGoneError:
            return  # its end is reported by the server too
        self._offer(self._window, at)

    def _watch_only(self, found: WindowInfo) -> None:
        if self._window is not None and self._window.id != found.id:
            self._subscribe(self._window.id, X.NoEventMask)
        self._window = found

    def _subscribe(self, window_id: int, mask: int) -> None:
        connection = self._connected()
        with connection.guarded():
            connection.window(window_id).change_attributes(event_mask=mask)

    def _await_rest(self) -> None:
        if self._moving is None:
            self._moving = self._loop.call_later(_REST, self._rested)

    def _rested(self) -> None:
        self._moving = None
        try:
            self._look(_Change.FRAME, time.monotonic())
        except ConnectionLostError:
            self._lose()
        self._readable()

    def _offer(self, state: SourceState, at: float) -> None:
        if self._debounce is not None:
            self._debounce.offer(state, at)

    def _lose(self) -> None:
        debounce, self._debounce = self._debounce, None
        self.close()
        if debounce is not None:
            debounce.close(SERVER_GONE, time.monotonic())

    def _connected(self) -> XConnection:
        if self._connection is None:
            raise ConnectionLostError("The X connection is closed")
        return self._connection
