"""A required card asks in place why it is closed undone, and closes once that is recorded."""

from __future__ import annotations

import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QLabel, QLineEdit, QPushButton, QWidget
from pytestqt.qtbot import QtBot

from content.cards.model import Card, CardKind, Prose
from overlay.panel.panel import Panel, PanelContent
from tests.overlay.panel.conftest import MakeCard
from tests.overlay.panel.driving import choose, click, focused, part, press

SOME = frozenset({"total"})


def visible(panel: Panel) -> list[str]:
    names = [
        widget.objectName()
        for widget in panel.findChildren(QWidget)
        if widget.objectName().startswith("panelDecline") and widget.isVisible()
    ]
    return sorted(name.removeprefix("panelDecline") for name in names if name != "panelDecline")


def text(panel: Panel, name: str) -> str:
    widget = part(panel, name)
    assert isinstance(widget, QLabel | QPushButton)
    return widget.text()


def show(panel: Panel, content: PanelContent) -> None:
    panel.present(content)
    panel.appear(None)


def ask(panel: Panel, card: Card, ticked: frozenset[str] = SOME) -> None:
    show(panel, PanelContent(card, ticked=ticked, owed=True))
    click(part(panel, "panelClose"))


def test_what_is_not_owed_closes_at_once(qtbot: QtBot, panel: Panel, checklist: Card) -> None:
    show(panel, PanelContent(checklist))
    with qtbot.waitSignal(panel.closed):
        click(part(panel, "panelClose"))
    assert visible(panel) == []


def test_closing_asks_in_place_and_takes_no_keyboard(qtbot: QtBot, panel: Panel, checklist: Card) -> None:
    show(panel, PanelContent(checklist, ticked=SOME, owed=True))
    height = panel.height()
    with qtbot.assertNotEmitted(panel.closed):
        click(part(panel, "panelClose"))
    assert visible(panel) == ["Back", "Note", "Reason", "Record"]
    assert text(panel, "panelDeclineNote") == (
        "This card is required and 2 items are open. Why not now? The reason is recorded."
    )
    assert panel.height() > height
    assert not panel.has_keyboard


@pytest.mark.parametrize("nothing", ["   ", "\u200b\u2060"])
def test_without_a_reason_there_is_nothing_to_record(
    qtbot: QtBot, panel: Panel, checklist: Card, nothing: str
) -> None:
    ask(panel, checklist)
    field = part(panel, "panelDeclineReason")
    assert isinstance(field, QLineEdit)
    assert not part(panel, "panelDeclineRecord").isEnabled()
    with qtbot.assertNotEmitted(panel.declined):
        field.insert(nothing)
        press(Qt.Key.Key_Return, field)
    assert not part(panel, "panelDeclineRecord").isEnabled()


@pytest.mark.parametrize("by", ["click", "return"])
def test_the_reason_goes_out_and_the_card_stays_until_it_is_recorded(
    qtbot: QtBot, panel: Panel, checklist: Card, by: str
) -> None:
    ask(panel, checklist)
    field = part(panel, "panelDeclineReason")
    QTest.keyClicks(field, " no  time ")
    with qtbot.assertNotEmitted(panel.closed), qtbot.waitSignal(panel.declined) as told:
        if by == "click":
            click(part(panel, "panelDeclineRecord"))
        else:
            press(Qt.Key.Key_Return, field)
    assert told.args == [checklist.id, "no time"]

    with qtbot.waitSignal(panel.closed) as closed:
        panel.go_on()
    assert closed.args == [checklist.id]
    assert visible(panel) == []


@pytest.mark.parametrize(
    ("entry", "signal", "more"),
    [
        ("panelNotHere", "not_here", []),
        ("panelNever", "never", []),
        ("snooze-hour", "snoozed", ["hour"]),
    ],
)
def test_every_other_way_out_asks_too(
    qtbot: QtBot, panel: Panel, checklist: Card, entry: str, signal: str, more: list[str]
) -> None:
    show(panel, PanelContent(checklist, owed=True))
    with qtbot.assertNotEmitted(getattr(panel, signal)):
        choose(panel, entry)
    assert "Reason" in visible(panel)
    with qtbot.waitSignal(getattr(panel, signal)) as told:
        panel.go_on()
    assert told.args == [checklist.id, *more]


def test_back_goes_on_with_the_card(qtbot: QtBot, panel: Panel, checklist: Card) -> None:
    ask(panel, checklist)
    click(part(panel, "panelDeclineBack"))
    assert visible(panel) == []
    with qtbot.assertNotEmitted(panel.closed):
        panel.go_on()  # the last item is ticked later: nobody wants it closed any more


