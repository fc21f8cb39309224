"""The palette: one hotkey away whatever the keyboard's locks say, and it knows where the person came from."""

from __future__ import annotations

import json
import time
from collections.abc import Iterator
from datetime import datetime
from functools import partial
from pathlib import Path

import pytest

from content.memory.memory import Memory
from tests.content.answers.server import Model, serving
from tests.desktop.app import Event
from tests.desktop.desk import INVOICE, TONER, Desk
from tests.desktop.panel_eyes import PALETTE, PANEL, TAB
from tests.desktop.xsession import XSession


def open_palette(desk: Desk) -> None:
    mark = desk.app.mark()
    desk.session.key("ctrl+alt+space")
    desk.app.wait_event("palette_painted", mark)
    palette = desk.eyes.wait(PALETTE)
    desk.session.wait_for(lambda: desk.session.active() == palette.id, "the palette to be active")


def find(desk: Desk, text: str) -> Event:
    """Type ``text`` into the palette and wait for its results."""
    mark = desk.app.mark()
    desk.session.type(text)
    return desk.app.wait_event("results_painted", mark, lambda event: event["letters"] == len(text))


def opened_last(desk: Desk) -> str:
    """The card that the person opened last, as the app has saved it."""
    memory = Memory(desk.profile, lambda: datetime.now().astimezone(), read_only=True)
    try:
        return next(iter(memory.recent(1)), "")
    finally:
        memory.close()


def has_opened(desk: Desk, card: str) -> bool:
    return opened_last(desk) == card


def test_typing_finds_and_enter_opens_the_card_and_returns_the_keyboard(desk: Desk) -> None:
    terminal = desk.terminal("nothing")
    open_palette(desk)
    assert find(desk, "blue lever")["results"] == 1
    mark = desk.app.mark()
    desk.session.key("Return")
    desk.painted("panel", mark)
    desk.eyes.wait_gone(PALETTE)
    desk.session.wait_for(lambda: desk.session.active() == terminal.window, "the terminal to be active")
    desk.session.type("mine")
    desk.session.wait_for(lambda: terminal.typed == "mine", "the terminal to have the keyboard")
    desk.session.wait_for(lambda: has_opened(desk, TONER), "the card to be remembered")
    assert desk.eyes.find(PANEL) is not None


def test_the_hotkey_works_whatever_the_locks_say(desk: Desk) -> None:
    terminal = desk.terminal("nothing")
    for lock in ("Caps_Lock", "Num_Lock", "Caps_Lock"):  # Caps Lock alone, both, and Num Lock alone
        desk.session.key(lock)
        open_palette(desk)
        assert find(desk, "toner")["results"] == 1
        desk.session.key("Escape")
        desk.eyes.wait_gone(PALETTE)
        desk.session.wait_for(lambda: desk.session.active() == terminal.window, "the terminal to be active")


@pytest.mark.parametrize("wm", ["openbox"])
def test_the_palette_is_opened_with_results_by_another_process(desk: Desk) -> None:
    terminal, mark = desk.terminal("nothing"), desk.app.mark()
    desk.do("palette", "toner")
    desk.app.wait_event("palette_painted", mark)
    found = desk.app.wait_event("results_painted", mark)
    assert (found["letters"], found["results"]) == (len("toner"), 1)
    palette = desk.eyes.wait(PALETTE)
    desk.session.wait_for(lambda: desk.session.active() == palette.id, "the palette to be active")
    desk.session.key("Escape")
    desk.session.wait_for(lambda: desk.session.active() == terminal.window, "the terminal to be active")


@pytest.mark.parametrize("wm", ["openbox"])
def test_the_cards_of_the_window_come_first_and_the_window_is_the_one_of_the_hotkey(desk: Desk) -> None:
    """Enter takes the first row: the card of the window as it was, though its title has changed since."""
    terminal = desk.panel_for("invoice 1")
    open_palette(desk)
    mark = desk.app.mark()
    terminal.set_title("payment 1")
    desk.app.wait_event("cue", mark)
    desk.session.key("Return")
    desk.eyes.wait_gone(PALETTE)
    desk.session.wait_for(lambda: has_opened(desk, INVOICE), "the card of the window as it was")
    desk.eyes.wait_boxes(False, False, False)


@pytest.mark.parametrize("wm", ["openbox"])
def test_the_window_decides_between_cards_that_answer_alike(desk: Desk) -> None:
    """ "check" stands in one card and "before" in the other; each window brings its own to the top."""
    query = "check before"
    for title, first in (("invoice 1", "desk/invoice"), ("payment 1", "desk/payment")):
        said = desk.do("find", query, "--bundle", str(desk.bundle), "--title", title, "--json")
        found = [result["card"] for result in json.loads(said)["results"]]
        assert found[:1] == [first]
        desk.terminal(title)
        desk.eyes.wait()
        open_palette(desk)
        assert find(desk, query)["results"] == len(found)
        desk.session.key("Return")
        desk.session.wait_for(partial(has_opened, desk, first), f"{first} to be opened")


