"""A recall question stands in place of the card, is worked by mouse and keyboard, and takes no focus."""

from __future__ import annotations

from dataclasses import replace

from PySide6.QtCore import Qt
from PySide6.QtGui import QAction
from PySide6.QtWidgets import QLabel, QWidget
from pytestqt.qtbot import QtBot

from content.cards.model import Card, Recall
from overlay.panel.header import KNOW, UNKNOW
from overlay.panel.panel import Panel, PanelContent
from tests.overlay.panel.driving import choose, click, focused, part, press

ASKED = Recall("Who has to <b>see</b> it?", "A second person,\non this screen.")


def seen(panel: Panel) -> set[str]:
    return {widget.objectName() for widget in panel.findChildren(QWidget) if widget.isVisible()}


def show(panel: Panel, content: PanelContent) -> None:
    panel.present(content)
    panel.appear(None)


def test_it_stands_in_place_of_the_card_and_of_others(panel: Panel, checklist: Card, guide: Card) -> None:
    show(panel, PanelContent(checklist, (guide,), recall=ASKED))

    assert {"recallQuestion", "recallShow", "recallSkip"} <= seen(panel)
    assert not {"item-0", "alsoHere-0", "recallAnswer", "recall-good"} & seen(panel)


def test_a_guide_offers_no_steps_meanwhile(panel: Panel, guide: Card) -> None:
    show(panel, PanelContent(guide, recall=ASKED))

    assert not {"stepNext", "step-0"} & seen(panel)


def test_the_answer_comes_when_it_is_asked_for_and_then_the_ratings(
    qtbot: QtBot, panel: Panel, checklist: Card
) -> None:
    show(panel, PanelContent(checklist, recall=ASKED))
    before = panel.height()
    click(part(panel, "recallShow"))
    answer = part(panel, "recallAnswer")
    assert isinstance(answer, QLabel)
    assert (answer.text(), answer.textFormat()) == (ASKED.answer, Qt.TextFormat.PlainText)
    assert panel.height() > before

    for rating in ("again", "good", "easy"):
        with qtbot.waitSignal(panel.answered) as told:
            click(part(panel, f"recall-{rating}"))
        assert told.args == [checklist.id, rating]


def test_the_card_can_be_asked_for_instead(qtbot: QtBot, panel: Panel, checklist: Card) -> None:
    show(panel, PanelContent(checklist, recall=ASKED))
    with qtbot.waitSignal(panel.question_skipped) as told:
        click(part(panel, "recallSkip"))
    assert told.args == [checklist.id]

    panel.present(PanelContent(checklist))
    assert "item-0" in seen(panel)
    assert "recallQuestion" not in seen(panel)


def test_it_takes_no_focus_and_the_keyboard_does_all_of_it(
    qtbot: QtBot, panel: Panel, checklist: Card
) -> None:
    show(panel, PanelContent(checklist, recall=ASKED))
    assert panel.windowHandle().flags() & Qt.WindowType.WindowDoesNotAcceptFocus
    panel.enter_keyboard()
    qtbot.waitUntil(panel.isActiveWindow)
    assert focused().objectName() == "recallShow"
    press(Qt.Key.Key_Space)
    assert focused().objectName() == "recall-again"
    press(Qt.Key.Key_Tab)
    with qtbot.waitSignal(panel.answered) as told:
        press(Qt.Key.Key_Space)
    assert told.args == [checklist.id, "good"]


def test_the_next_time_its_answer_is_hidden_again(panel: Panel, checklist: Card) -> None:
    content = PanelContent(checklist, recall=ASKED)
    show(panel, content)
    click(part(panel, "recallShow"))
    panel.vanish()
    show(panel, content)

    assert "recallShow" in seen(panel)
    assert "recallAnswer" not in seen(panel)


def test_another_card_has_a_question_of_its_own(panel: Panel, checklist: Card, guide: Card) -> None:
    show(panel, PanelContent(checklist, recall=ASKED))
    click(part(panel, "recallShow"))
    panel.present(PanelContent(guide, recall=replace(ASKED, question="Where?")))

    assert "recallShow" in seen(panel)
    assert "recallAnswer" not in seen(panel)


def test_the_menu_says_i_know_this_or_that_i_do_not(qtbot: QtBot, panel: Panel, checklist: Card) -> None:
    for knows, text, told_so in ((False, KNOW, True), (True, UNKNOW, False)):
        show(panel, PanelContent(checklist, knows=knows))
        (action,) = panel.findChildren(QAction, "panelKnow")
        panel._header._make_ready(panel._header.menu_button.menu())
        assert (action.text(), action.isVisible()) == (text, True)
        with qtbot.waitSignal(panel.knows) as told:
            choose(panel, "panelKnow")
        assert told.args == [checklist.id, told_so]

    panel.present(PanelContent(checklist, knows=None))
    panel._header._make_ready(panel._header.menu_button.menu())
    assert not action.isVisible()
