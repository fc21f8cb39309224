"""The part of the Windows detail source that lives in its thread, and alone waits for other programs."""

from __future__ import annotations

import time
from collections.abc import Callable
from dataclasses import replace

from triggers.beyond import ALL, Beyond
from triggers.context import Detail, WindowInfo
from triggers.detail.win32_controls import NoAnswerError, describe, is_label
from triggers.detail.win32_dialogs import dialog_text, focused_in
from triggers.win32 import EVENT_FOCUS, EVENT_NAME_CHANGE, hook, library
from triggers.win32_thread import LOOK, TIMER, MessageThread
from triggers.win32_types import WIN_EVENT

_REST = 0.05
"""Seconds between two readings while events pour in."""

_TRY_AGAIN = (1.0, 3.0)
"""Seconds after which a dialog is asked again that did not answer: programs are busy when they fail."""


class Reader:
    """An Owner of a MessageThread. ``tell`` is called there with each detail that is new."""

    def __init__(self, tell: Callable[[Detail], None]) -> None:
        self._tell = tell
        self._callback = WIN_EVENT(self._heard)
        self._hooks: list[int | None] = []
        self._pid: int | None = None
        self._window: WindowInfo | None = None
        self._wanted = ALL
        self._told: Detail | None = None
        self._awaited = False
        self._looked_at = 0.0
        self._attempt = 0
        self._timer = 0

    def attach(self, thread: MessageThread) -> None:
        """As in Owner."""
        self._thread = thread

    def begin(self) -> None:
        """As in Owner."""

    def message(self, number: int, parameter: int) -> None:  # noqa: ARG002 # there is one timer
        """As in Owner."""
        if number == LOOK:
            self._awaited = False
            time.sleep(max(0.0, self._looked_at + _REST - time.monotonic()))
            self._attempt = 0
        if number in (LOOK, TIMER):
            self._look()

    def failed(self, problem: Exception) -> None:
        """As in Owner: a window that closed meanwhile; the next one is told of anew."""

    def end(self) -> None:
        """As in Owner."""
        self._follow(None)
        self._forget_timer()

    def look_at(self, window: WindowInfo | None, wanted: Beyond = ALL) -> None:
        """As in DetailSource."""
        if (window, wanted) != (self._window, self._wanted):
            self._told = None if window is None or self._is_another(window) else self._told
            self._window, self._wanted = window, wanted
            self._attempt = 0
            self._follow(window.pid if window is not None else None)
            self._look()

    def _is_another(self, window: WindowInfo) -> bool:
        return self._window is None or window.id != self._window.id

    def _follow(self, pid: int | None) -> None:
        """Hook the one process that is looked at: what others do wakes nobody."""
        if pid != self._pid:
            for given in self._hooks:
                if given is not None:
                    library("user32").UnhookWinEvent(given)
            self._pid = pid
            self._hooks = []
            if pid is not None:
                self._hooks = [hook(event, self._callback, pid) for event in (EVENT_FOCUS, EVENT_NAME_CHANGE)]

    def _heard(self, _: int, event: int, window: int, *__: int) -> None:
        if event == EVENT_NAME_CHANGE and not is_label(window):
            return
        if not self._awaited:
            self._awaited = True
            self._thread.remind()

    def _look(self) -> None:
        self._forget_timer()
        if self._window is None:
            return
        detail = Detail(pid=self._window.pid, title=self._window.title)
        try:
            if Beyond.DIALOG in self._wanted:
                detail = replace(detail, dialog_text=dialog_text(self._window.id))
            if Beyond.CONTROL in self._wanted:
                role, control = describe(focused_in(self._window.id))
                detail = replace(detail, role=role, control=control)
        except NoAnswerError:
            self._try_again()
        self._looked_at = time.monotonic()
        if detail != self._told:
            self._told = detail
            self._tell(detail)

    def _try_again(self) -> None:
        if self._attempt < len(_TRY_AGAIN):
            milliseconds = round(1000 * _TRY_AGAIN[self._attempt])
            self._timer = library("user32").SetTimer(None, 0, milliseconds, None)
            self._attempt += 1

    def _forget_timer(self) -> None:
        if self._timer:
            library("user32").KillTimer(None, self._timer)
            self._timer = 0
