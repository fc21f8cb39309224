"""The panel paints once for new content and not at all for the same."""

from __future__ import annotations

from PySide6.QtCore import QEvent, QObject
from PySide6.QtWidgets import QWidget
from pytestqt.qtbot import QtBot

from content.cards.model import Card
from overlay.panel.panel import Panel, PanelContent
from overlay.panel.tab import Tab
from overlay.theme.theme import Theme


class PaintCounter(QObject):
    """Counts the paint events of a window and of everything in it."""

    def __init__(self, window: QWidget) -> None:
        super().__init__(window)
        self.count = 0
        for widget in (window, *window.findChildren(QWidget)):
            widget.installEventFilter(self)

    def eventFilter(self, _watched: QObject, event: QEvent) -> bool:
        self.count += event.type() is QEvent.Type.Paint
        return False


def test_equal_content_repaints_nothing(qtbot: QtBot, panel: Panel, checklist: Card, guide: Card) -> None:
    content = PanelContent(checklist, (guide,), "because", frozenset({"total"}))
    with qtbot.waitSignal(panel.painted):
        panel.present(content)
        panel.appear(None)
    qtbot.wait(100)
    counter = PaintCounter(panel)
    with qtbot.assertNotEmitted(panel.painted, wait=80):
        panel.present(PanelContent(checklist, (guide,), "because", frozenset({"total"})))
        panel.appear(None)
    assert counter.count == 0
    panel.present(PanelContent(checklist, (guide,), "because"))
    qtbot.waitUntil(lambda: counter.count > 0)


def test_painted_follows_every_change_and_every_showing_once(
    qtbot: QtBot, panel: Panel, checklist: Card, guide: Card
) -> None:
    painted: list[None] = []
    panel.painted.connect(lambda: painted.append(None))
    panel.present(PanelContent(checklist))
    qtbot.wait(30)
    assert painted == []  # hidden: nothing was painted
    panel.appear(None)
    qtbot.wait(120)
    assert len(painted) == 1
    panel.present(PanelContent(guide))
    qtbot.wait(60)
    assert len(painted) == 2
    panel.vanish()
    panel.appear(None)
    qtbot.wait(60)
    assert len(painted) == 3


def test_the_tab_repaints_nothing_for_the_same_cards(qtbot: QtBot, theme: Theme, checklist: Card) -> None:
    tab = Tab(theme)
    qtbot.addWidget(tab)
    with qtbot.waitSignal(tab.painted):
        tab.present([checklist])
        tab.appear(None)
    qtbot.wait(100)
    counter = PaintCounter(tab)
    with qtbot.assertNotEmitted(tab.painted, wait=80):
        tab.present([checklist])
        tab.appear(None)
    assert counter.count == 0
