"""Widgets one below the other, each as tall as its text needs. Not a QLayout: the panel knows its width.

A fixed width makes one pass enough, where Qt's layouts would ask and invalidate several times on the way
to the first paint.
"""

from __future__ import annotations

from dataclasses import dataclass

from PySide6.QtWidgets import QWidget


@dataclass(frozen=True, slots=True)
class _Slot:
    widget: QWidget
    gap: int
    inset: int


class Column(QWidget):
    """Lay out with ``arrange``; hidden members take no room."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._slots: list[_Slot] = []

    def add(self, widget: QWidget, gap: int = 0, inset: int = 0) -> None:
        """Append a member, ``gap`` px below the one before and ``inset`` px from both sides."""
        if widget.parent() is not self:
            widget.setParent(self)
        self._slots.append(_Slot(widget, gap, inset))

    def clear(self) -> None:
        """Take all members out and let them go."""
        for slot in self._slots:
            slot.widget.hide()
            slot.widget.deleteLater()
        self._slots = []

    def arrange(self, width: int) -> int:
        """Give every member its place in ``width`` px, and return the height they need together."""
        y = 0
        for slot in self._slots:
            if slot.widget.isHidden():
                continue
            y += slot.gap if y else 0
            inner = max(1, width - 2 * slot.inset)
            height = height_of(slot.widget, inner)
            slot.widget.setGeometry(slot.inset, y, inner, height)
            y += height
        return y


def height_of(widget: QWidget, width: int) -> int:
    """How tall ``widget`` wants to be at that width."""
    _polish(widget)
    if isinstance(widget, Column):
        return widget.arrange(width)
    if widget.hasHeightForWidth():
        return max(widget.heightForWidth(width), widget.minimumHeight())
    return max(widget.sizeHint().height(), widget.minimumHeight())


def _polish(widget: QWidget) -> None:
    """Apply the style sheet now: before its first showing a widget answers for another font."""
    widget.ensurePolished()
    if widget.layout() is not None:
        for member in widget.findChildren(QWidget):
            member.ensurePolished()
