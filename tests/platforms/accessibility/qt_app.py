"""A small Qt application to be read by: ``qt_app.py [error TEXT]``. Run as a process, not imported."""

from __future__ import annotations

import sys

from PySide6.QtWidgets import (
    QApplication,
    QLineEdit,
    QMainWindow,
    QMessageBox,
    QPushButton,
    QVBoxLayout,
    QWidget,
)


def main() -> None:
    app = QApplication(sys.argv)
    app.setApplicationName("Orders")
    window = QMainWindow()
    window.setWindowTitle("Order 17")
    inside = QWidget()
    layout = QVBoxLayout(inside)
    customer, secret, export = QLineEdit("typed text"), QLineEdit("hunter2"), QPushButton("Export PDF")
    customer.setAccessibleName("Customer name")
    secret.setAccessibleName("Secret of the vault")
    secret.setEchoMode(QLineEdit.EchoMode.Password)
    for widget in (customer, secret, export):
        layout.addWidget(widget)
    window.setCentralWidget(inside)
    tools = window.addToolBar("Tools")
    tools.addAction("Publish")
    window.setGeometry(100, 100, 400, 300)
    window.show()
    if sys.argv[1:2] == ["error"]:
        box = QMessageBox(
            QMessageBox.Icon.Critical, "Export failed", sys.argv[2], QMessageBox.StandardButton.Ok, window
        )
        export.clicked.connect(box.open)
    app.exec()


main()
