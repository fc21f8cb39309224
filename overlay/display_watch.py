"""Notices that the display server ended and has the app begin anew. Not for waiting: see cli/awaiting.py.

Qt tells nobody but its log. Then it ends the loop of events with status 1 on X11, so that the app closes as
ever; on Wayland it ends the process on the spot: decision 38.
"""

from __future__ import annotations

import os
import threading
from collections.abc import Callable
from contextlib import suppress

from PySide6.QtCore import QMessageLogContext, QtMsgType, qFormatLogMessage, qInstallMessageHandler
from PySide6.QtGui import QGuiApplication

from overlay.start import Start
from overlay.stderr import put

_GONE = ("The X11 connection broke (", "The Wayland connection broke")
_QUITS = 1  # exit status


def _has_server(platform: str) -> bool:
    """Whether Qt, by its way ``platform``, has a display server; elsewhere its messages are left alone."""
    return platform == "xcb" or platform.startswith("wayland")  # "wayland-egl", too


class DisplayWatch:
    """Reads Qt's messages, which go where they always went, until ``close``.

    ``leaving`` tells whether somebody has asked the app to end; ``last_words`` saves what must not be lost.
    """

    def __init__(self, start: Start, leaving: Callable[[], bool], last_words: Callable[[], None]) -> None:
        self._start, self._leaving, self._last_words = start, leaving, last_words
        self._closed = not _has_server(QGuiApplication.platformName())
        self._before = None if self._closed else qInstallMessageHandler(self._heard)

    def close(self) -> None:
        """Ends from now on are meant; may be called twice."""
        if not self._closed:
            self._closed = True
            qInstallMessageHandler(self._before)
        if self._leaving():
            self._start.leave()

    def _heard(self, kind: QtMsgType, where: QMessageLogContext, message: str) -> None:
        put(f"{qFormatLogMessage(kind, where, message)}\n")
        if message.startswith(_GONE) and not self._leaving():
            platform = QGuiApplication.platformName()
            self._start.display_ended(platform)
            if platform != "xcb":
                self._end_here()

    def _end_here(self) -> None:
        """What of an orderly end needs no Qt, which cannot draw any more."""
        if threading.current_thread() is threading.main_thread():  # the one that owns all state
            with suppress(Exception):  # nothing may keep us from coming back
                self._last_words()
        self._start.workers.kill()
        self._start.once_more()
        os._exit(_QUITS)
