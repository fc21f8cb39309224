from __future__ import annotations

from collections.abc import Callable, Mapping

import pytest

from overlay.hotkey_state import HotkeyState
from overlay.hotkeys import Hotkeys
from overlay.settings.table import HOTKEY_PALETTE, HOTKEY_PANEL, Setting, Settings
from tests.triggers.fake_loop import FakeLoop
from triggers.hotkeys.base import HotkeyError, HotkeyRegistrar, HotkeyTakenError, Tell, WaitsError
from triggers.loop import Loop

PALETTE, PANEL = "ctrl+alt+space", "ctrl+alt+return"


class Store:
    """Implements SettingsStore."""

    def __init__(self) -> None:
        self.stored: dict[str, object] = {}

    def settings(self) -> Mapping[str, object]:
        return dict(self.stored)

    def set_setting(self, name: str, value: object) -> None:
        self.stored[name] = value

    def unset_setting(self, name: str) -> None:
        self.stored.pop(name, None)


class Registrar:
    """Implements HotkeyRegistrar; ``taken`` are the chords of other programs."""

    name = "fake"

    def __init__(self) -> None:
        self.registered: dict[str, Callable[[], None]] = {}
        self.purposes: dict[str, str] = {}
        self.taken: set[str] = set()
        self.answers_later = False
        self.tell: Tell = lambda *_: None
        self.closed = False

    def register(self, chord: str, pressed: Callable[[], None], purpose: str = "") -> bool:
        if chord in self.taken or chord in self.registered:
            raise HotkeyTakenError(f"another program has {chord}", "choose other keys")
        self.registered[chord], self.purposes[chord] = pressed, purpose
        return not self.answers_later

    def unregister(self, chord: str) -> None:
        self.registered.pop(chord, None)

    def close(self) -> None:
        self.registered.clear()
        self.closed = True


class Keyboard:
    """Hotkeys with their settings, as the app has them."""

    def __init__(self) -> None:
        self.registrar, self.settings = Registrar(), Settings(Store())
        self.pressed: list[str] = []
        self.told: list[tuple[str, HotkeyState]] = []
        actions = {
            HOTKEY_PALETTE.name: lambda: self.pressed.append("palette"),
            HOTKEY_PANEL.name: lambda: self.pressed.append("panel"),
        }
        self.hotkeys = Hotkeys(FakeLoop(), self.settings, actions, self._tell, self._choose)
        self.settings.listen(self.hotkeys.register)

    def _choose(self, _loop: Loop, tell: Tell) -> HotkeyRegistrar:
        self.registrar.tell = tell
        return self.registrar

    def _tell(self, name: str, state: HotkeyState) -> None:
        self.told.append((name, state))

    def register(self, *settings: Setting[str]) -> None:
        for setting in settings or (HOTKEY_PALETTE, HOTKEY_PANEL):
            self.hotkeys.register(setting)

    def press(self, chord: str) -> None:
        self.registrar.registered[chord]()


@pytest.fixture
def keyboard() -> Keyboard:
    return Keyboard()


def test_each_chord_does_its_own_thing(keyboard: Keyboard) -> None:
    keyboard.register()
    keyboard.press(PANEL)
    keyboard.press(PALETTE)

    assert keyboard.pressed == ["panel", "palette"]
    assert keyboard.told == [
        (HOTKEY_PALETTE.name, HotkeyState(PALETTE)),
        (HOTKEY_PANEL.name, HotkeyState(PANEL)),
    ]


def test_a_changed_setting_takes_the_place_of_the_old_chord(keyboard: Keyboard) -> None:
    keyboard.register()
    keyboard.settings.set(HOTKEY_PALETTE, "super+f1")

    assert set(keyboard.registrar.registered) == {"super+f1", PANEL}
    keyboard.press("super+f1")
    assert keyboard.pressed == ["palette"]


def test_an_empty_setting_is_no_hotkey(keyboard: Keyboard) -> None:
    keyboard.register()
    keyboard.settings.set(HOTKEY_PALETTE, "")

    assert set(keyboard.registrar.registered) == {PANEL}
    assert keyboard.told[-1] == (HOTKEY_PALETTE.name, HotkeyState(""))


