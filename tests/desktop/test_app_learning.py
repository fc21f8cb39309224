"""What is known gets quiet and comes back as a question, answered with the keyboard, the focus given back."""

from __future__ import annotations

import time
from contextlib import closing
from datetime import datetime, timedelta

import pytest

from content.learning.knowledge import MASTERED, Knowledge
from content.memory.memory import Memory
from tests.desktop.desk import INVOICE, INVOICE_ITEMS, PAYMENT, TONER, Desk, checklist, write_card
from tests.desktop.panel_eyes import PANEL

pytestmark = pytest.mark.parametrize("wm", ["openbox"])

ITEMS = checklist(*INVOICE_ITEMS)
RECALL = "recall: {question: What has to be right?, answer: The sum and the date.}"


def now() -> datetime:
    return datetime.now().astimezone()


def knowledge(desk: Desk) -> Knowledge:
    with closing(Memory(desk.profile, now, read_only=True)) as memory:
        known = memory.learned.knowledge(INVOICE)
    assert known is not None
    return known


def restart_with(desk: Desk, known: Knowledge) -> None:
    desk.do("quit")
    assert desk.app.process.wait(10) == 0
    with closing(Memory(desk.profile, now)) as memory:
        memory.learned.learn(INVOICE, known)
    desk.start_again()


def test_a_fading_card_comes_back_as_its_question_and_a_yes_puts_it_away(desk: Desk) -> None:
    write_card(desk.bundle, "invoice", f"Check the invoice\n{RECALL}", ITEMS, windows="*invoice*")
    restart_with(desk, Knowledge(MASTERED, 5.0, now() - timedelta(days=25)))

    terminal = desk.panel_for("invoice 1")
    assert len(desk.eyes.boxes()) < len(INVOICE_ITEMS)  # the question stands in place of the items
    assert desk.session.active() == terminal.window
    desk.session.key("ctrl+alt+Return")
    desk.session.wait_for(lambda: desk.session.active() != terminal.window, "the keyboard in the panel")
    mark = desk.app.mark()
    for key in ("space", "Tab", "space"):  # the answer; from "Not quite" to "Yes"
        desk.session.key(key)
    desk.painted("badge", mark)
    desk.eyes.wait_gone(PANEL)
    desk.session.wait_for(lambda: desk.session.active() == terminal.window, "the terminal to be active")
    desk.do("quit")
    assert desk.app.process.wait(10) == 0
    assert knowledge(desk).stability > MASTERED


def test_a_known_card_marks_the_tray_only(desk: Desk) -> None:
    restart_with(desk, Knowledge(30.0, 5.0, now()))
    mark = desk.app.mark()
    terminal = desk.session.terminal("invoice 1")
    desk.painted("badge", mark)
    assert desk.eyes.find(PANEL) is None
    assert "cue: badge (you know this card" in desk.do("why")  # the command asks the running app

    mark = desk.app.mark()
    terminal.set_title("payment 1")  # which is not known
    desk.painted("panel", mark)


def test_what_was_learned_is_forgotten_by_the_running_app(desk: Desk) -> None:
    restart_with(desk, Knowledge(30.0, 5.0, now()))
    assert desk.do("learned", "erase").startswith("Erased which cards you know")
    desk.panel_for("invoice 1")  # as loud as on the first day


def test_an_opinion_is_given_with_the_keyboard_and_read_by_the_command(desk: Desk) -> None:
    terminal = desk.panel_for("invoice 1")
    desk.session.key("ctrl+alt+Return")
    desk.session.wait_for(lambda: desk.session.active() != terminal.window, "the keyboard in the panel")
    for key in (*["shift+Tab"] * 3, "space", *["shift+Tab"] * 4, "space"):  # not helpful; a line about it
        desk.session.key(key)
    desk.session.type("The menu moved")
    for key in ("Return", "Escape"):
        desk.session.key(key)
    desk.session.wait_for(lambda: desk.session.active() == terminal.window, "the terminal to be active")
    said = f"{INVOICE}: not helpful “The menu moved”"
    desk.session.wait_for(lambda: said in desk.do("feedback", "list"), "what was said")
    assert desk.do("feedback", "erase", INVOICE) == "Erased what you said about 1 card.\n"
    assert "Nothing was said" in desk.do("feedback", "list")


def test_the_foot_leads_on_along_the_path_and_to_what_is_probable(desk: Desk) -> None:
    manifest = desk.bundle / "bundle.yaml"
    manifest.write_text(manifest.read_text() + "paths: [{title: First days, cards: [invoice, payment]}]\n")
    desk.do("quit")
    assert desk.app.process.wait(10) == 0
    clock = [now() - timedelta(days=2)]
    with closing(Memory(desk.profile, lambda: clock[0], schedule=lambda _save: None)) as memory:
        for _ in range(40):
            for card in (INVOICE, TONER, PAYMENT):
                memory.order.came_to(card)
                clock[0] += timedelta(minutes=5)
    desk.start_again()
    terminal = desk.panel_for("payment 1")
    time.sleep(2)  # the past is learned at leisure
    mark = desk.app.mark()
    terminal.set_title("invoice 1")
    desk.eyes.wait_boxes(False, False, False)
    desk.session.key("ctrl+alt+Return")
    desk.session.wait_for(lambda: desk.session.active() != terminal.window, "the keyboard in the panel")
    for key in ("Tab", "Tab", "Tab", "Tab", "space"):  # three items, the path's next card, the probable one
        desk.session.key(key)
    desk.app.wait_event("cue", mark)
    desk.session.wait_for(lambda: desk.eyes.boxes() == [], "the note in the panel")
    desk.session.key("Escape")
    desk.do("quit")
    assert desk.app.process.wait(10) == 0
    with closing(Memory(desk.profile, now, read_only=True)) as memory:
        assert memory.order.all()[-1][0] == TONER
