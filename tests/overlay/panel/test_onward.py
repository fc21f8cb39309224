"""The foot leads on to further cards, and a card to what it cannot carry, quietly and by keyboard too."""

from __future__ import annotations

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QWidget
from pytestqt.qtbot import QtBot

from content.cards.model import Card, Prose
from overlay.panel.panel import Panel, PanelContent
from tests.overlay.panel.conftest import MakeCard
from tests.overlay.panel.driving import click, focused, part, press


def test_a_click_leads_to_the_next_card(qtbot: QtBot, panel: Panel, checklist: Card, guide: Card) -> None:
    panel.present(PanelContent(checklist))
    panel.appear(None)
    height = panel.height()
    panel.present(PanelContent(checklist, onward=((guide, "First days · 1 of 3"),)))
    row = part(panel, "onward-0")
    assert panel.height() > height
    assert row.accessibleName() == f"{guide.title}, First days · 1 of 3"
    with qtbot.waitSignal(panel.card_chosen) as told:
        click(row)
    assert told.args == [guide.id]

    panel.present(PanelContent(checklist))
    assert [it for it in panel.findChildren(QWidget, "onward-0") if it.isVisible()] == []
    assert panel.height() == height


def test_the_keyboard_reaches_it(qtbot: QtBot, panel: Panel, checklist: Card, guide: Card) -> None:
    panel.present(PanelContent(checklist, onward=((guide, "First days · 1 of 3"),)))
    panel.appear(None)
    panel.enter_keyboard()
    qtbot.waitUntil(panel.isActiveWindow)
    for _ in range(3):
        press(Qt.Key.Key_Tab)
    assert focused().objectName() == "onward-0"


def test_learn_more_opens_in_the_browser(qtbot: QtBot, panel: Panel, make_card: MakeCard) -> None:
    card = make_card(parts=(Prose("Short."),), learn_more="https://handbook.example.org/pay?x=1")
    panel.present(PanelContent(card))
    panel.appear(None)
    row = part(panel, "learnMore")
    assert row.accessibleName() == "Learn more, handbook.example.org"
    with qtbot.waitSignal(panel.link_opened) as told:
        click(row)
    assert told.args == ["https://handbook.example.org/pay?x=1"]
