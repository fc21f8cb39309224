"""The foot takes an opinion of the card: two thumbs, outdated, and a line, which alone wants the keyboard."""

from __future__ import annotations

import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QAbstractButton, QLineEdit, QWidget
from pytestqt.qtbot import QtBot

from content.cards.model import Card
from content.memory.feedback import LONGEST, Feedback
from overlay.panel.panel import Panel, PanelContent
from tests.overlay.panel.driving import click, focused, part, press


def show(panel: Panel, card: Card, **said: object) -> None:
    panel.present(PanelContent(card, said=Feedback(card.id, **said)))  # type: ignore[arg-type]
    panel.appear(None)


def seen(panel: Panel) -> set[str]:
    return {widget.objectName() for widget in panel.findChildren(QWidget) if widget.isVisible()}


def button(panel: Panel, name: str) -> QAbstractButton:
    found = part(panel, name)
    assert isinstance(found, QAbstractButton)
    return found


@pytest.mark.parametrize(("name", "word"), [("opinionHelpful", "helpful"), ("opinionUnhelpful", "unhelpful")])
def test_a_thumb_is_told(qtbot: QtBot, panel: Panel, checklist: Card, name: str, word: str) -> None:
    show(panel, checklist)
    with qtbot.waitSignal(panel.judged) as told:
        click(part(panel, name))
    assert told.args == [checklist.id, word]


def test_what_was_said_is_shown_and_tells_nothing(qtbot: QtBot, panel: Panel, checklist: Card) -> None:
    with qtbot.assertNotEmitted(panel.judged):
        show(panel, checklist, helpful=False, outdated=True)

    assert not button(panel, "opinionHelpful").isChecked()
    assert button(panel, "opinionUnhelpful").isChecked()
    assert button(panel, "opinionOutdated").isChecked()


def test_more_is_asked_only_of_who_said_something(qtbot: QtBot, panel: Panel, checklist: Card) -> None:
    show(panel, checklist)
    assert not {"opinionOutdated", "opinionAdd"} & seen(panel)
    height = panel.height()

    show(panel, checklist, helpful=True)
    assert {"opinionOutdated", "opinionAdd"} <= seen(panel)
    assert panel.height() > height
    with qtbot.waitSignal(panel.judged) as told:
        click(part(panel, "opinionOutdated"))
    assert told.args == [checklist.id, "outdated"]


def test_a_line_is_written_and_the_keyboard_goes_back(qtbot: QtBot, panel: Panel, checklist: Card) -> None:
    show(panel, checklist, helpful=False)
    click(part(panel, "opinionAdd"))
    qtbot.waitUntil(panel.isActiveWindow)
    QTest.keyClicks(focused(), "The menu moved")
    with qtbot.waitSignal(panel.line_written) as told, qtbot.waitSignal(panel.keyboard_left):
        press(Qt.Key.Key_Return)

    assert told.args == [checklist.id, "The menu moved"]
    assert not panel.has_keyboard
    assert "opinionLine" not in seen(panel)


def test_esc_leaves_the_line_as_it_was(qtbot: QtBot, panel: Panel, checklist: Card) -> None:
    show(panel, checklist, text="As it was")
    click(part(panel, "opinionAdd"))
    qtbot.waitUntil(panel.isActiveWindow)
    QTest.keyClicks(focused(), " not")
    with qtbot.assertNotEmitted(panel.line_written), qtbot.waitSignal(panel.keyboard_left):
        press(Qt.Key.Key_Escape)


def test_whoever_was_in_the_panel_with_the_keyboard_stays(
    qtbot: QtBot, panel: Panel, checklist: Card
) -> None:
    show(panel, checklist, helpful=True)
    panel.enter_keyboard()
    qtbot.waitUntil(panel.isActiveWindow)
    part(panel, "opinionAdd").setFocus()
    press(Qt.Key.Key_Space)
    with qtbot.assertNotEmitted(panel.keyboard_left):
        press(Qt.Key.Key_Return)

    assert panel.has_keyboard


def test_what_was_being_written_is_kept_for_its_card_when_another_comes(
    qtbot: QtBot, panel: Panel, checklist: Card, guide: Card
) -> None:
    show(panel, checklist, helpful=True)
    click(part(panel, "opinionAdd"))
    line = part(panel, "opinionLine")
    assert isinstance(line, QLineEdit)
    assert line.maxLength() == LONGEST
    line.setText("Half a")
    with qtbot.waitSignal(panel.line_written) as told:
        show(panel, guide, helpful=True)

    assert told.args == [checklist.id, "Half a"]