def test_a_chord_that_is_taken_is_told_and_keeps_no_other_from_working(keyboard: Keyboard) -> None:
    keyboard.registrar.taken.add(PALETTE)
    keyboard.register()

    assert set(keyboard.registrar.registered) == {PANEL}
    assert keyboard.told[0] == (
        HOTKEY_PALETTE.name,
        HotkeyState(PALETTE, f"another program has {PALETTE}", "choose other keys"),
    )


def test_a_chord_that_failed_can_be_tried_again(keyboard: Keyboard) -> None:
    keyboard.registrar.taken.add(PALETTE)
    keyboard.register(HOTKEY_PALETTE)
    keyboard.registrar.taken.clear()
    keyboard.register(HOTKEY_PALETTE)

    assert keyboard.told[-1] == (HOTKEY_PALETTE.name, HotkeyState(PALETTE))
    assert set(keyboard.registrar.registered) == {PALETTE}


def test_what_waits_for_an_answer_is_said_to_wait_until_it_comes(keyboard: Keyboard) -> None:
    keyboard.registrar.answers_later = True
    keyboard.register()
    assert keyboard.told[0] == (HOTKEY_PALETTE.name, HotkeyState(PALETTE, waits=True))
    assert not keyboard.told[0][1].works

    keyboard.registrar.tell(PALETTE, None)
    keyboard.registrar.tell(PANEL, HotkeyError("not allowed", "ask again"))
    assert keyboard.told[2:] == [
        (HOTKEY_PALETTE.name, HotkeyState(PALETTE)),
        (HOTKEY_PANEL.name, HotkeyState(PANEL, "not allowed", "ask again")),
    ]


def test_what_worked_and_is_asked_for_once_more_is_said_to_wait(keyboard: Keyboard) -> None:
    keyboard.register()
    del keyboard.told[:]
    keyboard.registrar.tell(PALETTE, WaitsError("the portal is being asked for it"))
    keyboard.registrar.tell(PALETTE, None)
    assert keyboard.told == [
        (HOTKEY_PALETTE.name, HotkeyState(PALETTE, waits=True)),
        (HOTKEY_PALETTE.name, HotkeyState(PALETTE)),
    ]


def test_what_is_lost_is_told_and_that_it_works_again(keyboard: Keyboard) -> None:
    keyboard.register()
    keyboard.settings.set(HOTKEY_PANEL, "")
    del keyboard.told[:]
    keyboard.registrar.tell(None, HotkeyError("KWin has gone"))
    keyboard.registrar.tell(PALETTE, None)
    keyboard.registrar.tell(PALETTE, None)  # which is no news
    assert keyboard.told == [
        (HOTKEY_PALETTE.name, HotkeyState(PALETTE, "KWin has gone")),
        (HOTKEY_PALETTE.name, HotkeyState(PALETTE)),
    ]


def test_what_was_lost_is_not_wanted_any_more_once_it_is_changed(keyboard: Keyboard) -> None:
    keyboard.register()
    keyboard.registrar.tell(None, HotkeyError("KWin has gone"))
    keyboard.settings.set(HOTKEY_PALETTE, "super+f1")
    assert set(keyboard.registrar.registered) == {"super+f1", PANEL}


def test_each_chord_comes_with_what_it_is_for(keyboard: Keyboard) -> None:
    keyboard.register()
    assert keyboard.registrar.purposes == {PALETTE: "Open the palette", PANEL: "Into the panel and back"}


def test_while_recording_no_chord_is_ours_and_afterwards_all_are(keyboard: Keyboard) -> None:
    keyboard.register()
    keyboard.hotkeys.recording(True)
    assert keyboard.registrar.registered == {}

    keyboard.settings.set(HOTKEY_PALETTE, "super+f1")  # what was recorded
    keyboard.hotkeys.recording(False)
    assert set(keyboard.registrar.registered) == {"super+f1", PANEL}


def test_closing_lets_the_registrar_go(keyboard: Keyboard) -> None:
    keyboard.register()
    keyboard.hotkeys.close()
    assert keyboard.registrar.closed
