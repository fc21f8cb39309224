"""What is known gets quiet and comes back as a question, answered with the keyboard, the focus given back."""

from __future__ import annotations

from contextlib import closing
from datetime import datetime, timedelta

import pytest

from content.learning.knowledge import Knowledge
from content.memory.memory import Memory
from tests.desktop.desk import INVOICE, INVOICE_ITEMS, Desk, checklist, write_card
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
    restart_with(desk, Knowledge(10.0, 5.0, now() - timedelta(days=12)))

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
    assert knowledge(desk).stability > 10


def test_a_known_card_marks_the_tray_only(desk: Desk) -> None:
    restart_with(desk, Knowledge(30.0, 5.0, now()))
    mark = desk.app.mark()
    terminal = desk.session.terminal("invoice 1")
    desk.painted("badge", mark)
    assert desk.eyes.find(PANEL) is None

    mark = desk.app.mark()
    terminal.set_title("payment 1")  # which is not known
    desk.painted("panel", mark)


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
