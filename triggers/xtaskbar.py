"""Keeps windows of ours out of task bars and pagers on X11. Not for knowing which windows: see overlay."""

from __future__ import annotations

from Xlib import Xatom

from triggers.xdisplay import ConnectionLostError, XConnection, open_x11


class TaskbarHints:
    """Holds a connection of its own. Raises NoXServerError where there is none to ask."""

    def __init__(self) -> None:
        self._connection: XConnection | None = open_x11()

    def leave_out(self, window_id: int) -> None:
        """Mark a window, hidden as yet: window managers forget the mark when it is hidden again."""
        if self._connection is None:
            return
        try:
            self._mark(self._connection, window_id)
        except ConnectionLostError:
            self.close()

    def close(self) -> None:
        """Release the connection; may be called twice."""
        if self._connection is not None:
            self._connection.close()
            self._connection = None

    @staticmethod
    def _mark(connection: XConnection, window_id: int) -> None:
        states = [connection.atom(f"_NET_WM_STATE_SKIP_{place}") for place in ("TASKBAR", "PAGER")]
        with connection.guarded():
            window = connection.window(window_id)
            window.change_property(connection.atom("_NET_WM_STATE"), Xatom.ATOM, 32, states)
        connection.sync()
