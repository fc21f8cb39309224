"""Words of others are shown as they were written, and never become pictures."""

from __future__ import annotations

import pytest
from PySide6.QtGui import Qt, QTextDocument

from overlay.theme.plain import plain_tip


@pytest.mark.parametrize(
    "words", ["payment run", "a & b", 'x <img src="file:///x.png">', "&lt;b&gt;", "1 < 2"]
)
def test_a_tooltip_says_what_was_written(words: str) -> None:
    tip = plain_tip(words)
    document = QTextDocument()
    if Qt.mightBeRichText(tip):
        document.setHtml(tip)
    else:
        document.setPlainText(tip)
    assert document.toPlainText() == words
