"""The promise that matters most: the keyboard stays where the person types, unless they move it."""

from __future__ import annotations

import string
import subprocess

import pytest

from tests.desktop.desk import Desk
from tests.desktop.focus_log import FocusLog
from tests.desktop.panel_eyes import PALETTE, PANEL

TEXT = "".join(string.ascii_lowercase[7 * at % 26] + string.digits[3 * at % 10] for at in range(120))


def typing(desk: Desk) -> subprocess.Popen[bytes]:
    """Someone types ``TEXT``, fast, from now on."""
    return desk.session.spawn("xdotool", "type", "--delay", "15", "--", TEXT)


def test_while_somebody_types_fast_nothing_appears_and_after_that_the_panel_does(desk: Desk) -> None:
    terminal = desk.terminal("nothing yet")
    with FocusLog(desk.session, terminal.window) as log:
        person = typing(desk)
        desk.session.wait_for(lambda: terminal.typed, "the first letter")
        mark = desk.app.mark()
        terminal.set_title("invoice 1")
        desk.app.wait_event("cue", mark, lambda event: event["loudness"] == "badge")
        while person.poll() is None:
            assert desk.eyes.find(PANEL) is None
        desk.painted("panel", mark)
        desk.session.wait_for(lambda: len(terminal.typed) >= len(TEXT), "the last letter")
        assert log.losses() == []
    assert terminal.typed == TEXT


def test_what_is_typed_into_a_terminal_arrives_complete_while_the_panel_comes_and_goes(desk: Desk) -> None:
    """Somebody asks for it by a key of their desktop, again and again: that waits for nothing."""
    terminal, times = desk.terminal("invoice 1"), 0
    desk.painted("panel")
    with FocusLog(desk.session, terminal.window) as log:
        person = typing(desk)
        while person.poll() is None:
            for loudness in ("tab", "panel"):
                mark = desk.app.mark()
                desk.do("toggle")
                desk.painted(loudness, mark)
            times += 1
        desk.session.wait_for(lambda: len(terminal.typed) >= len(TEXT), "the last letter")
        assert log.losses() == []
    assert terminal.typed == TEXT
    assert times >= 4


def test_what_is_typed_into_an_editor_arrives_complete_while_panel_and_tab_take_turns(desk: Desk) -> None:
    file = desk.session.home / "invoice 81.txt"
    window = desk.editor(file)
    desk.painted("panel")
    turns = 0
    with FocusLog(desk.session, window) as log:
        person = typing(desk)
        while person.poll() is None:
            for loudness in ("tab", "panel"):
                mark = desk.app.mark()
                desk.do("toggle")
                desk.painted(loudness, mark)
            turns += 1
        assert log.losses() == []
        desk.session.key("ctrl+s")
        desk.session.wait_for(file.read_text, "the editor to save")
    assert file.read_text().strip() == TEXT
    assert turns >= 4


def test_the_hotkey_moves_into_the_panel_space_ticks_and_escape_gives_the_keyboard_back(desk: Desk) -> None:
    terminal = desk.panel_for("invoice 82")
    panel = desk.eyes.wait()
    desk.session.type("before ")
    desk.session.key("ctrl+alt+Return")
    desk.session.wait_for(lambda: desk.session.active() == panel.id, "the panel to be active")
    desk.session.key("space")
    desk.eyes.wait_boxes(True, False, False)
    desk.session.key("Tab", "space")
    desk.eyes.wait_boxes(True, True, False)
    desk.session.key("Escape")
    desk.session.wait_for(lambda: desk.session.active() == terminal.window, "the terminal to be active")
    desk.session.type("after")
    desk.session.wait_for(lambda: terminal.typed == "before after", "what was typed, and no more than that")
    assert desk.eyes.find(PANEL) is not None


def test_the_same_hotkey_leads_back_out_of_the_panel(desk: Desk) -> None:
    terminal = desk.panel_for("invoice 83")
    panel = desk.eyes.wait()
    for _ in range(2):
        desk.session.key("ctrl+alt+Return")
        desk.session.wait_for(lambda: desk.session.active() == panel.id, "the panel to be active")
        desk.session.key("ctrl+alt+Return")
        desk.session.wait_for(lambda: desk.session.active() == terminal.window, "the terminal to be active")
    desk.session.type("mine")
    desk.session.wait_for(lambda: terminal.typed == "mine", "the terminal to have the keyboard")


def test_a_click_into_another_window_ends_the_visit_to_the_panel(desk: Desk) -> None:
    terminal = desk.panel_for("invoice 84")
    panel = desk.eyes.wait()
    desk.session.key("ctrl+alt+Return")
    desk.session.wait_for(lambda: desk.session.active() == panel.id, "the panel to be active")
    frame = desk.session.geometry(terminal.window)
    desk.session.click(frame.x + 100, frame.y + 100)
    desk.session.wait_for(lambda: desk.session.active() == terminal.window, "the terminal to be active")
    hints = ("xprop", "-id", str(panel.id), "WM_HINTS")
    desk.session.wait_for(
        lambda: "accepts input or input focus: False" in desk.session.run(*hints),
        "the panel to refuse the focus",
    )
    box = desk.eyes.wait_boxes(False, False, False)[0]
    with FocusLog(desk.session, terminal.window) as log:
        desk.session.click(box.x, box.y)
        desk.eyes.wait_boxes(True, False, False)
        assert log.losses() == []


@pytest.mark.parametrize("end", ["Escape", "ctrl+alt+space"])
def test_leaving_the_palette_gives_the_keyboard_back(desk: Desk, end: str) -> None:
    terminal, mark = desk.terminal("nothing here"), desk.app.mark()
    with FocusLog(desk.session, terminal.window) as log:
        desk.session.key("ctrl+alt+space")
        desk.app.wait_event("palette_painted", mark)
        palette = desk.eyes.wait(PALETTE)
        desk.session.wait_for(lambda: desk.session.active() == palette.id, "the palette to be active")
        assert log.losses()  # so that its silence in the other tests means something
    desk.session.key(end)
    desk.eyes.wait_gone(PALETTE)
    desk.session.wait_for(lambda: desk.session.active() == terminal.window, "the terminal to be active")
    desk.session.type("mine")
    desk.session.wait_for(lambda: terminal.typed == "mine", "the terminal to have the keyboard")
