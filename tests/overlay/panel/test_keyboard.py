"""The keyboard comes in on purpose only, finds everything, and goes out by Esc."""

from __future__ import annotations

from PySide6.QtCore import Qt
from pytestqt.qtbot import QtBot

from content.cards.model import Card
from overlay.panel.panel import Panel, PanelContent
from tests.overlay.panel.driving import focused, press


def enter(qtbot: QtBot, panel: Panel, content: PanelContent) -> None:
    panel.present(content)
    panel.appear(None)
    panel.enter_keyboard()
    qtbot.waitUntil(panel.isActiveWindow)


def refuses(panel: Panel) -> bool:
    return bool(panel.windowHandle().flags() & Qt.WindowType.WindowDoesNotAcceptFocus)


def test_the_window_refuses_the_focus_until_it_is_asked_to_take_it(
    qtbot: QtBot, panel: Panel, checklist: Card
) -> None:
    panel.present(PanelContent(checklist))
    panel.appear(None)
    assert refuses(panel)
    assert panel.testAttribute(Qt.WidgetAttribute.WA_ShowWithoutActivating)
    panel.enter_keyboard()
    assert (panel.has_keyboard, refuses(panel)) == (True, False)
    panel.leave_keyboard()
    assert (panel.has_keyboard, refuses(panel)) == (False, True)


def test_tab_goes_through_the_card_first_then_foot_then_head(
    qtbot: QtBot, panel: Panel, checklist: Card, guide: Card
) -> None:
    enter(qtbot, panel, PanelContent(checklist, (guide,), "because"))
    order = [focused().objectName()]
    for _ in range(8):
        press(Qt.Key.Key_Tab)
        order.append(focused().objectName())
    assert order == [
        "item-0",
        "item-1",
        "item-2",
        "alsoHere-0",
        "panelWhy",
        "panelSnooze",
        "panelMenu",
        "panelClose",
        "item-0",
    ]
    press(Qt.Key.Key_Backtab)
    assert focused().objectName() == "panelClose"


def test_space_ticks_and_arrows_move_between_items(qtbot: QtBot, panel: Panel, checklist: Card) -> None:
    enter(qtbot, panel, PanelContent(checklist))
    press(Qt.Key.Key_Down)
    with qtbot.waitSignal(panel.ticked) as told:
        press(Qt.Key.Key_Space)
    assert told.args == [checklist.id, "bank", True]
    press(Qt.Key.Key_Up)
    assert focused().objectName() == "item-0"
    press(Qt.Key.Key_Up)
    assert focused().objectName() == "item-0"


def test_enter_opens_the_link_of_an_item(qtbot: QtBot, panel: Panel, checklist: Card) -> None:
    enter(qtbot, panel, PanelContent(checklist))
    press(Qt.Key.Key_Down)
    press(Qt.Key.Key_Down)
    with qtbot.assertNotEmitted(panel.ticked), qtbot.waitSignal(panel.link_opened):
        press(Qt.Key.Key_Return)


def test_arrows_and_enter_go_through_a_guide(qtbot: QtBot, panel: Panel, guide: Card) -> None:
    enter(qtbot, panel, PanelContent(guide, step=1))
    press(Qt.Key.Key_Down)
    with qtbot.waitSignal(panel.step_reached) as told:
        press(Qt.Key.Key_Return)
    assert told.args == [guide.id, 2]


def test_esc_leaves_from_anywhere_and_says_so(qtbot: QtBot, panel: Panel, checklist: Card) -> None:
    for tabs in range(5):
        enter(qtbot, panel, PanelContent(checklist, because="because"))
        for _ in range(tabs):
            press(Qt.Key.Key_Tab)
        with qtbot.waitSignal(panel.keyboard_left):
            press(Qt.Key.Key_Escape)
        assert not panel.has_keyboard


def test_hiding_the_panel_gives_the_keyboard_up(qtbot: QtBot, panel: Panel, checklist: Card) -> None:
    enter(qtbot, panel, PanelContent(checklist))
    panel.vanish()
    assert not panel.has_keyboard
    assert refuses(panel)


def test_the_focus_ring_is_painted(qtbot: QtBot, panel: Panel, checklist: Card) -> None:
    enter(qtbot, panel, PanelContent(checklist))
    row = focused()
    with_ring = row.grab().toImage()
    press(Qt.Key.Key_Down)
    assert row.grab().toImage() != with_ring
