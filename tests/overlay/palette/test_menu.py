"""The menu names every deed with its keys, and each is reached by keyboard and by mouse."""

from __future__ import annotations

import pytest
from PySide6.QtCore import QPoint, Qt
from PySide6.QtGui import QContextMenuEvent
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QLineEdit, QListView, QMenu
from pytestqt.qtbot import QtBot

from overlay.palette.deeds import Deed
from overlay.palette.foot import KeyHint
from overlay.palette.palette import Palette
from overlay.palette.rows import ELSEWHERE, HERE, ResultRow
from tests.overlay.palette.conftest import MakeCard

# The offscreen platform cannot raise windows and says so; a real one is driven in tests/desktop.
pytestmark = pytest.mark.qt_log_ignore("This plugin does not support")
CTRL = Qt.KeyboardModifier.ControlModifier


@pytest.fixture
def opened(palette: Palette, make_card: MakeCard, qtbot: QtBot) -> Palette:
    with qtbot.waitSignal(palette.painted):
        palette.open()
        palette.show_results(
            "", [ResultRow(make_card("First"), HERE), ResultRow(make_card("Kept"), ELSEWHERE, pinned=True)]
        )
    return palette


def field(palette: Palette) -> QLineEdit:
    found = palette.findChild(QLineEdit, "paletteQuery")
    assert isinstance(found, QLineEdit)
    return found


def menu(palette: Palette) -> QMenu:
    found = palette.findChild(QMenu, "paletteActions")
    assert isinstance(found, QMenu)
    return found


def right_click(palette: Palette, row: int) -> None:
    view = palette.findChild(QListView, "paletteResults")
    assert isinstance(view, QListView)
    spot = view.visualRect(view.model().index(row, 0)).center()
    ask = QContextMenuEvent(QContextMenuEvent.Reason.Mouse, spot, view.viewport().mapToGlobal(spot))
    QApplication.sendEvent(view.viewport(), ask)


def test_it_names_what_can_be_done_and_the_keys(opened: Palette) -> None:
    QTest.keyClick(field(opened), Qt.Key.Key_K, CTRL)
    assert menu(opened).isVisible()
    assert menu(opened).accessibleName() == "Actions for First"
    assert [(action.text(), action.shortcut().toString()) for action in menu(opened).actions()] == [
        ("Open", "Enter"),
        ("Send to the panel", "Ctrl+Enter"),
        ("Pin", "Ctrl+D"),
        ("Copy link", "Ctrl+Shift+C"),
    ]
    assert all(action.isShortcutVisibleInContextMenu() for action in menu(opened).actions())


def test_the_hint_at_the_foot_opens_it_for_a_mouse(opened: Palette) -> None:
    hints = {hint.accessibleName(): hint for hint in opened.findChildren(KeyHint)}
    QTest.mouseClick(hints["More, Ctrl+K"], Qt.MouseButton.LeftButton)
    assert menu(opened).isVisible()


def test_arrows_and_enter_do_what_is_chosen(opened: Palette) -> None:
    asked: list[tuple[Deed, str]] = []
    opened.asked.connect(lambda deed, card: asked.append((deed, card)))
    for _ in range(2):
        QTest.keyClick(field(opened), Qt.Key.Key_K, CTRL)
        QTest.keyClick(menu(opened), Qt.Key.Key_Down)
        QTest.keyClick(menu(opened), Qt.Key.Key_Return)
    assert asked == [(Deed.SEND, "treasury/first")] * 2
    assert opened.isVisible()


def test_open_in_the_menu_is_enter(opened: Palette, qtbot: QtBot) -> None:
    QTest.keyClick(field(opened), Qt.Key.Key_K, CTRL)
    with qtbot.waitSignal(opened.chosen) as chosen:
        QTest.keyClick(menu(opened), Qt.Key.Key_Return)
    assert chosen.args == ["treasury/first"]
    assert not opened.isVisible()


def test_escape_closes_the_menu_alone(opened: Palette) -> None:
    QTest.keyClick(field(opened), Qt.Key.Key_K, CTRL)
    QTest.keyClick(menu(opened), Qt.Key.Key_Escape)
    assert not menu(opened).isVisible()
    assert opened.isVisible()


def test_a_right_click_is_about_the_row_under_the_pointer(opened: Palette) -> None:
    right_click(opened, 0)  # a heading
    assert not menu(opened).isVisible()
    right_click(opened, 3)
    assert menu(opened).accessibleName() == "Actions for Kept"
    assert menu(opened).actions()[2].text() == "Unpin"


@pytest.mark.parametrize(
    ("text", "key", "opens"),
    [
        ("", Qt.Key.Key_Right, True),
        ("pay", Qt.Key.Key_Right, True),
        ("pay 🧾", Qt.Key.Key_Right, True),
        ("pay", Qt.Key.Key_Left, False),
        ("דפע", Qt.Key.Key_Left, True),
        ("דפע", Qt.Key.Key_Right, False),
    ],
)
def test_an_arrow_beyond_the_end_of_the_text_opens_it(
    opened: Palette, text: str, key: Qt.Key, opens: bool
) -> None:
    field(opened).setText(text)
    QTest.keyClick(field(opened), key)
    assert menu(opened).isVisible() is opens


def test_an_arrow_within_the_text_only_moves(opened: Palette) -> None:
    field(opened).setText("pay")
    field(opened).setCursorPosition(1)
    QTest.keyClick(field(opened), Qt.Key.Key_Right)
    field(opened).selectAll()
    QTest.keyClick(field(opened), Qt.Key.Key_Right)
    assert not menu(opened).isVisible()


def test_the_menu_key_is_about_the_card(opened: Palette) -> None:
    ask = QContextMenuEvent(QContextMenuEvent.Reason.Keyboard, QPoint(1, 1), QPoint(1, 1))
    QApplication.sendEvent(field(opened), ask)
    assert menu(opened).isVisible()


def test_without_a_card_there_is_no_menu(opened: Palette) -> None:
    opened.show_results("flurb", [])
    QTest.keyClick(field(opened), Qt.Key.Key_K, CTRL)
    assert not menu(opened).isVisible()
