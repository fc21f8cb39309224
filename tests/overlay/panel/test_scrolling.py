"""What matters now is in view, however long the card is."""

from __future__ import annotations

import pytest
from PySide6.QtCore import QPoint, QRect, Qt
from PySide6.QtWidgets import QWidget
from pytestqt.qtbot import QtBot

from content.cards.model import Card, CardKind, Item, Step
from overlay.panel.panel import Panel, PanelContent
from tests.overlay.panel.conftest import MakeCard
from tests.overlay.panel.driving import focused, part, press


@pytest.fixture
def long_guide(make_card: MakeCard) -> Card:
    steps = tuple(Step(at, f"Do thing {at}.", f"Do thing {at}.") for at in range(1, 61))
    return make_card("long", "A long guide", CardKind.GUIDE, steps)


def in_view(panel: Panel, widget: QWidget) -> bool:
    viewport = panel._body.viewport()
    area = QRect(widget.mapTo(viewport, QPoint(0, 0)), widget.size())
    return viewport.rect().contains(area.adjusted(0, 0, -area.width() // 2, 0))


def test_the_present_step_is_scrolled_to(panel: Panel, long_guide: Card) -> None:
    panel.present(PanelContent(long_guide, step=50))
    panel.appear(None)
    assert in_view(panel, part(panel, "step-49"))
    panel.present(PanelContent(long_guide, step=5))
    assert in_view(panel, part(panel, "step-4"))


def test_the_focused_item_is_scrolled_to(qtbot: QtBot, panel: Panel, make_card: MakeCard) -> None:
    items = tuple(Item(str(at), f"Item {at}", f"Item {at}") for at in range(60))
    panel.present(PanelContent(make_card(parts=items)))
    panel.appear(None)
    panel.enter_keyboard()
    qtbot.waitUntil(panel.isActiveWindow)
    for _ in range(45):
        press(Qt.Key.Key_Down)
    assert focused().objectName() == "item-45"
    assert in_view(panel, focused())


def test_another_card_starts_at_its_top(panel: Panel, long_guide: Card, make_card: MakeCard) -> None:
    panel.present(PanelContent(long_guide, step=50))
    panel.appear(None)
    items = tuple(Item(str(at), f"Item {at}", f"Item {at}") for at in range(60))
    panel.present(PanelContent(make_card(parts=items)))
    assert in_view(panel, part(panel, "item-0"))
