"""Qt's application object, made ready: names, quiet platform plugins, and ends that save state."""

from __future__ import annotations

import linecache
import os
import signal
import socket
import sys
from collections.abc import Iterator
from contextlib import contextmanager, suppress

from PySide6.QtCore import QMessageLogContext, QSocketNotifier, Qt, QtMsgType, qInstallMessageHandler
from PySide6.QtGui import QPixmapCache
from PySide6.QtWidgets import QApplication, QStyleFactory

from overlay.stderr import put, say
from overlay.wayland import platform_arguments
from triggers.silent_bus import spare_silent_bus

# These desktops make Qt load GTK for its native dialogs, which doubles our memory; we show no such dialog.
_GTK_DESKTOPS = {"xfce", "gnome", "x-cinnamon", "mate", "unity"}
_NO_DISPLAY = 1  # exit status
# For how long a thread of ours may keep Python from the GUI, which asks for it several times a frame.
_SLICE = 0.001  # seconds; Python's own is 5 ms


def make_application() -> QApplication:
    """The one QApplication. Must run before anything else of Qt is made."""
    spare_silent_bus()
    desktops = {name.casefold() for name in os.environ.get("XDG_CURRENT_DESKTOP", "").split(":")}
    if desktops & _GTK_DESKTOPS:
        os.environ.setdefault("QT_QPA_PLATFORMTHEME", "xdgdesktopportal")
    _spare_reading_sources()
    sys.setswitchinterval(_SLICE)
    QApplication.setHighDpiScaleFactorRoundingPolicy(Qt.HighDpiScaleFactorRoundingPolicy.PassThrough)
    with _no_abort():
        application = QApplication(["sidecue", *platform_arguments()])
    # Qt's cache of pictures wakes the app twice a minute until it is empty; our own icons have their own.
    QPixmapCache.setCacheLimit(0)
    application.setApplicationName("sidecue")
    application.setApplicationDisplayName("")  # would be added to every window title
    application.setDesktopFileName("sidecue")
    application.setQuitOnLastWindowClosed(False)
    application.setStyle(QStyleFactory.create("Fusion"))
    return application


@contextmanager
def _no_abort() -> Iterator[None]:
    """Qt aborts the process when it cannot reach the display: end it in plain words instead."""

    def tell(kind: QtMsgType, _where: QMessageLogContext, message: str) -> None:
        put(f"{message.strip()}\n")
        if kind == QtMsgType.QtFatalMsg:
            say("no window can be shown here; start it inside a desktop session")
            os._exit(_NO_DISPLAY)

    before = qInstallMessageHandler(tell)
    try:
        yield
    finally:
        qInstallMessageHandler(before)


def _spare_reading_sources() -> None:
    """Keep PySide from reading, and keeping, the source of every module imported from now on.

    It looks in them for its feature switches, which we do not use: 8 MB and 30 ms at start-up. The function
    is private to PySide; without it everything works as before. What it has kept so far is given back.
    """
    linecache.clearcache()
    with suppress(ImportError):
        from shibokensupport import feature

        if hasattr(feature, "_mod_uses_pyside"):
            feature._mod_uses_pyside = lambda _module: False


class EndOnSignal:
    """Ends the loop on SIGTERM, SIGINT and SIGHUP, so that state is saved; needs no timer to notice them."""

    def __init__(self, application: QApplication) -> None:
        self._application = application
        self._asked = False
        self._read, self._write = socket.socketpair()
        for end in (self._read, self._write):
            end.setblocking(False)
        self._previous_fd = signal.set_wakeup_fd(self._write.fileno(), warn_on_full_buffer=False)
        names = [name for name in ("SIGTERM", "SIGINT", "SIGHUP") if hasattr(signal, name)]
        self._previous = {
            getattr(signal, name): signal.signal(getattr(signal, name), self._nothing) for name in names
        }
        self._notifier = QSocketNotifier(self._read.fileno(), QSocketNotifier.Type.Read)
        self._notifier.activated.connect(self._end)

    @property
    def asked(self) -> bool:
        """Whether a signal has come, also one that the loop has not noticed yet."""
        if not self._asked:
            with suppress(OSError):  # none is there; or we are closed
                self._asked = bool(self._read.recv(1, socket.MSG_PEEK))
        return self._asked

    def close(self) -> None:
        self._notifier.setEnabled(False)
        signal.set_wakeup_fd(self._previous_fd)
        for number, handler in self._previous.items():
            signal.signal(number, handler)
        self._read.close()
        self._write.close()

    def _end(self) -> None:
        self._asked = True
        self._read.recv(64)
        self._application.quit()

    @staticmethod
    def _nothing(*_: object) -> None:
        """Python wakes the loop through the descriptor; the handler itself has nothing to do."""
