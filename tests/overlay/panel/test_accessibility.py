"""Every control says by itself what it is, what it is called and in which state it is."""

from __future__ import annotations

import pytest
from PySide6.QtGui import QAccessible, QAccessibleInterface
from PySide6.QtWidgets import QWidget
from pytestqt.qtbot import QtBot

from content.cards.model import Card
from overlay.panel.panel import Panel, PanelContent
from overlay.panel.tab import Tab
from overlay.theme.theme import Theme

Role = QAccessible.Role
Text = QAccessible.Text


def interface(window: QWidget, name: str) -> QAccessibleInterface:
    here = [window, *window.findChildren(QWidget)]
    (widget,) = [widget for widget in here if widget.objectName() == name]
    return QAccessible.queryAccessibleInterface(widget)


@pytest.fixture
def shown(panel: Panel, checklist: Card, guide: Card, film: Card) -> Panel:
    panel.present(PanelContent(checklist, (guide, film), "because", frozenset({"bank"})))
    panel.appear(None)
    return panel


@pytest.mark.parametrize(
    ("name", "role", "said"),
    [
        ("panelTitle", Role.StaticText, "Before you release a payment run"),
        ("item-0", Role.CheckBox, "The total matches"),
        ("alsoHere-0", Role.Button, "Undo a payment run"),
        ("panelClose", Role.Button, "Close"),
        ("panelMenu", Role.ButtonMenu, "More"),
        ("panelSnooze", Role.ButtonMenu, "Snooze"),
        ("panelWhy", Role.CheckBox, "Why this?"),
    ],
)
def test_roles_and_names(shown: Panel, name: str, role: QAccessible.Role, said: str) -> None:
    found = interface(shown, name)
    assert (found.role(), found.text(Text.Name)) == (role, said)


def test_an_item_says_whether_it_is_ticked(shown: Panel) -> None:
    assert [bool(interface(shown, f"item-{at}").state().checked) for at in range(3)] == [False, True, False]


def test_a_step_says_its_number_and_whether_it_is_the_present_one(panel: Panel, guide: Card) -> None:
    panel.present(PanelContent(guide, step=2))
    panel.appear(None)
    said = [interface(panel, f"step-{at}") for at in range(3)]
    assert said[1].role() == Role.Button
    assert said[1].text(Text.Name) == "Step 2 of 3: Choose Recall."
    assert [one.text(Text.Description) for one in said] == ["done", "current step", ""]


def test_the_video_says_length_host_and_where_it_opens(panel: Panel, film: Card) -> None:
    panel.present(PanelContent(film))
    panel.appear(None)
    row = interface(panel, "videoLink")
    assert row.text(Text.Name) == "Watch the video, 1:45 · video.example.org"
    assert row.text(Text.Description) == "Opens in the browser"


def test_the_window_says_which_card_it_shows(shown: Panel) -> None:
    window = interface(shown, "panel")
    assert window.text(Text.Name) == "Sidecue panel"
    assert window.text(Text.Description) == "Before you release a payment run"


def test_the_tab_says_how_many_cards_wait(qtbot: QtBot, theme: Theme, checklist: Card, guide: Card) -> None:
    tab = Tab(theme)
    qtbot.addWidget(tab)
    tab.present([checklist, guide])
    face = interface(tab, "tabButton")
    assert face.role() == Role.Button
    assert face.text(Text.Name) == "2 cards for this window: Before you release a payment run"