def test_the_keyboard_reaches_everything(qtbot: QtBot, panel: Panel, checklist: Card) -> None:
    show(panel, PanelContent(checklist, because="because", owed=True))
    panel.enter_keyboard()
    qtbot.waitUntil(panel.isActiveWindow)
    press(Qt.Key.Key_Backtab)
    assert focused().objectName() == "panelClose"
    press(Qt.Key.Key_Space)
    assert focused().objectName() == "panelDeclineReason"
    QTest.keyClicks(focused(), "late")
    press(Qt.Key.Key_Tab)
    assert focused().objectName() == "panelDeclineRecord"
    press(Qt.Key.Key_Tab)
    assert focused().objectName() == "panelDeclineBack"
    with qtbot.waitSignal(panel.keyboard_left):
        press(Qt.Key.Key_Escape)
    assert visible(panel) == []
    assert panel.isVisible()


def test_a_click_in_the_field_brings_the_keyboard(qtbot: QtBot, panel: Panel, checklist: Card) -> None:
    ask(panel, checklist)
    click(part(panel, "panelDeclineReason"))
    assert panel.has_keyboard
    qtbot.waitUntil(panel.isActiveWindow)
    assert focused().objectName() == "panelDeclineReason"


def test_what_could_not_be_recorded_says_so_and_can_be_closed(
    qtbot: QtBot, panel: Panel, checklist: Card
) -> None:
    ask(panel, checklist)
    QTest.keyClicks(part(panel, "panelDeclineReason"), "late")
    panel.refuse("Not recorded: no room.")
    assert text(panel, "panelDeclineNote") == "Not recorded: no room."
    assert visible(panel) == ["Anyway", "Back", "Note", "Reason", "Record"]
    field = part(panel, "panelDeclineReason")
    assert isinstance(field, QLineEdit)
    assert field.text() == "late"  # to try again

    with qtbot.waitSignal(panel.closed), qtbot.assertNotEmitted(panel.declined):
        click(part(panel, "panelDeclineAnyway"))


def test_ticks_that_could_not_be_recorded_can_be_recorded_later(
    qtbot: QtBot, panel: Panel, checklist: Card
) -> None:
    everything = frozenset(item.key for item in checklist.items)
    show(panel, PanelContent(checklist, ticked=everything, owed=True))
    panel.refuse("Not recorded: no room.")
    assert text(panel, "panelDeclineDone") == "Record it"
    with qtbot.waitSignal(panel.done) as told:
        click(part(panel, "panelDeclineDone"))
    assert told.args == [checklist.id]
    with qtbot.waitSignal(panel.closed):
        click(part(panel, "panelDeclineAnyway"))


def test_a_card_with_nothing_to_tick_is_confirmed(qtbot: QtBot, panel: Panel, make_card: MakeCard) -> None:
    note = make_card("rules", "The rules", CardKind.NOTE, (Prose("Read them."),))
    ask(panel, note)
    assert text(panel, "panelDeclineDone") == "I have read it"
    with qtbot.waitSignal(panel.done):
        click(part(panel, "panelDeclineDone"))


def test_the_last_step_of_a_guide_is_recorded_before_it_starts_over(
    qtbot: QtBot, panel: Panel, guide: Card
) -> None:
    show(panel, PanelContent(guide, step=3, owed=True))
    with qtbot.assertNotEmitted(panel.closed), qtbot.waitSignal(panel.done):
        click(part(panel, "stepNext"))
    with qtbot.waitSignals([panel.step_reached, panel.closed]):
        panel.go_on()


def test_another_card_begins_without_a_question(panel: Panel, checklist: Card, guide: Card) -> None:
    ask(panel, checklist)
    panel.present(PanelContent(guide, owed=True))
    assert visible(panel) == []
    panel.present(PanelContent(checklist, ticked=SOME, owed=True))
    assert visible(panel) == []


def test_the_question_counts_what_is_open(panel: Panel, checklist: Card) -> None:
    ask(panel, checklist)
    panel.present(PanelContent(checklist, ticked=frozenset({"total", "bank"}), owed=True))
    assert "and 1 item is open" in text(panel, "panelDeclineNote")


def test_what_is_done_is_said_in_the_head(panel: Panel, checklist: Card) -> None:
    show(panel, PanelContent(checklist, done="valid until 2027-05-04"))
    meta = part(panel, "panelMeta")
    assert "valid until 2027-05-04" in meta.accessibleName()
