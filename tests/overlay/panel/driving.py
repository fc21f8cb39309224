"""Finds and presses the controls of a window in tests, by their objectNames."""

from __future__ import annotations

from PySide6.QtCore import QPoint, Qt
from PySide6.QtGui import QAction
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QWidget


def part(window: QWidget, name: str) -> QWidget:
    """The control with that objectName; there must be exactly one in view."""
    (found,) = [widget for widget in window.findChildren(QWidget, name) if widget.isVisible()]
    return found


def click(widget: QWidget, at: QPoint | None = None) -> None:
    """Press and release the left mouse button on ``widget``, in its middle unless told where."""
    QTest.mouseClick(
        widget, Qt.MouseButton.LeftButton, Qt.KeyboardModifier.NoModifier, at or widget.rect().center()
    )


def press(key: Qt.Key, widget: QWidget | None = None) -> None:
    """Press a key in ``widget``, or where the keyboard focus is."""
    QTest.keyClick(widget or focused(), key)


def focused() -> QWidget:
    """The widget with the keyboard focus; there must be one."""
    widget = QApplication.focusWidget()
    assert widget is not None
    return widget


def choose(window: QWidget, name: str) -> None:
    """Choose the menu entry with that objectName."""
    (action,) = window.findChildren(QAction, name)
    action.trigger()
