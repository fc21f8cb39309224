"""Text size and colours follow the theme, while the panel is shown too."""

from __future__ import annotations

import pytest
from PySide6.QtCore import QPoint
from PySide6.QtGui import QColor, QImage
from pytestqt.qtbot import QtBot

from content.cards.model import Card
from overlay.panel.items import ItemBox
from overlay.panel.panel import Panel, PanelContent
from overlay.theme.theme import Theme


def ground(panel: Panel) -> QColor:
    return panel.grab().toImage().convertToFormat(QImage.Format.Format_RGB32).pixelColor(QPoint(40, 4))


def first_item(panel: Panel) -> ItemBox:
    (box,) = [box for box in panel.findChildren(ItemBox, "item-0") if box.isVisible()]
    return box


def test_text_scale_changes_sizes(qtbot: QtBot, checklist: Card) -> None:
    heights = []
    for scale in (80, 100, 150, 200):
        panel = Panel(Theme("light", scale))
        qtbot.addWidget(panel)
        panel.present(PanelContent(checklist))
        panel.appear(None)
        heights.append(first_item(panel).height())
        assert panel.screen().availableGeometry().contains(panel.geometry())
        panel.vanish()
    assert heights == sorted(set(heights))


def test_a_new_theme_restyles_the_shown_panel_and_keeps_its_content(
    qtbot: QtBot, theme: Theme, panel: Panel, checklist: Card
) -> None:
    panel.present(PanelContent(checklist, ticked=frozenset({"total"})))
    panel.appear(None)
    light = ground(panel)
    small = first_item(panel).height()
    theme.set("dark", 150, motion=False)
    assert ground(panel).lightness() < light.lightness()
    box = first_item(panel)
    assert box.height() > small
    assert box.isChecked()
    with qtbot.waitSignal(panel.ticked):
        box.click()


@pytest.mark.parametrize("mode", ["light", "dark", "high-contrast"])
def test_the_ground_has_the_colour_of_its_role(qtbot: QtBot, checklist: Card, mode: str) -> None:
    panel = Panel(Theme(mode))
    qtbot.addWidget(panel)
    panel.present(PanelContent(checklist))
    panel.appear(None)
    assert ground(panel) == QColor(panel.theme.roles.surface)
    panel.vanish()


def test_the_first_measure_is_the_last(qtbot: QtBot, panel: Panel, checklist: Card, guide: Card) -> None:
    panel.present(PanelContent(checklist, (guide,), "because"))
    panel.appear(None)
    before = panel.geometry()
    qtbot.wait(120)
    panel.appear(None)
    assert panel.geometry() == before
