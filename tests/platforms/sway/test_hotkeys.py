"""Hotkeys with a real sway and a real keyboard of its seat."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from pathlib import Path

import pytest

from tests.platforms.sway.sway_session import SwaySession
from triggers.hotkeys.base import HotkeyError, HotkeyRegistrar, HotkeyTakenError, Tell
from triggers.hotkeys.moving_on import MovingOn
from triggers.hotkeys.sway import SwayHotkeys
from triggers.loop import Loop, SelectorLoop
from triggers.selection import Candidate


class Keys:
    """A registrar at work, with what it said."""

    def __init__(self, session: SwaySession) -> None:
        self.session = session
        self.loop = SelectorLoop()
        self.lost: list[tuple[str | None, HotkeyError]] = []
        self.pressed: list[str] = []
        self.working: set[str | None] = set()
        self.hotkeys = MovingOn(self.loop, self._told, [Candidate("sway", self._make)])

    def register(self, chord: str) -> None:
        """Register and wait until sway has it, or has refused it."""
        assert not self.hotkeys.register(chord, lambda: self.pressed.append(chord))
        self.rest()

    def _make(self, loop: Loop, tell: Tell) -> HotkeyRegistrar:
        return SwayHotkeys(loop, tell, lambda: Path(self.session.env.get("SWAYSOCK", "/nowhere")))

    def _told(self, chord: str | None, why: HotkeyError | None) -> None:
        if why is None:
            self.working.add(chord)
        else:
            self.lost.append((chord, why))
            self.working -= {chord} if chord is not None else self.working

    def until(self, holds: Callable[[], bool]) -> None:
        assert self.loop.run(holds, 5), (self.pressed, self.lost)

    def rest(self, seconds: float = 0.3) -> None:
        self.loop.run(lambda: False, seconds)


@pytest.fixture
def keys(session: SwaySession) -> Iterator[Keys]:
    made = Keys(session)
    yield made
    made.hotkeys.close()
    made.loop.close()


def test_a_press_is_told_once_however_long_it_is_held_and_reaches_nobody_else(
    session: SwaySession, keys: Keys
) -> None:
    letter = session.terminal("Letter")
    keys.register("ctrl+alt+space")
    session.programs.run(
        "wtype",
        "-M",
        "ctrl",
        "-M",
        "alt",
        "-P",
        "space",
        "-s",
        "1200",
        "-p",
        "space",
        "-m",
        "alt",
        "-m",
        "ctrl",
    )
    keys.until(lambda: bool(keys.pressed))
    session.press("space", "ctrl", "alt")
    keys.until(lambda: len(keys.pressed) == 2)
    session.press("space", "ctrl")
    session.type("x")
    keys.rest()
    assert len(keys.pressed) == 2
    assert "x" in letter.typed
    assert keys.lost == []


def test_what_the_person_has_bound_is_left_alone(keys: Keys) -> None:
    keys.register("ctrl+alt+t")
    keys.register("super+return")
    assert [chord for chord, _ in keys.lost] == ["ctrl+alt+t", "super+return"]
    assert all(isinstance(problem, HotkeyTakenError) for _, problem in keys.lost)
    assert keys.lost[0][1].reason == "Ctrl+Alt+T is bound to something else in sway's configuration"


def test_it_is_bound_again_when_sway_has_read_its_configuration_anew(
    session: SwaySession, keys: Keys
) -> None:
    keys.register("ctrl+alt+space")
    session.ask("reload")
    keys.rest(1)
    session.press("space", "ctrl", "alt")
    keys.until(lambda: keys.pressed == ["ctrl+alt+space"])


def test_what_is_let_go_is_the_apps_again(session: SwaySession, keys: Keys) -> None:
    letter = session.terminal("Letter")
    keys.register("ctrl+alt+h")
    keys.register("super+f9")
    keys.hotkeys.unregister("ctrl+alt+h")
    keys.rest()
    session.press("h", "ctrl", "alt")
    session.wait_for(lambda: letter.typed, "the key in the window")
    keys.hotkeys.close()
    watching = Keys(session)
    session.press("F9", "logo")
    watching.rest()
    watching.hotkeys.close()
    watching.loop.close()
    assert keys.pressed == []
    assert len(letter.typed) > 2, "super+f9 is still bound"


def test_the_end_of_sway_is_told(session: SwaySession, keys: Keys) -> None:
    keys.register("ctrl+alt+space")
    session.kill_sway()
    keys.until(lambda: bool(keys.lost))
    assert keys.lost[0][0] is None
    keys.hotkeys.unregister("ctrl+alt+space")


def test_when_sway_is_back_the_keys_are_bound_again_and_that_is_told(
    session: SwaySession, keys: Keys
) -> None:
    keys.register("ctrl+alt+space")
    keys.register("ctrl+alt+t")
    assert keys.working == {"ctrl+alt+space"}
    session.kill_sway()
    keys.until(lambda: keys.lost[-1][0] is None)
    session.start_sway()
    assert keys.loop.run(lambda: bool(keys.working), 20)
    session.press("space", "ctrl", "alt")
    keys.until(lambda: keys.pressed == ["ctrl+alt+space"])
    assert keys.working == {"ctrl+alt+space"}  # the other one is the person's own
