from __future__ import annotations

import threading
from collections.abc import Callable, Iterator
from enum import Enum
from types import ModuleType
from typing import Any

import pytest

from triggers.hotkeys import pynput
from triggers.hotkeys.base import HotkeyError
from triggers.hotkeys.pynput import PynputHotkeys
from triggers.loop import SelectorLoop


class Special(Enum):
    """Special keys as pynput names them."""

    ctrl_l = 1
    ctrl_r = 2
    alt = 3
    alt_r = 4
    cmd = 5
    page_up = 6
    space = 7
    media_next = 8


class Character:
    """A character key as pynput has it."""

    def __init__(self, char: str | None) -> None:
        self.char = char


class Listener(threading.Thread):
    """Stands in for pynput's listener: keys are pressed by the test, in the listener's place."""

    def __init__(self, on_press: Callable[..., None], on_release: Callable[..., None]) -> None:
        super().__init__(daemon=True)
        self.on_press, self.on_release = on_press, on_release
        self._over = threading.Event()

    def run(self) -> None:
        self._over.wait()

    def stop(self) -> None:
        self._over.set()

    die = stop

    def canonical(self, key: Character) -> Character:
        return Character(key.char.lower() if key.char else None)


class Keyboard(ModuleType):
    """Stands in for pynput.keyboard."""

    def __init__(self) -> None:
        super().__init__("keyboard")
        self.listeners: list[Listener] = []

    def Listener(self, **callbacks: Any) -> Listener:
        self.listeners.append(Listener(**callbacks))
        return self.listeners[-1]

    def type(self, *keys: Special | str | None) -> None:
        """Press all, then release all, as a hand does."""
        signs = [Character(key) if isinstance(key, str) else key for key in keys]
        for sign in signs:
            self.listeners[-1].on_press(sign, False)
        for sign in reversed(signs):
            self.listeners[-1].on_release(sign, False)


class Desk:
    def __init__(self) -> None:
        self.loop = SelectorLoop()
        self.keyboard = Keyboard()
        self.pressed: list[tuple[str, int]] = []
        self.problems: list[tuple[str | None, HotkeyError]] = []
        self.hotkeys = PynputHotkeys(
            self.loop, lambda *lost: self.problems.append(lost), load=lambda: self.keyboard
        )

    def register(self, chord: str) -> None:
        self.hotkeys.register(chord, lambda: self.pressed.append((chord, threading.get_ident())))

    def until(self, holds: Callable[[], bool]) -> None:
        assert self.loop.run(holds, 5)

    def rest(self) -> None:
        self.loop.run(lambda: False, 0.05)

    @property
    def chords(self) -> list[str]:
        return [chord for chord, _ in self.pressed]


@pytest.fixture
def desk() -> Iterator[Desk]:
    made = Desk()
    yield made
    made.hotkeys.close()
    made.loop.close()


def test_it_listens_to_nothing_before_something_is_registered(desk: Desk) -> None:
    assert desk.keyboard.listeners == []


def test_a_chord_fires_in_the_loops_thread(desk: Desk) -> None:
    desk.register("ctrl+alt+h")
    hand = threading.Thread(target=desk.keyboard.type, args=(Special.ctrl_l, Special.alt, "H"))
    hand.start()
    hand.join()
    assert desk.pressed == []  # the listener's thread only hands over
    desk.until(lambda: desk.pressed == [("ctrl+alt+h", threading.get_ident())])


@pytest.mark.parametrize(
    ("chord", "keys"),
    [
        ("ctrl+alt+h", (Special.ctrl_r, Special.alt_r, "h")),
        ("super+space", (Special.cmd, Special.space)),
        ("alt+pageup", (Special.alt, Special.page_up)),
        ("ctrl+period", (Special.ctrl_l, ".")),
    ],
)
def test_keys_have_our_names(desk: Desk, chord: str, keys: tuple[Special | str, ...]) -> None:
    desk.register(chord)
    desk.keyboard.type(*keys)
    desk.until(lambda: desk.chords == [chord])


def test_unknown_keys_are_no_trouble(desk: Desk) -> None:
    desk.register("ctrl+alt+h")
    desk.keyboard.type(Special.media_next, None)
    desk.keyboard.listeners[-1].on_press(Character(None))
    desk.keyboard.type(Special.ctrl_l, Special.alt, "h")
    desk.until(lambda: desk.chords == ["ctrl+alt+h"])


