"""The tab waits at the edge, tells its title on demand and asks for the panel."""

from __future__ import annotations

from collections.abc import Iterator

import pytest
from PySide6.QtCore import QEvent, QPoint, Qt
from PySide6.QtGui import QEnterEvent
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication
from pytestqt.qtbot import QtBot

from content.cards.model import Card
from overlay.panel.panel import Panel, PanelContent
from overlay.panel.tab import Tab
from overlay.theme.theme import Theme
from tests.overlay.panel.driving import click, part
from triggers.context import Rect


@pytest.fixture
def tab(qtbot: QtBot, theme: Theme) -> Iterator[Tab]:
    made = Tab(theme)
    qtbot.addWidget(made)
    yield made
    made.vanish()


def hover(tab: Tab) -> None:
    point = QPoint(5, 5).toPointF()
    QApplication.sendEvent(tab, QEnterEvent(point, point, point))


def test_a_click_asks_for_the_panel(qtbot: QtBot, tab: Tab, checklist: Card) -> None:
    tab.present([checklist])
    tab.appear(None)
    with qtbot.waitSignal(tab.opened):
        click(part(tab, "tabButton"))


def test_a_click_counts_while_the_tab_slides_from_under_it(qtbot: QtBot, tab: Tab, checklist: Card) -> None:
    tab.present([checklist])
    tab.appear(None)
    face = part(tab, "tabButton")
    press, release = QPoint(30, 20), QPoint(180, 20)  # it has become wider between the two, but not for Qt
    with qtbot.waitSignal(tab.opened):
        QTest.mousePress(face, Qt.MouseButton.LeftButton, pos=press)
        QTest.mouseRelease(face, Qt.MouseButton.LeftButton, pos=release)


def test_a_press_that_is_dragged_off_the_tab_asks_for_nothing(
    qtbot: QtBot, tab: Tab, checklist: Card
) -> None:
    tab.present([checklist])
    tab.appear(None)
    face = part(tab, "tabButton")
    with qtbot.assertNotEmitted(tab.opened):
        QTest.mousePress(face, Qt.MouseButton.LeftButton, pos=QPoint(30, 20))
        QTest.mouseRelease(face, Qt.MouseButton.LeftButton, pos=QPoint(30, 200))


def test_it_touches_the_edge_and_widens_inwards(qtbot: QtBot, tab: Tab, checklist: Card) -> None:
    tab.present([checklist])
    tab.appear(None)
    right = tab.screen().availableGeometry().right()
    slim = tab.geometry()
    assert slim.right() == right
    hover(tab)
    qtbot.waitUntil(lambda: tab.width() > 2 * slim.width())
    qtbot.waitUntil(lambda: tab.geometry().right() == right)
    QApplication.sendEvent(tab, QEvent(QEvent.Type.Leave))
    qtbot.waitUntil(lambda: tab.geometry() == slim)


def test_without_motion_it_widens_at_once(qtbot: QtBot, checklist: Card) -> None:
    tab = Tab(Theme("light", motion=False))
    qtbot.addWidget(tab)
    tab.present([checklist])
    tab.appear(None)
    slim = tab.width()
    hover(tab)
    assert tab.width() > 2 * slim


def test_it_refuses_the_keyboard(tab: Tab, checklist: Card) -> None:
    tab.present([checklist])
    tab.appear(None)
    assert tab.windowHandle().flags() & Qt.WindowType.WindowDoesNotAcceptFocus


@pytest.mark.parametrize("frame", [Rect(0, 0, 390, 300), Rect(400, 0, 390, 300), None])
def test_the_panel_opens_at_the_edge_where_the_tab_was(
    tab: Tab, panel: Panel, checklist: Card, frame: Rect | None
) -> None:
    tab.present([checklist])
    tab.appear(frame)
    panel.present(PanelContent(checklist))
    panel.appear(frame)
    assert tab.is_at_left == panel.is_at_left
    middle = panel.screen().geometry().center().x()
    assert (tab.x() < middle) == (panel.x() < middle)
