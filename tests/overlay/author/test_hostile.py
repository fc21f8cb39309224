"""Any web page gives its window a title: author mode shows it as the words it is."""

from __future__ import annotations

import pytest
from PySide6.QtWidgets import QLabel

from overlay.author.author import Author
from tests.overlay.markup import MARKUP, texts_that_are_read_as_html
from triggers.context import Context


@pytest.mark.parametrize("length", [1, 5])
def test_a_title_of_markup_is_shown_as_words(author: Author, length: int) -> None:
    title = MARKUP * length
    author.make(Context(MARKUP, MARKUP, title, os="linux"))
    author.window.grab()

    assert texts_that_are_read_as_html(author.window) == []
    assert any("<img" in label.text() for label in author.window.findChildren(QLabel))
