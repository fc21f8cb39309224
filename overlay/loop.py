"""Qt's event loop as sources and hotkeys see it (triggers.loop.Loop). Nothing else of Qt passes through."""

from __future__ import annotations

from collections.abc import Callable

from PySide6.QtCore import QObject, QSocketNotifier, Qt, QTimer, Signal

from triggers.loop import Handle


class _Timer:
    def __init__(self, parent: QObject, seconds: float, action: Callable[[], None]) -> None:
        self._action: Callable[[], None] | None = action
        self._timer = QTimer(parent, singleShot=True, interval=round(seconds * 1000))
        # A coarse timer may come 5 % late, which a person would see in the panel.
        self._timer.setTimerType(Qt.TimerType.PreciseTimer)
        self._timer.timeout.connect(self._fire)
        self._timer.start()

    def cancel(self) -> None:
        if self._action is not None:
            self._action = None
            self._timer.stop()
            self._timer.deleteLater()

    def _fire(self) -> None:
        action, self._action = self._action, None
        self._timer.deleteLater()
        if action is not None:
            action()


class _Watch:
    def __init__(self, parent: QObject, descriptor: int, action: Callable[[], None]) -> None:
        self._action = action
        self._notifier: QSocketNotifier | None = QSocketNotifier(
            descriptor, QSocketNotifier.Type.Read, parent
        )
        self._notifier.activated.connect(self._fire)

    def cancel(self) -> None:
        if self._notifier is not None:
            self._notifier.setEnabled(False)
            self._notifier.deleteLater()
            self._notifier = None

    def _fire(self) -> None:
        if self._notifier is not None:
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