@pytest.mark.parametrize("wm", ["openbox"])
def test_a_card_that_was_opened_stays_until_it_is_closed(desk: Desk) -> None:
    desk.terminal("nothing")
    open_palette(desk)
    find(desk, "toner")
    mark = desk.app.mark()
    desk.session.key("Return")
    desk.painted("panel", mark)
    other = desk.terminal("nothing else")
    desk.app.wait_event("context", mark, lambda event: event["app"] == "xterm")
    mark = desk.app.mark()
    desk.click(desk.eyes.close_button())
    desk.painted("none", mark)
    desk.eyes.wait_gone(PANEL)
    assert desk.eyes.find(TAB) is None
    assert desk.session.active() == other.window


@pytest.mark.parametrize("wm", ["openbox"])
def test_what_no_card_says_is_noted_by_one_key_and_listed(desk: Desk) -> None:
    desk.terminal("nothing")
    open_palette(desk)
    assert find(desk, "zqxwvutpk")["results"] == 0
    desk.session.key("ctrl+l")
    desk.session.wait_for(lambda: "zqxwvutpk" in desk.do("missing", "--csv"), "the query to be listed")


@pytest.mark.parametrize("wm", ["openbox"])
def test_a_pinned_card_comes_first_the_next_time(desk: Desk) -> None:
    """Enter takes the first row: without the pin that would be the card of the window."""
    desk.panel_for("invoice 1")
    open_palette(desk)
    find(desk, "toner")
    desk.session.key("ctrl+d", "Escape")
    desk.eyes.wait_gone(PALETTE)
    open_palette(desk)
    desk.session.key("Return")
    desk.session.wait_for(lambda: has_opened(desk, TONER), "the pinned card to be opened")


@pytest.mark.parametrize("wm", ["openbox"])
def test_a_card_is_sent_to_the_panel_and_the_palette_keeps_the_keyboard(desk: Desk) -> None:
    """By its keys and by the menu, which must not take the palette away while it is open."""
    desk.terminal("nothing")
    open_palette(desk)
    for text, card, keys in (
        ("toner", TONER, ["ctrl+Return"]),
        ("payment", "desk/payment", ["ctrl+k", "Down", "Return"]),
    ):
        find(desk, text)
        mark = desk.app.mark()
        for key in keys:
            desk.session.key(key)
            if key == "ctrl+k":
                desk.session.wait_for(desk.eyes.menu, "the menu of the card")
        desk.app.wait_event("cue", mark)
        desk.session.wait_for(partial(has_opened, desk, card), f"{card} to be opened")
        palette = desk.eyes.wait(PALETTE)
        assert desk.eyes.find(PANEL) is not None
        assert desk.session.active() == palette.id
        desk.session.key("ctrl+a")
    desk.session.key("Escape")
    desk.eyes.wait_gone(PALETTE)
    assert desk.eyes.find(PANEL) is not None


@pytest.mark.parametrize("wm", ["openbox"])
def test_searches_are_kept_once_that_is_switched_on_and_forgotten_when_off(desk: Desk) -> None:
    def kept() -> bool:
        memory = Memory(desk.profile, lambda: datetime.now().astimezone(), read_only=True)
        try:
            return memory.searches() == ("blue lever",)
        finally:
            memory.close()

    desk.do("settings", "searches", "on")
    desk.terminal("nothing")
    open_palette(desk)
    find(desk, "blue lever")
    desk.session.key("Return")
    desk.session.wait_for(kept, "the search to be kept")
    open_palette(desk)
    mark = desk.app.mark()
    desk.session.key("Up")
    desk.app.wait_event("results_painted", mark, lambda event: event["letters"] == len("blue lever"))
    desk.session.key("Escape")
    desk.do("settings", "searches", "off")
    desk.session.wait_for(lambda: not kept(), "the search to be forgotten")
    for file in desk.profile.glob("memory.json*"):
        assert b"blue lever" not in file.read_bytes()


@pytest.fixture
def asked_model(session: XSession, tmp_path: Path) -> Iterator[Model]:
    """A server for written answers that the policy names; the person has yet to want it."""
    with serving('Open the front and pull the blue lever. [1]\n[1] "Pull the blue lever."') as model:
        policy = tmp_path / "policy.yaml"
        policy.write_text(f"answers: {{url: '{model.address}', model: small, timeout: 20}}\n")
        session.env["SIDECUE_POLICY"] = str(policy)
        yield model


@pytest.mark.parametrize("wm", ["openbox"])
def test_a_question_is_answered_in_place_by_the_server_of_the_policy(asked_model: Model, desk: Desk) -> None:
    desk.terminal("nothing")
    question = "how do I replace the toner"
    open_palette(desk)
    find(desk, question)
    desk.session.key("alt+Return")  # not wanted by the person, so nothing is asked
    desk.session.key("Escape")
    desk.eyes.wait_gone(PALETTE)
    assert asked_model.asked == []

    desk.do("settings", "written_answers", "on")
    open_palette(desk)
    find(desk, question)
    assert asked_model.asked == []
    desk.session.key("alt+Return")
    desk.session.wait_for(lambda: len(asked_model.asked) == 1, "the server to be asked")
    assert question in str(asked_model.bodies[0])
    time.sleep(1.5)
    desk.session.screenshot("palette-written-answer")
    told = json.loads(desk.do("status", "--json"))["answers"]
    assert (told["name"], told["state"]) == (asked_model.address, "on")
    mark = desk.app.mark()
    desk.session.key("Tab")
    desk.session.key("Tab")
    desk.session.key("space")
    desk.painted("panel", mark)
    desk.session.wait_for(lambda: has_opened(desk, TONER), "the cited card to be opened")