def test_a_failing_callback_does_not_end_the_listening(desk: Desk) -> None:
    desk.hotkeys.register("ctrl+alt+j", [].pop)
    desk.register("ctrl+alt+h")
    desk.keyboard.type(Special.ctrl_l, Special.alt, "j")
    with pytest.raises(IndexError):
        desk.rest()
    desk.keyboard.type(Special.ctrl_l, Special.alt, "h")
    desk.until(lambda: desk.chords == ["ctrl+alt+h"])


def test_unregistered_and_closed_chords_fire_no_more(desk: Desk) -> None:
    for chord in ("ctrl+alt+h", "ctrl+alt+j"):
        desk.register(chord)
    desk.hotkeys.unregister("ctrl+alt+h")
    desk.keyboard.type(Special.ctrl_l, Special.alt, "h")
    desk.keyboard.type(Special.ctrl_l, Special.alt, "j")
    desk.hotkeys.close()
    desk.hotkeys.close()
    desk.rest()
    assert desk.chords == []
    assert not desk.keyboard.listeners[-1].is_alive()
    assert desk.problems == []


def test_with_the_last_chord_the_listening_ends_and_with_a_new_one_it_begins_again(desk: Desk) -> None:
    for chord in ("ctrl+alt+h", "ctrl+alt+j"):
        desk.register(chord)
    desk.hotkeys.unregister("ctrl+alt+h")
    assert desk.keyboard.listeners[-1].is_alive()
    desk.hotkeys.unregister("ctrl+alt+j")
    desk.keyboard.listeners[-1].join(5)
    assert not desk.keyboard.listeners[-1].is_alive()
    desk.rest()
    assert len(desk.keyboard.listeners) == 1  # its end was no death

    desk.register("ctrl+alt+k")
    desk.keyboard.type(Special.ctrl_l, Special.alt, "k")
    desk.until(lambda: desk.chords == ["ctrl+alt+k"])
    assert len(desk.keyboard.listeners) == 2


def test_deaths_long_apart_are_never_too_many(desk: Desk, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(pynput, "_RESTART_AFTER", 0.01)
    monkeypatch.setattr(pynput, "_CALM", 0.02)
    desk.register("ctrl+alt+h")
    for number in range(1, 7):
        desk.rest()
        desk.keyboard.listeners[-1].die()
        desk.until(lambda number=number: len(desk.keyboard.listeners) == number + 1)  # type: ignore[misc]
    assert desk.problems == []


def test_a_listener_that_dies_is_replaced_and_at_last_told(
    desk: Desk, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(pynput, "_RESTART_AFTER", 0.01)
    desk.register("ctrl+alt+h")
    for number in range(1, 4):
        desk.keyboard.listeners[-1].die()
        desk.until(lambda number=number: len(desk.keyboard.listeners) == number + 1)  # type: ignore[misc]
    desk.keyboard.type(Special.ctrl_l, Special.alt, "h")
    desk.until(lambda: desk.chords == ["ctrl+alt+h"])
    assert desk.problems == []
    desk.keyboard.listeners[-1].die()
    desk.until(lambda: len(desk.problems) == 1)
    ((chord, problem),) = desk.problems
    assert chord is None  # all of them
    assert problem.remedy == "It is tried again now and then."


def test_nonsense_starts_no_listener(desk: Desk) -> None:
    with pytest.raises(HotkeyError):
        desk.register("nonsense")
    assert desk.keyboard.listeners == []


@pytest.mark.parametrize(
    ("problem", "reason"),
    [
        (HotkeyError("no display", "log in"), "no display"),
        (ImportError("no backend"), "pynput cannot be used: no backend"),
        (RuntimeError("no display name"), "pynput cannot be used: no display name"),
    ],
)
def test_where_it_cannot_be_used_it_says_why(problem: Exception, reason: str) -> None:
    def load() -> ModuleType:
        raise problem

    loop = SelectorLoop()
    with pytest.raises(HotkeyError) as raised:
        PynputHotkeys(loop, load=load)
    assert raised.value.reason == reason
    loop.close()


def test_on_macos_it_is_never_used_beside_qt(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("sys.platform", "darwin")
    with pytest.raises(HotkeyError, match="macOS"):
        pynput.load_pynput()
