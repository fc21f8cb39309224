"""Notices every moment in which a window loses the keyboard, however short. Changes nothing itself."""

from __future__ import annotations

from types import TracebackType
from typing import Self

from Xlib import X

from tests.desktop.xsession import XSession
from triggers.xdisplay import XConnection
from triggers.xwindows import active_window_id


class FocusLog:
    """Watches one window; ``losses`` says what was taken from it since then."""

    def __init__(self, session: XSession, window_id: int) -> None:
        self._x = XConnection(session.display)
        self._window_id = window_id
        self._losses: list[str] = []
        self._x.root.change_attributes(event_mask=X.PropertyChangeMask)
        self._x.window(window_id).change_attributes(event_mask=X.FocusChangeMask)
        self._x.sync()

    def __enter__(self) -> Self:
        return self

    def __exit__(
        self,
        kind: type[BaseException] | None,
        problem: BaseException | None,
        trace: TracebackType | None,
    ) -> None:
        self._x.close()

    def losses(self) -> list[str]:
        """Each time the window lost the focus, or another one was called active."""
        self._x.sync()
        for event in self._x.events():
            if event.type == X.FocusOut and event.mode == X.NotifyNormal and event.detail != X.NotifyInferior:
                self._losses.append(f"focus lost (detail {event.detail})")
            elif event.type == X.PropertyNotify and event.atom == self._x.atom("_NET_ACTIVE_WINDOW"):
                active = active_window_id(self._x)
                if active != self._window_id:
                    self._losses.append(f"{active} called active")
        return self._losses
