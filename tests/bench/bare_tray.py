"""The baseline for memory and start-up: the smallest PySide6 app with a tray icon and one text window."""

from __future__ import annotations

import sys

from PySide6.QtGui import QColor, QIcon, QPixmap
from PySide6.QtWidgets import QApplication, QSystemTrayIcon

application = QApplication(["bare"])
application.setQuitOnLastWindowClosed(False)
pixmap = QPixmap(22, 22)
pixmap.fill(QColor("#0f6f68"))
icon = QSystemTrayIcon(QIcon(pixmap))
icon.setToolTip("bare")
icon.show()
sys.exit(application.exec())
