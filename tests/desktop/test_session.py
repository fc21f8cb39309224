"""What the X server says of hands at work and of windows that fill the screen, under real window managers."""

from __future__ import annotations

import time
from collections.abc import Iterator

import pytest

from tests.desktop.watching import Watching
from tests.desktop.xsession import XSession
from triggers.session.base import Sign
from triggers.session.xinput import XInputSource
from triggers.xdisplay import XConnection


@pytest.fixture
def hands(session: XSession) -> Iterator[XInputSource]:
    source = XInputSource(lambda: XConnection(session.display))
    source.start(lambda: None)
    yield source
    source.close()


@pytest.mark.parametrize("wm", ["openbox"])
def test_typing_is_seen_and_its_end_too(session: XSession, hands: XInputSource) -> None:
    session.terminal("somewhere to type")
    person = session.spawn("xdotool", "type", "--delay", "30", "--", "a sentence that is long enough " * 3)
    found = []
    while person.poll() is None:
        time.sleep(0.25)
        found.append(Sign.TYPING in hands.read().present)
    assert found.count(True) >= len(found) - 2 > 2
    session.wait_for(lambda: not hands.read().present, "the hands to rest")


@pytest.mark.parametrize("wm", ["openbox"])
def test_a_button_held_down_is_dragging(session: XSession, hands: XInputSource) -> None:
    session.run("xdotool", "mousemove", "5", "5", "mousedown", "1")
    assert Sign.DRAGGING in hands.read().present
    session.run("xdotool", "mouseup", "1")
    session.wait_for(lambda: not hands.read().present, "the button to be up")


@pytest.mark.parametrize("wm", ["openbox"])
def test_a_server_that_is_gone_is_unknown(session: XSession, hands: XInputSource) -> None:
    session.kill_server()
    reading = hands.read()
    assert reading.present == frozenset()
    assert set(reading.unknown) == {Sign.TYPING, Sign.DRAGGING, Sign.IDLE}


def test_a_window_that_fills_the_screen_says_so(session: XSession) -> None:
    terminal = session.terminal("a film")
    with Watching(session) as watching:
        watching.until(lambda: watching.is_at(terminal.window))
        assert watching.window.full_screen is False
        session.run("wmctrl", "-ir", hex(terminal.window), "-b", "add,fullscreen")
        watching.until(lambda: watching.window.full_screen is True)
        session.run("wmctrl", "-ir", hex(terminal.window), "-b", "remove,fullscreen")
        watching.until(lambda: watching.window.full_screen is False)
