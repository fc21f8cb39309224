"""What a person does with the mouse: every control works at the first click, and the keyboard stays put."""

from __future__ import annotations

import json
from typing import Any

from tests.desktop.desk import INVOICE, Desk
from tests.desktop.focus_log import FocusLog
from tests.desktop.panel_eyes import PANEL, TAB


def why_held(desk: Desk) -> dict[str, str]:
    """Which cards are kept back for an invoice and why, as the command says without the app's help."""
    said = desk.do("why", "--app", "xterm", "--title", "invoice 1", "--json")
    answer: dict[str, Any] = json.loads(said)
    return {held["card"]: held["because"] for held in answer["cue"]["held"]}


def test_a_click_ticks_at_once_and_typing_goes_on_in_the_editor(desk: Desk) -> None:
    file = desk.session.home / "invoice 1.txt"
    window = desk.editor(file)
    boxes = desk.eyes.wait_boxes(False, False, False)
    with FocusLog(desk.session, window) as log:
        desk.session.type("before, ")
        desk.session.click(boxes[1].x, boxes[1].y)
        desk.session.type("after")
        desk.eyes.wait_boxes(False, True, False)
        desk.session.click(boxes[0].x, boxes[0].y)
        desk.session.click(boxes[1].x, boxes[1].y)
        desk.eyes.wait_boxes(True, False, False)
        assert log.losses() == []
    desk.session.key("ctrl+s")
    desk.session.wait_for(file.read_text, "the editor to save")
    assert file.read_text().strip() == "before, after"


def test_what_was_ticked_is_ticked_after_a_restart(desk: Desk) -> None:
    desk.panel_for("invoice 1")
    boxes = desk.eyes.wait_boxes(False, False, False)
    desk.session.click(boxes[2].x, boxes[2].y)
    desk.eyes.wait_boxes(False, False, True)
    desk.do("quit")
    assert desk.app.process.wait(10) == 0
    desk.start_again()
    desk.eyes.wait_boxes(False, False, True)


def test_the_close_button_leads_to_the_tab_and_the_tab_back_to_the_panel(desk: Desk) -> None:
    terminal, mark = desk.panel_for("invoice 1"), desk.app.mark()
    panel = desk.eyes.wait().frame
    with FocusLog(desk.session, terminal.window) as log:
        desk.click(desk.eyes.close_button())
        desk.painted("tab", mark)
        desk.eyes.wait_gone(PANEL)
        tab = desk.eyes.wait(TAB).frame
        assert tab.x + tab.width == desk.session.size[0]
        mark = desk.app.mark()
        desk.session.click(desk.session.size[0] - 10, tab.y + tab.height // 2)
        desk.painted("panel", mark)
        desk.eyes.wait_gone(TAB)
        assert desk.eyes.wait(PANEL).frame == panel
        assert log.losses() == []


def test_never_is_kept_for_good_and_said_by_the_command(desk: Desk) -> None:
    desk.do("settings", "bundle_folders", str(desk.bundle))
    terminal, mark = desk.panel_for("invoice 1"), desk.app.mark()
    desk.click(desk.eyes.menu_button())
    desk.click(desk.eyes.menu_entry(3, of=6))
    desk.painted("none", mark)
    desk.session.wait_for(lambda: why_held(desk) == {INVOICE: "you asked never to see it"}, "the reason")
    desk.session.wait_for(lambda: desk.session.active() == terminal.window, "the terminal to be active")
    terminal.set_title("payment 1")
    desk.eyes.wait_boxes(False, False)
    desk.do("quit")
    desk.app.process.wait(10)
    desk.start_again()
    desk.eyes.wait_boxes(False, False)
    mark = desk.app.mark()
    terminal.set_title("invoice 1")
    desk.painted("none", mark)


def test_a_card_can_be_sent_away_from_one_app_only(desk: Desk) -> None:
    desk.do("settings", "bundle_folders", str(desk.bundle))
    desk.panel_for("invoice 1")
    mark = desk.app.mark()
    desk.click(desk.eyes.menu_button())
    desk.click(desk.eyes.menu_entry(2, of=6))
    desk.painted("none", mark)
    desk.session.wait_for(
        lambda: why_held(desk) == {INVOICE: "you asked not to see it in xterm"}, "the reason"
    )
    desk.editor(desk.session.home / "invoice 2.txt")
    desk.eyes.wait(TAB)  # the same visit, so not once more by itself


def test_snooze_keeps_a_card_away_for_a_while(desk: Desk) -> None:
    desk.do("settings", "bundle_folders", str(desk.bundle))
    terminal, mark = desk.panel_for("invoice 1"), desk.app.mark()
    desk.click(desk.eyes.snooze_button())
    desk.click(desk.eyes.menu_entry(1, of=3))
    desk.painted("none", mark)
    desk.session.wait_for(lambda: why_held(desk).get(INVOICE, "").startswith("snoozed until "), "the reason")
    desk.session.wait_for(lambda: desk.session.active() == terminal.window, "the terminal to be active")
    desk.session.type("mine")
    desk.session.wait_for(lambda: terminal.typed == "mine", "the terminal to have the keyboard")
