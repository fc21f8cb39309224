from __future__ import annotations

import pytest
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QApplication, QLabel, QPushButton, QScrollArea, QWidget
from pytestqt.qtbot import QtBot

from overlay.author.author import Author
from overlay.theme.theme import Theme
from tests.overlay.author.conftest import WINDOW
from tests.overlay.panel.driving import part, press
from triggers.context import Context


@pytest.fixture(params=["light", "dark", "high-contrast"])
def mode(request: pytest.FixtureRequest) -> str:
    mode: str = request.param
    return mode


def reached_by_tab(author: Author, qtbot: QtBot) -> list[QWidget]:
    """Every control that Tab leads to, once around."""
    qtbot.waitUntil(lambda: QApplication.focusWidget() is author.window.editor)
    found: list[QWidget] = []
    while (focused := QApplication.focusWidget()) is not None and focused not in found:
        found.append(focused)
        press(Qt.Key.Key_Tab)
    assert focused is found[0]
    return found


def test_the_keyboard_reaches_everything_and_comes_around(author: Author, qtbot: QtBot) -> None:
    author.make(WINDOW)
    names = [widget.objectName() for widget in reached_by_tab(author, qtbot)]
    for name in (
        "authorText",
        "proposal-title",
        "proposal-app",
        "authorRule-app",
        "authorRule-title",
        "item-0",
        "authorClose",
        "authorSave",
    ):
        assert name in names


def test_whatever_can_have_the_keyboard_has_a_name_for_scripts_and_for_screen_readers(
    author: Author, qtbot: QtBot
) -> None:
    author.make(WINDOW)
    for widget in reached_by_tab(author, qtbot):
        assert widget.objectName()
        assert widget.accessibleName() or (isinstance(widget, QPushButton) and widget.text())


@pytest.mark.parametrize("scale", [100, 200])
def test_on_a_small_screen_nothing_stands_beside_the_window(
    author: Author, theme: Theme, qtbot: QtBot, scale: int
) -> None:
    theme.set("light", scale, motion=False)
    author.make(WINDOW)
    author.window.resize(983, 560)
    qtbot.wait(50)
    editor = author.window.editor
    page = next(it.widget() for it in author.window.findChildren(QScrollArea) if it.isAncestorOf(editor))
    assert page is not None
    for widget in (page, *author.window.seen.findChildren(QPushButton), editor):
        right = widget.mapTo(author.window, widget.rect().topRight())
        assert right.x() < author.window.preview.x()
    save = part(author.window, "authorSave")
    assert author.window.rect().contains(save.mapTo(author.window, save.rect().bottomRight()))


def test_a_long_title_is_cut_and_there_to_be_read(author: Author) -> None:
    title = "A very long title that goes on " * 40
    author.make(Context("mousepad", "Mousepad", title.strip(), os="linux"))
    label = part(author.window, "authorTitle")
    assert isinstance(label, QLabel)
    assert label.text().endswith("…")
    assert label.toolTip() == title.strip()


def test_a_title_that_reads_from_the_right_stands_at_the_right(author: Author) -> None:
    author.make(Context("mousepad", "Mousepad", "فاتورة ٤٧١١", os="linux"))
    label = part(author.window, "authorTitle")
    assert isinstance(label, QLabel)
    assert label.alignment() & Qt.AlignmentFlag.AlignRight


def test_every_theme_is_put_on_while_the_window_is_open(
    author: Author, theme: Theme, qtbot: QtBot, mode: str
) -> None:
    author.make(WINDOW)
    before = author.window.editor.text()
    theme.set(mode, 125, motion=False)
    ground = author.window.grab().toImage().pixelColor(4, 4).name()
    assert ground == theme.roles.surface
    assert author.window.editor.text() == before
    author.window.edited.emit()
    assert part(author.window, "panelTitle").isVisible()


def test_words_of_others_are_shown_as_they_are_written(author: Author) -> None:
    """A web page names its window; nothing in that name is markup, and no picture is opened for it."""
    title = "<img src='x'><b>Bold</b> & co " + "on and on " * 40
    author.make(Context("mousepad", "Mousepad", title.strip(), os="linux"))
    for name in ("authorTitle", "proposal-title"):
        assert "<img" not in part(author.window, name).toolTip()
    label = part(author.window, "authorTitle")
    assert isinstance(label, QLabel)
    assert label.textFormat() is Qt.TextFormat.PlainText
    assert label.text().startswith("<img src='x'><b>Bold</b> & co")
