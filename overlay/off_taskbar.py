"""Keeps panel, tab and palette out of task bars and pagers where Qt has no word for that, which is X11."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import QEvent, QObject
from PySide6.QtGui import QGuiApplication
from PySide6.QtWidgets import QWidget

if TYPE_CHECKING:
    from triggers.xtaskbar import TaskbarHints


class OffTaskbar(QObject):
    """Does nothing on other platforms, where a tool window has no place in a task bar anyway."""

    def __init__(self) -> None:
        super().__init__()
        self._hints: TaskbarHints | None = None
        if QGuiApplication.platformName() == "xcb":
            from triggers.xdisplay import NoXServerError
            from triggers.xtaskbar import TaskbarHints

            try:
                self._hints = TaskbarHints()
            except NoXServerError:  # Xwayland
                return

    def keep(self, window: QWidget) -> None:
        """Keep ``window`` off from now on."""
        window.installEventFilter(self)

    def close(self) -> None:
        if self._hints is not None:
            self._hints.close()
            self._hints = None

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        # Qt sends the event before it maps the window, and then adds its own states to those it finds.
        if event.type() == QEvent.Type.Show and isinstance(watched, QWidget) and self._hints is not None:
            self._hints.leave_out(int(watched.winId()))
        return super().eventFilter(watched, event)
