"""X11 hotkeys against a real server, real window managers and a program that has the focus."""

from __future__ import annotations

from collections.abc import Iterator

import pytest

from tests.desktop.terminal import Terminal
from tests.desktop.xsession import XSession
from triggers.hotkeys.base import HotkeyError, HotkeyTakenError
from triggers.hotkeys.moving_on import MovingOn
from triggers.hotkeys.x11 import X11Hotkeys
from triggers.hotkeys.x11_keymap import Keymap, read_keymap
from triggers.loop import SelectorLoop
from triggers.selection import Candidate
from triggers.xdisplay import XConnection

PHYSICAL_H = "43"
"""Key code of the key that has H on a US keyboard, whatever the layout makes of it."""

SERVER_GONE = (None, "The X server has gone, and all hotkeys with it")


class Desk:
    """Hotkeys at work beside a terminal that has the focus."""

    def __init__(self, session: XSession) -> None:
        self.session = session
        self.loop = SelectorLoop()
        self.pressed: list[str] = []
        self.problems: list[tuple[str | None, str]] = []
        self.hotkeys = self.another()

    def another(self) -> X11Hotkeys:
        """A second program's registrar."""
        connect = lambda: XConnection(self.session.display)  # noqa: E731 # a constructor's argument
        return X11Hotkeys(self.loop, self._told, connect)

    def _told(self, chord: str | None, why: HotkeyError | None) -> None:
        self.problems.append((chord, why.reason if why is not None else "works"))

    def register(self, chord: str) -> None:
        self.hotkeys.register(chord, lambda: self.pressed.append(chord))

    def press(self, *keys: str) -> list[str]:
        """Press keys one after the other and return what fired."""
        self.pressed.clear()
        self.session.key(*keys)
        self.rest(0.15)
        return self.pressed.copy()

    def layout(self, name: str, variant: str = "") -> None:
        """Switch the layout, and let the switch settle."""
        self.session.layout(name, variant)
        self.rest(0.7)

    def rest(self, seconds: float) -> None:
        self.loop.run(lambda: False, seconds)

    def close(self) -> None:
        self.hotkeys.close()
        self.loop.close()


@pytest.fixture
def terminal(session: XSession) -> Terminal:
    opened = session.terminal("Typing")
    session.activate(opened.window)
    return opened


@pytest.fixture
def desk(session: XSession, terminal: Terminal) -> Iterator[Desk]:
    made = Desk(session)
    yield made
    made.close()


def test_the_key_fires_once_and_does_not_reach_the_focused_program(desk: Desk, terminal: Terminal) -> None:
    desk.register("ctrl+alt+h")
    assert desk.press("ctrl+alt+h") == ["ctrl+alt+h"]
    desk.session.type("typed")
    desk.session.wait_for(lambda: terminal.typed == "typed", "exactly the typed text")


def test_other_keys_do_not_fire(desk: Desk) -> None:
    desk.register("ctrl+alt+h")
    assert desk.press("ctrl+h", "alt+h", "h", "ctrl+alt+j", "ctrl+alt+shift+h") == []


@pytest.mark.parametrize("locks", [["Num_Lock"], ["Caps_Lock"], ["Scroll_Lock"], ["Num_Lock", "Caps_Lock"]])
def test_locks_make_no_difference(desk: Desk, terminal: Terminal, locks: list[str]) -> None:
    desk.register("ctrl+alt+h")
    desk.register("super+space")
    desk.session.key(*locks)
    assert desk.press("ctrl+alt+h") == ["ctrl+alt+h"]
    assert desk.press("super+space") == ["super+space"]
    desk.session.key(*locks)
    assert terminal.typed == ""


def test_a_held_key_fires_once(desk: Desk) -> None:
    desk.register("ctrl+alt+h")
    desk.session.hold("ctrl+alt+h", 1.2)
    desk.rest(0.1)
    assert desk.pressed == ["ctrl+alt+h"]
    assert desk.press("ctrl+alt+h", "ctrl+alt+h") == ["ctrl+alt+h", "ctrl+alt+h"]


