"""The baseline for memory and start-up: the smallest PySide6 app with a tray icon and the menu to quit it.

With ``--panel`` it also shows one line of text in a frameless window, as the smallest app of our kind would.
"""

from __future__ import annotations

import sys

from PySide6.QtCore import Qt
from PySide6.QtGui import QColor, QIcon, QPixmap
from PySide6.QtWidgets import QApplication, QLabel, QMenu, QSystemTrayIcon

application = QApplication(["bare"])
application.setQuitOnLastWindowClosed(False)
pixmap = QPixmap(22, 22)
pixmap.fill(QColor("#0f6f68"))
menu = QMenu()
menu.addAction("Open")
menu.addAction("Quit", application.quit)
icon = QSystemTrayIcon(QIcon(pixmap))
icon.setToolTip("bare")
icon.setContextMenu(menu)
icon.show()
if "--panel" in sys.argv:
    panel = QLabel("Before you release a payment run")
    panel.setWindowFlags(Qt.WindowType.Tool | Qt.WindowType.FramelessWindowHint)
    panel.show()
sys.exit(application.exec())
