from __future__ import annotations

from collections.abc import Iterator

import pytest

from tests.platforms.wine.victims import Program, turn_for, turn_until
from triggers.hotkeys.base import HotkeyError, HotkeyTakenError
from triggers.hotkeys.selector import choose_hotkeys
from triggers.hotkeys.win32 import Win32Hotkeys
from triggers.loop import SelectorLoop

CTRL, ALT, K = 0x11, 0x12, 0x4B
ALT_AND_CTRL = 3


@pytest.fixture
def hotkeys(loop: SelectorLoop) -> Iterator[Win32Hotkeys]:
    running = Win32Hotkeys(loop)
    yield running
    running.close()
    running.close()


def test_it_is_what_windows_uses_first(loop: SelectorLoop) -> None:
    choice = choose_hotkeys(loop)
    used = choice.name, choice.passed_over
    choice.close()
    assert used == ("win32", ())


def test_a_press_in_another_program_is_heard_once(
    loop: SelectorLoop, program: Program, hotkeys: Win32Hotkeys
) -> None:
    pressed: list[str] = []
    hotkeys.register("ctrl+alt+k", lambda: pressed.append("k"))
    hotkeys.register("ctrl+alt+space", lambda: pressed.append("space"))
    program.show("A", "editor")
    program.ask("press", CTRL, ALT, K)
    turn_until(loop, lambda: pressed != [], "the hotkey")
    program.ask("press", CTRL, K)
    turn_for(loop, 0.3)
    assert pressed == ["k"]


def test_one_given_back_is_heard_no_more_and_free_for_others(
    loop: SelectorLoop, program: Program, hotkeys: Win32Hotkeys
) -> None:
    pressed: list[str] = []
    hotkeys.register("ctrl+alt+k", lambda: pressed.append("k"))
    assert program.ask("hotkey", ALT_AND_CTRL, K) is False
    hotkeys.unregister("ctrl+alt+k")
    hotkeys.unregister("ctrl+alt+k")
    hotkeys.register("ctrl+alt+l", lambda: None)  # runs after it in the thread
    assert program.ask("hotkey", ALT_AND_CTRL, K) is True
    program.ask("press", CTRL, ALT, K)
    turn_for(loop, 0.3)
    assert pressed == []


def test_keys_of_another_program_are_refused_with_free_ones(program: Program, hotkeys: Win32Hotkeys) -> None:
    assert program.ask("hotkey", ALT_AND_CTRL, K)
    with pytest.raises(HotkeyTakenError) as problem:
        hotkeys.register("ctrl+alt+k", lambda: None)
    assert problem.value.reason == "Ctrl+Alt+K is already used by another program"
    assert problem.value.remedy.startswith("Ctrl+Shift+K and Super+K are free")


@pytest.mark.parametrize("chord", ["super+l", "ctrl+alt+delete", "f12", "alt+tab"])
def test_what_windows_keeps_is_explained(chord: str, hotkeys: Win32Hotkeys) -> None:
    with pytest.raises(HotkeyError, match="Windows keeps"):
        hotkeys.register(chord, lambda: None)


def test_registering_again_replaces_what_it_does(
    loop: SelectorLoop, program: Program, hotkeys: Win32Hotkeys
) -> None:
    pressed: list[str] = []
    hotkeys.register("ctrl+alt+k", lambda: pressed.append("old"))
    hotkeys.register("Ctrl+Alt+K", lambda: pressed.append("new"))
    program.show("A", "editor")
    program.ask("press", CTRL, ALT, K)
    turn_until(loop, lambda: pressed != [], "the hotkey")
    assert pressed == ["new"]


def test_after_the_end_nothing_is_registered_and_nobody_waits(hotkeys: Win32Hotkeys) -> None:
    hotkeys.close()
    with pytest.raises(HotkeyError, match="has ended"):
        hotkeys.register("ctrl+alt+k", lambda: None)
