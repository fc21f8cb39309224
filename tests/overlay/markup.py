"""Markup where words should be, and what of a window would read it as HTML. No test itself."""

from __future__ import annotations

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QLabel, QWidget

MARKUP = (
    '<img src="http://SERVER/pixel.png"><script>fetch("http://SERVER/x")</script><a href="file:///x">y</a>'
)


def texts_that_are_read_as_html(window: QWidget) -> list[str]:
    """What labels and tooltips would make pictures and links of."""
    labels = [
        label.text()
        for label in window.findChildren(QLabel)
        if label.textFormat() is not Qt.TextFormat.PlainText
    ]
    tips = [widget.toolTip() for widget in window.findChildren(QWidget)]
    return [said for said in [*labels, *tips] if "<img" in said]
