"""The Markdown view is as tall as its text, scrolls nothing itself and tells which link was clicked."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest
from PySide6.QtCore import QPoint, Qt, QUrl
from PySide6.QtGui import QTextDocument
from PySide6.QtTest import QTest
from pytestqt.qtbot import QtBot

from overlay.theme.document import Place
from overlay.theme.markdown import SafeMarkdown
from overlay.theme.theme import HEADING, Theme

pytestmark = pytest.mark.qt_log_ignore("This plugin does not support")


@pytest.fixture
def view(qtbot: QtBot) -> Iterator[SafeMarkdown]:
    made = SafeMarkdown(Theme("light"))
    qtbot.addWidget(made)
    made.resize(300, 400)
    made.show()
    yield made
    made.hide()


def test_it_is_as_tall_as_its_text(view: SafeMarkdown) -> None:
    view.show_markdown("word " * 60, Place())
    wide, narrow = view.heightForWidth(300), view.heightForWidth(150)
    assert narrow > 1.8 * wide
    assert view.heightForWidth(300) == wide
    view.show_markdown("word " * 60, Place(), HEADING)
    assert view.heightForWidth(300) > wide


def test_a_click_on_a_link_is_told_and_loads_nothing(qtbot: QtBot, view: SafeMarkdown) -> None:
    view.show_markdown("[a link](https://example.org/x)", Place())
    with qtbot.waitSignal(view.link_clicked) as told:
        QTest.mouseClick(
            view.viewport(), Qt.MouseButton.LeftButton, Qt.KeyboardModifier.NoModifier, QPoint(12, 8)
        )
    assert told.args == ["https://example.org/x"]
    assert view.source().isEmpty()
    assert view.toPlainText() == "a link"


def test_the_keyboard_reaches_only_texts_with_links(qtbot: QtBot, view: SafeMarkdown) -> None:
    view.show_markdown("no link", Place())
    assert view.focusPolicy() == Qt.FocusPolicy.NoFocus
    view.show_markdown("[a link](https://example.org/x)", Place())
    assert view.focusPolicy() == Qt.FocusPolicy.TabFocus
    view.setFocus(Qt.FocusReason.TabFocusReason)
    with qtbot.waitSignal(view.link_clicked):
        QTest.keyClick(view, Qt.Key.Key_Return)


def test_no_resource_is_ever_loaded_by_name(view: SafeMarkdown, tmp_path: Path) -> None:
    file = tmp_path / "secret.txt"
    file.write_text("secret", encoding="utf-8")
    for kind in QTextDocument.ResourceType:
        assert not view.loadResource(kind.value, QUrl.fromLocalFile(str(file)))