def test_a_conflict_is_told_in_plain_words_with_two_free_alternatives(desk: Desk) -> None:
    other = desk.another()
    other.register("ctrl+alt+h", lambda: None)
    other.register("ctrl+shift+h", lambda: None)
    with pytest.raises(HotkeyTakenError) as problem:
        desk.register("ctrl+alt+h")
    assert problem.value.reason == "Ctrl+Alt+H is already used by another program"
    assert problem.value.remedy.startswith("Super+H and Ctrl+Super+H are free")
    desk.register("super+h")  # what was named really is free
    assert desk.press("super+h") == ["super+h"]
    other.close()
    desk.register("ctrl+alt+h")
    assert desk.press("ctrl+alt+h") == ["ctrl+alt+h"]


def test_looking_for_alternatives_gives_up_none_of_our_own(desk: Desk) -> None:
    other = desk.another()
    other.register("ctrl+alt+h", lambda: None)
    desk.register("ctrl+shift+h")
    with pytest.raises(HotkeyTakenError) as problem:
        desk.register("ctrl+alt+h")
    assert "Ctrl+Shift+H" not in problem.value.remedy
    assert desk.press("ctrl+shift+h") == ["ctrl+shift+h"]
    other.close()


def test_released_keys_reach_the_focused_program_again(desk: Desk, terminal: Terminal) -> None:
    desk.register("ctrl+alt+h")
    desk.register("ctrl+h")
    desk.hotkeys.unregister("ctrl+h")
    desk.hotkeys.unregister("ctrl+h")
    assert desk.press("ctrl+alt+h", "ctrl+h") == ["ctrl+alt+h"]
    desk.hotkeys.close()
    desk.hotkeys.close()
    assert desk.press("ctrl+alt+h") == []
    desk.session.wait_for(lambda: len(terminal.typed) >= 2, "the keys in the terminal")


def test_registering_again_replaces_what_happens(desk: Desk) -> None:
    desk.register("ctrl+alt+h")
    desk.hotkeys.register("Alt+Ctrl+H", lambda: desk.pressed.append("second"))
    assert desk.press("ctrl+alt+h") == ["second"]


def test_a_failing_callback_does_not_end_the_listening(desk: Desk) -> None:
    def fail() -> None:
        raise LookupError("a card is missing")

    desk.hotkeys.register("ctrl+alt+j", fail)
    desk.register("ctrl+alt+h")
    with pytest.raises(LookupError):
        desk.press("ctrl+alt+j")
    assert desk.press("ctrl+alt+h") == ["ctrl+alt+h"]


def test_nonsense_registers_nothing(desk: Desk) -> None:
    with pytest.raises(HotkeyError, match="no key called"):
        desk.register("ctrl+alt+nonsense")


def test_the_hotkey_follows_its_sign_from_layout_to_layout(desk: Desk) -> None:
    desk.register("ctrl+alt+h")
    desk.register("ctrl+alt+z")
    desk.layout("de")
    assert desk.press("ctrl+alt+29") == ["ctrl+alt+z"]  # the key that is Y on a US keyboard
    assert desk.press("ctrl+alt+" + PHYSICAL_H) == ["ctrl+alt+h"]
    desk.layout("us", "dvorak")
    assert desk.press("ctrl+alt+44") == ["ctrl+alt+h"]
    assert desk.press("ctrl+alt+" + PHYSICAL_H) == []
    # The window manager still holds its old keys for a moment, in which taking ours back is refused.
    desk.layout("us,ru")
    desk.rest(0.5)
    assert desk.press("ctrl+alt+" + PHYSICAL_H) == ["ctrl+alt+h"]
    assert desk.problems == []


def test_under_a_cyrillic_layout_the_hotkey_keeps_its_key(desk: Desk) -> None:
    desk.register("ctrl+alt+h")
    desk.layout("ru")
    assert desk.press("ctrl+alt+" + PHYSICAL_H) == ["ctrl+alt+h"]
    desk.layout("us")
    assert desk.press("ctrl+alt+" + PHYSICAL_H) == ["ctrl+alt+h"]
    assert desk.problems == []


def test_the_second_layout_of_two_makes_no_difference(desk: Desk) -> None:
    desk.session.run("setxkbmap", "-layout", "us,ru", "-option", "grp:alt_shift_toggle")
    desk.rest(0.5)
    desk.register("ctrl+alt+h")
    desk.session.run("xdotool", "keydown", "alt", "key", "Shift_L", "keyup", "alt")
    desk.rest(0.5)
    assert desk.press("ctrl+alt+" + PHYSICAL_H) == ["ctrl+alt+h"]


