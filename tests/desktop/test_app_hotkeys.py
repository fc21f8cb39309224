"""Hotkeys that another program holds: said in plain words with a way out, and never the end of the app."""

from __future__ import annotations

import json
import re
from collections.abc import Iterator
from contextlib import closing
from typing import Any

import pytest

from tests.desktop.app import AppProcess
from tests.desktop.desk import Desk
from triggers.hotkeys.x11 import X11Hotkeys
from triggers.loop import SelectorLoop
from triggers.xdisplay import XConnection

pytestmark = pytest.mark.parametrize("wm", ["openbox"])


@pytest.fixture
def other_program(desk: Desk) -> Iterator[X11Hotkeys]:
    """Another program that may hold hotkeys."""
    with closing(SelectorLoop()) as loop:
        hotkeys = X11Hotkeys(loop, connect=lambda: XConnection(desk.session.display))
        with closing(hotkeys):
            yield hotkeys


def status(app: AppProcess) -> dict[str, Any]:
    answer: dict[str, Any] = json.loads(app.command("status", "--json").stdout)
    return answer


def test_a_hotkey_that_another_program_holds_is_said_with_a_way_out(
    desk: Desk, other_program: X11Hotkeys
) -> None:
    desk.terminal("nothing")
    other_program.register("ctrl+alt+j", lambda: None)
    desk.do("settings", "hotkey_palette", "ctrl+alt+j")
    said = status(desk.app)
    assert (said["hotkey"]["name"], said["hotkey"]["state"]) == ("ctrl+alt+j", "failed")
    assert said["panel_hotkey"]["state"] == "registered"
    assert said["problems"] == 1
    reason = said["hotkey"]["reason"]
    assert reason.startswith("Ctrl+Alt+J is already used by another program. ")
    suggested = re.search(r"program\. (\S+) and (\S+) are free", reason)
    assert suggested is not None
    for chord in suggested.groups():
        desk.do("settings", "hotkey_palette", chord.lower())
        said = status(desk.app)
        assert (said["hotkey"]["name"], said["hotkey"]["state"]) == (chord.lower(), "registered")
        assert said["problems"] == 0
        mark = desk.app.mark()
        desk.session.key(chord.lower())
        desk.app.wait_event("palette_painted", mark)
        desk.session.key("Escape")


def test_a_hotkey_that_was_given_up_is_free_for_others(desk: Desk, other_program: X11Hotkeys) -> None:
    desk.do("settings", "hotkey_palette", "ctrl+alt+j")
    other_program.register("ctrl+alt+space", lambda: None)
    desk.do("settings", "hotkey_palette", "ctrl+alt+space")
    assert status(desk.app)["hotkey"]["state"] == "failed"


def test_a_second_app_is_told_that_the_first_one_has_the_hotkey(desk: Desk) -> None:
    with AppProcess(desk.session, profile=desk.profile.with_name("second")) as second:
        second.wait_event("source")
        desk.session.wait_for(lambda: second.command("status").returncode == 0, "the second app to answer")
        said = status(second)
        assert [said[key]["state"] for key in ("hotkey", "panel_hotkey")] == ["failed", "failed"]
        assert "another program" in said["hotkey"]["reason"]
        assert second.process.poll() is None
