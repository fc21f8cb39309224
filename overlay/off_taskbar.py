"""Keeps panel, tab and palette out of task bars and pagers on X11, where Qt has no word for that."""

from __future__ import annotations

from PySide6.QtCore import QEvent, QObject
from PySide6.QtGui import QGuiApplication
from PySide6.QtWidgets import QWidget

from triggers.xdisplay import ConnectionLostError, NoXServerError, XConnection, open_x11
from triggers.xwindows import stay_off_taskbars


class OffTaskbar(QObject):
    """Tells the X server before each showing, because window managers forget it when a window is hidden."""

    def __init__(self) -> None:
        super().__init__()
        self._connection: XConnection | None = None
        if QGuiApplication.platformName() == "xcb":
            try:
                self._connection = open_x11()
            except NoXServerError:  # XWayland: its windows have no place in a task bar anyway
                return

    def keep(self, window: QWidget) -> None:
        """Keep ``window`` off from now on."""
        if self._connection is not None:
            window.installEventFilter(self)

    def close(self) -> None:
        if self._connection is not None:
            self._connection.close()
            self._connection = None

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        # Qt sends the event before it maps the window, and then adds its own states to those it finds.
        if event.type() == QEvent.Type.Show and isinstance(watched, QWidget) and self._connection:
            try:
                stay_off_taskbars(self._connection, int(watched.winId()))
            except ConnectionLostError:
                self.close()
        return super().eventFilter(watched, event)