def test_started_under_a_cyrillic_layout_it_takes_the_key_at_that_place(session: XSession) -> None:
    session.layout("ru")
    desk = Desk(session)
    desk.register("ctrl+alt+h")
    assert desk.press("ctrl+alt+" + PHYSICAL_H) == ["ctrl+alt+h"]
    desk.close()


@pytest.mark.parametrize("wm", ["openbox"])
def test_a_key_lost_to_a_change_of_layout_is_told(desk: Desk, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("triggers.hotkeys.x11._TRY_AGAIN", (0.1, 0.1))
    desk.register("ctrl+alt+h")
    desk.session.layout("us", "dvorak")
    other = desk.another()  # knows the new layout, and is quicker than we are
    other.register("ctrl+alt+h", lambda: None)
    desk.rest(1)
    assert desk.problems == [("ctrl+alt+h", "Ctrl+Alt+H is already used by another program")]
    assert desk.press("ctrl+alt+" + PHYSICAL_H) == []
    other.close()
    desk.layout("us")
    assert desk.press("ctrl+alt+" + PHYSICAL_H) == ["ctrl+alt+h"]
    assert desk.problems[1:] == [("ctrl+alt+h", "works")]


@pytest.mark.parametrize("wm", ["openbox"])
def test_a_dying_server_is_told_once(desk: Desk) -> None:
    desk.register("ctrl+alt+h")
    desk.session.kill_server()
    desk.rest(0.3)
    assert desk.problems == [SERVER_GONE]
    with pytest.raises(HotkeyError):
        desk.register("ctrl+alt+j")
    desk.hotkeys.unregister("ctrl+alt+h")


@pytest.mark.parametrize("wm", ["openbox"])
def test_a_server_that_died_unnoticed_is_told_once_by_letting_a_key_go(desk: Desk) -> None:
    desk.register("ctrl+alt+h")
    desk.session.kill_server()
    desk.hotkeys.unregister("ctrl+alt+h")
    desk.rest(0.1)
    assert desk.problems == [SERVER_GONE]


@pytest.mark.parametrize("wm", ["openbox"])
def test_a_server_that_dies_while_a_new_layout_is_read_is_told_once(
    desk: Desk, monkeypatch: pytest.MonkeyPatch
) -> None:
    def read_too_late(connection: XConnection) -> Keymap:
        desk.session.kill_server()
        return read_keymap(connection)

    desk.register("ctrl+alt+h")
    monkeypatch.setattr("triggers.hotkeys.x11.read_keymap", read_too_late)
    desk.session.layout("de")
    desk.rest(0.5)
    assert desk.problems == [SERVER_GONE]


@pytest.mark.parametrize("wm", ["openbox"])
def test_a_server_that_is_back_gets_the_keys_again(session: XSession) -> None:
    told: list[tuple[str | None, str]] = []
    pressed: list[str] = []
    make = lambda loop, tell: X11Hotkeys(loop, tell, lambda: XConnection(session.display))  # noqa: E731 # a Factory
    loop = SelectorLoop()
    hotkeys = MovingOn(
        loop, lambda chord, why: told.append((chord, why.reason if why else "")), [Candidate("x11", make)]
    )
    assert hotkeys.register("ctrl+alt+h", lambda: pressed.append("h"))
    session.kill_server()
    assert loop.run(lambda: len(told) == 2, 10)
    assert told[0] == SERVER_GONE
    session.spawn("Xvfb", session.display, "-screen", "0", "640x480x24", "-nolisten", "tcp")
    assert loop.run(lambda: told[2:] == [("ctrl+alt+h", "")], 30)
    session.key("ctrl+alt+h")
    assert loop.run(lambda: pressed == ["h"], 10)
    hotkeys.close()
    loop.close()


def test_without_a_display_it_says_so(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.delenv("DISPLAY", raising=False)
    loop = SelectorLoop()
    with pytest.raises(HotkeyError, match="DISPLAY is not set"):
        X11Hotkeys(loop)
    loop.close()
