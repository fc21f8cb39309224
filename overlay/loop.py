"""Qt's event loop as sources and hotkeys see it (triggers.loop.Loop). Nothing else of Qt passes through."""

from __future__ import annotations

from collections.abc import Callable

from PySide6.QtCore import QObject, QSocketNotifier, Qt, QTimer, Signal

from triggers.loop import Handle


class _Timer(QTimer):
    """A QObject child of the loop, so that it lives until it has fired though nobody keeps its handle."""

    def __init__(self, parent: QObject, seconds: float, action: Callable[[], None]) -> None:
        super().__init__(parent)
        self._action: Callable[[], None] | None = action
        self.setSingleShot(True)
        # A coarse timer may come 5 % late, which a person would see in the panel.
        self.setTimerType(Qt.TimerType.PreciseTimer)
        self.timeout.connect(self._fire)
        self.start(round(seconds * 1000))

    def cancel(self) -> None:
        if self._action is not None:
            self._action = None
            self.stop()
            self.deleteLater()

    def _fire(self) -> None:
        action, self._action = self._action, None
        self.deleteLater()
        if action is not None:
            action()


class _Watch(QSocketNotifier):
    def __init__(self, parent: QObject, descriptor: int, action: Callable[[], None]) -> None:
        super().__init__(descriptor, QSocketNotifier.Type.Read, parent)
        self._action: Callable[[], None] | None = action
        self.activated.connect(self._fire)

    def cancel(self) -> None:
        if self._action is not None:
            self._action = None
            self.setEnabled(False)
            self.deleteLater()

    def _fire(self) -> None:
        if self._action is not None:
            self._action()


class QtLoop(QObject):
    """Lives in the GUI thread. A worker's call crosses over by a queued signal to a bound method of it."""

    _handed_over = Signal(object)

    def __init__(self) -> None:
        super().__init__()
        self._handed_over.connect(self._run, Qt.ConnectionType.QueuedConnection)

    def call_later(self, seconds: float, action: Callable[[], None]) -> Handle:
        return _Timer(self, seconds, action)

    def watch(self, descriptor: int, action: Callable[[], None]) -> Handle:
        return _Watch(self, descriptor, action)

    def call_threadsafe(self, action: Callable[[], None]) -> None:
        self._handed_over.emit(action)

    def _run(self, action: Callable[[], None]) -> None:
        action()
