"""A window of Qt as a program of its own, which a test leads by lines on its standard input: not the app's.

    python tests/platforms/window.py CLASS TITLE [panel]

"title X", "full", "normal", "move X Y" and "close" are what it understands. What is typed into it goes to
standard output, a line for each key, as do "active" and "inactive". "panel" is a window like the app's panel:
it must not take the focus; a click on it is told as "clicked".
"""

from __future__ import annotations

import os
import sys

from PySide6.QtCore import QEvent, QSocketNotifier, Qt
from PySide6.QtGui import QGuiApplication, QKeyEvent, QMouseEvent, QPaintEvent
from PySide6.QtWidgets import QApplication, QLabel

PANEL = (
    Qt.WindowType.Tool
    | Qt.WindowType.FramelessWindowHint
    | Qt.WindowType.WindowStaysOnTopHint
    | Qt.WindowType.WindowDoesNotAcceptFocus
    | Qt.WindowType.BypassWindowManagerHint
)


def say(what: str) -> None:
    """One line for the test."""
    print(what, flush=True)  # noqa: T201 # this is how a test hears of it


class Window(QLabel):
    """Says what happens to it."""

    _painted = False

    def paintEvent(self, event: QPaintEvent) -> None:
        super().paintEvent(event)
        if not self._painted:
            self._painted = True
            say("painted")

    def keyPressEvent(self, event: QKeyEvent) -> None:
        say(f"key {event.text()}")

    def mousePressEvent(self, _event: QMouseEvent) -> None:
        say("clicked")

    def changeEvent(self, event: QEvent) -> None:
        if event.type() == QEvent.Type.ActivationChange:
            say("active" if self.isActiveWindow() else "inactive")
        super().changeEvent(event)

    _unread = b""

    def read(self) -> None:
        data = os.read(sys.stdin.fileno(), 1 << 20)
        *lines, self._unread = (self._unread + data).split(b"\n")
        for line in lines if data else [b"close"]:
            self.obey(line.decode())

    def obey(self, line: str) -> None:
        verb, _, rest = line.partition(" ")
        if verb == "title":
            self.setWindowTitle(rest)
        elif verb == "full":
            self.showFullScreen()
        elif verb == "normal":
            self.showNormal()
        elif verb == "move":
            self.move(*(int(number) for number in rest.split()))
        else:
            QApplication.quit()


def main() -> None:
    app = QApplication(sys.argv[:1])
    window_class, title, *panel = sys.argv[1:]
    app.setApplicationName(window_class)
    QGuiApplication.setDesktopFileName(window_class)
    window = Window(title)
    window.setWindowTitle(title)
    if panel:
        window.setWindowFlags(PANEL)
        window.setAttribute(Qt.WidgetAttribute.WA_ShowWithoutActivating)
        window.setStyleSheet("background: #fffbe0; color: black")
        window.setGeometry(980, 60, 260, 300)
    else:
        window.resize(400, 300)
    window.show()
    notifier = QSocketNotifier(sys.stdin.fileno(), QSocketNotifier.Type.Read)
    notifier.activated.connect(window.read)
    app.exec()


if __name__ == "__main__":
    main()
