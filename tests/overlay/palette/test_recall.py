"""Up in the empty field brings past searches back, Down leads forward again, as in a shell."""

from __future__ import annotations

import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QLineEdit, QListView
from pytestqt.qtbot import QtBot

from overlay.palette.palette import Palette
from overlay.palette.recall import Recall
from overlay.palette.rows import HERE, ResultRow
from tests.overlay.palette.conftest import MakeCard

# The offscreen platform cannot raise windows and says so; a real one is driven in tests/desktop.
pytestmark = pytest.mark.qt_log_ignore("This plugin does not support")
UP, DOWN, RIGHT = Qt.Key.Key_Up, Qt.Key.Key_Down, Qt.Key.Key_Right


def test_it_stops_at_the_oldest_and_before_the_latest() -> None:
    recall = Recall(("new", "old"))
    assert (recall.current, recall.told()) == ("", "")
    assert recall.start()
    seen = []
    for steps in (0, 1, 1, -1, -1, -1):
        recall.walk(steps)
        seen.append(recall.current)
    assert seen == ["new", "old", "old", "new", "", ""]
    assert not Recall().start()


@pytest.fixture
def opened(palette: Palette, make_card: MakeCard, qtbot: QtBot) -> Palette:
    rows = [ResultRow(make_card(title), HERE) for title in ("One", "Two", "Three")]
    palette.query_changed.connect(lambda query: palette.show_results(query, rows))
    with qtbot.waitSignal(palette.painted):
        palette.open("", None, ("undo run", "toner"))
        palette.show_results("", rows)
    return palette


def typed(palette: Palette, *keys: Qt.Key) -> str:
    field = palette.findChild(QLineEdit, "paletteQuery")
    assert isinstance(field, QLineEdit)
    for key in keys:
        QTest.keyClick(field, key)
    return field.text()


def chosen(palette: Palette) -> str:
    view = palette.findChild(QListView, "paletteResults")
    assert isinstance(view, QListView)
    return str(view.currentIndex().data())


@pytest.mark.parametrize(
    ("keys", "expected"),
    [
        ([UP], "undo run"),
        ([UP, UP], "toner"),
        ([UP, UP, UP], "toner"),
        ([UP, UP, DOWN], "undo run"),
        ([UP, DOWN], ""),
        ([UP, DOWN, UP], "undo run"),
        ([DOWN, UP], ""),  # up to the first row, no further
        ([DOWN, UP, UP], "undo run"),
        ([UP, Qt.Key.Key_X], "x"),  # typing replaces it
        ([Qt.Key.Key_X, UP], "x"),
    ],
)
def test_the_arrows_walk(opened: Palette, keys: list[Qt.Key], expected: str) -> None:
    assert typed(opened, *keys) == expected


def test_an_arrow_to_the_side_keeps_the_search_and_leads_to_its_results(opened: Palette) -> None:
    assert typed(opened, UP, RIGHT, DOWN) == "undo run"
    assert chosen(opened) == "Two"


def test_without_past_searches_up_stays_where_it_is(opened: Palette) -> None:
    opened.open()
    assert typed(opened, UP) == ""
    assert chosen(opened) == "One"
