"""A small Qt application to be read by: ``qt_app.py [error TEXT | form]``. Run as a process, not imported."""

from __future__ import annotations

import sys

from PySide6.QtWidgets import (
    QApplication,
    QComboBox,
    QDialog,
    QFormLayout,
    QLabel,
    QLineEdit,
    QMainWindow,
    QMessageBox,
    QPushButton,
    QSpinBox,
    QStackedWidget,
    QVBoxLayout,
    QWidget,
)


def main() -> None:
    app = QApplication(sys.argv)
    app.setApplicationName("Orders")
    window = form() if sys.argv[1:2] == ["form"] else order()
    window.setWindowTitle("Order 17")
    window.setGeometry(100, 100, 400, 300)
    window.show()
    app.exec()


def order() -> QMainWindow:
    """A window with fields, a button and a tool bar; the button opens an error, if there is one."""
    window, inside = QMainWindow(), QWidget()
    layout = QVBoxLayout(inside)
    customer, secret, export = QLineEdit("typed text"), QLineEdit("hunter2"), QPushButton("Export PDF")
    customer.setAccessibleName("Customer name")
    secret.setAccessibleName("Secret of the vault")
    secret.setEchoMode(QLineEdit.EchoMode.Password)
    for widget in (customer, secret, export):
        layout.addWidget(widget)
    window.setCentralWidget(inside)
    window.addToolBar("Tools").addAction("Publish")
    if sys.argv[1:2] == ["error"]:
        box = QMessageBox(
            QMessageBox.Icon.Critical, "Export failed", sys.argv[2], QMessageBox.StandardButton.Ok, window
        )
        export.clicked.connect(box.open)
    return window


def form() -> QDialog:
    """A dialog with fields that have labels, and with labels that nobody sees."""
    dialog, pages, customer = QDialog(), QStackedWidget(), QComboBox()
    rows = QFormLayout(dialog)
    customer.setEditable(True)
    customer.addItem("Somebody")
    rows.addRow("&Customer", customer)
    rows.addRow("&Amount", QSpinBox())
    hidden = QLabel("Hidden since nothing is wrong")
    for widget in (QLabel("Seen by everybody"), hidden, pages):
        rows.addRow(widget)
    hidden.hide()
    for text in ("First page", "Another page"):
        pages.addWidget(QLabel(text))
    customer.setFocus()
    return dialog


main()
