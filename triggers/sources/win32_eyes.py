"""The part of the Windows source that lives in its thread: sets the hooks, looks, tells what is new."""

from __future__ import annotations

import time
from collections.abc import Callable

from triggers.context import WindowInfo
from triggers.selection import NotHereError
from triggers.sources.base import NothingFocused, SourceState, Unavailable
from triggers.win32 import (
    EVENT_FOCUS,
    EVENT_FOREGROUND,
    EVENT_NAME_CHANGE,
    OBJECT_WINDOW,
    hook,
    library,
)
from triggers.win32_thread import LOOK, TIMER, MessageThread
from triggers.win32_types import WIN_EVENT
from triggers.win32_windows import foreground, pid_of, read_window

_REST = 0.005
"""Seconds between two looks in a storm of events: 200 looks a second are 2 % of a processor."""

_FAILURES_TO_TELL = 4
"""Failed looks in a row before the source calls itself unavailable; single ones are windows closing."""


class Eyes:
    """An Owner of a MessageThread. ``see`` is called there with each state and when its event came."""

    def __init__(self, own_pid: int, interval: float, see: Callable[[SourceState, float], None]) -> None:
        self._own_pid = own_pid
        self._interval = interval
        self._see = see
        self._callback = WIN_EVENT(self._heard)
        self._hooks: list[int] = []
        self._title_hook: int | None = None
        self._window: int | None = None  # the foreground window, ours too
        self._pid: int | None = None  # whose titles are hooked
        self._foreign: WindowInfo | None = None  # the last one that is not ours
        self._told: SourceState | None = None
        self._failures = 0
        self._event_at: float | None = None  # of the first event not looked after yet
        self._looked_at = 0.0

    def attach(self, thread: MessageThread) -> None:
        """As in Owner."""
        self._thread = thread

    def begin(self) -> None:
        """As in Owner."""
        hooks = (hook(event, self._callback) for event in (EVENT_FOREGROUND, EVENT_FOCUS))
        self._hooks = [given for given in hooks if given]
        if not self._hooks:
            raise NotHereError("Windows refuses to tell which window is active")
        library("user32").SetTimer(None, 0, round(1000 * self._interval), None)
        self._look(time.monotonic())

    def message(self, number: int, parameter: int) -> None:  # noqa: ARG002 # the Protocol's
        """As in Owner."""
        if number == LOOK:
            # Events of the same moment gather meanwhile; those who cause them do not wait for us.
            time.sleep(max(0.0, self._looked_at + _REST - time.monotonic()))
        if number in (LOOK, TIMER):
            at, self._event_at = self._event_at or time.monotonic(), None
            self._look(at)

    def failed(self, problem: Exception) -> None:
        """As in Owner."""
        self._failures += 1
        if self._failures == _FAILURES_TO_TELL:
            reason = f"Windows does not tell the active window: {type(problem).__name__}"
            self._tell(Unavailable(reason, "Start Sidecue again."), time.monotonic())

    def end(self) -> None:
        """As in Owner."""
        for given in (*self._hooks, self._title_hook):
            if given is not None:
                library("user32").UnhookWinEvent(given)

    def _heard(self, _: int, event: int, window: int, thing: int, *__: int) -> None:
        """The hook's callback: as little as possible, because it runs for every event there is."""
        if event == EVENT_NAME_CHANGE and (thing != OBJECT_WINDOW or window != self._window):
            return
        if self._event_at is None:
            self._event_at = time.monotonic()
            self._thread.remind()

    def _look(self, at: float) -> None:
        self._window = foreground()
        self._follow_titles()
        self._tell(self._state(), at)
        self._failures = 0
        self._looked_at = time.monotonic()

    def _state(self) -> SourceState:
        """The present one; while a window of ours has the foreground, the person's last one stands."""
        pid = pid_of(self._window) if self._window is not None else None
        if self._window is None or pid is None:
            return NothingFocused()
        if pid != self._own_pid:
            self._foreign = read_window(self._window)
        elif self._foreign is not None and not library("user32").IsWindow(self._foreign.id):
            self._foreign = None
        return self._foreign or NothingFocused()

    def _follow_titles(self) -> None:
        """Hook the titles of the foreground window's process alone: browsers rename things all day."""
        pid = pid_of(self._window) if self._window is not None else None
        if pid != self._pid:
            if self._title_hook is not None:
                library("user32").UnhookWinEvent(self._title_hook)
            self._pid = pid
            wanted = pid is not None and pid != self._own_pid
            self._title_hook = hook(EVENT_NAME_CHANGE, self._callback, pid or 0) if wanted else None

    def _tell(self, state: SourceState, at: float) -> None:
        if state != self._told:
            self._told = state
            self._see(state, at)
