"""Hotkeys on macOS, against a Carbon of the test's own."""

from __future__ import annotations

from collections.abc import Callable, Iterable

import pytest

from tests.triggers.fake_loop import FakeLoop
from triggers.hotkeys.base import HotkeyError, HotkeyTakenError
from triggers.hotkeys.carbon import CarbonHotkeys
from triggers.hotkeys.carbon_keys import OTHERS, SIGNS
from triggers.hotkeys.keys import KEYS
from triggers.macos_carbon import COMMAND, CONTROL, HOTKEY_EXISTS, OPTION, SHIFT, CarbonError, Stop

A, Z, Y = 0x00, 0x06, 0x10


class FakeCarbon:
    """Grants keys that are not ``taken``; ``layout`` is what the keys type."""

    def __init__(self) -> None:
        self.layout: dict[str, int] = {}
        self.taken: set[tuple[int, int]] = set()
        self.held: dict[int, tuple[int, int]] = {}
        self.status = HOTKEY_EXISTS
        self.pressed: Callable[[int], None] | None = None
        self.layout_changed: Callable[[], None] = lambda: None

    def signs(self, codes: Iterable[int]) -> dict[str, int]:
        wanted = set(codes)
        return {sign: code for sign, code in self.layout.items() if code in wanted}

    def register(self, number: int, code: int, mask: int) -> int:
        if (code, mask) in {*self.taken, *self.held.values()}:
            raise CarbonError(self.status)
        self.held[number] = (code, mask)
        return number

    def unregister(self, registration: int) -> None:
        del self.held[registration]

    def listen(self, pressed: Callable[[int], None], layout_changed: Callable[[], None]) -> Stop:
        self.pressed, self.layout_changed = pressed, layout_changed

        def stop() -> None:
            self.pressed = None

        return stop

    def press(self, code: int, mask: int) -> None:
        for number, held in self.held.items():
            if held == (code, mask) and self.pressed is not None:
                self.pressed(number)


class Desk:
    def __init__(self) -> None:
        self.loop, self.carbon = FakeLoop(), FakeCarbon()
        self.lost: list[tuple[str | None, HotkeyError | None]] = []
        self.fired: list[str] = []
        self.hotkeys = CarbonHotkeys(
            self.loop, lambda chord, why: self.lost.append((chord, why)), lambda: self.carbon
        )

    def register(self, chord: str) -> None:
        self.hotkeys.register(chord, lambda: self.fired.append(chord))

    def press(self, code: int, mask: int) -> list[str]:
        self.fired.clear()
        self.carbon.press(code, mask)
        self.loop.advance(0)
        return self.fired


@pytest.fixture
def desk() -> Desk:
    return Desk()


def test_a_registered_chord_fires_and_an_unregistered_one_does_not(desk: Desk) -> None:
    desk.register("ctrl+alt+space")
    desk.register("super+shift+a")
    assert desk.press(OTHERS["space"], CONTROL | OPTION) == ["ctrl+alt+space"]
    assert desk.press(A, COMMAND | SHIFT) == ["super+shift+a"]
    desk.hotkeys.unregister("super+shift+a")
    desk.hotkeys.unregister("super+shift+a")
    assert desk.press(A, COMMAND | SHIFT) == []


def test_registering_again_replaces_what_it_does(desk: Desk) -> None:
    desk.register("ctrl+alt+a")
    desk.hotkeys.register("Ctrl+Alt+A", lambda: desk.fired.append("new"))
    assert desk.press(A, CONTROL | OPTION) == ["new"]
    assert len(desk.carbon.held) == 1


def test_what_an_action_raises_is_raised_in_the_loop(desk: Desk) -> None:
    def failing() -> None:
        raise KeyError

    desk.hotkeys.register("ctrl+alt+a", failing)
    desk.carbon.press(A, CONTROL | OPTION)
    with pytest.raises(KeyError):
        desk.loop.advance(0)


def test_taken_keys_are_told_and_nothing_is_kept(desk: Desk) -> None:
    desk.carbon.taken.add((A, CONTROL | OPTION))
    with pytest.raises(HotkeyTakenError) as problem:
        desk.register("ctrl+alt+a")
    assert "Ctrl+Alt+A" in problem.value.reason
    assert problem.value.remedy
    desk.carbon.taken.clear()
    desk.register("ctrl+alt+a")
    assert desk.press(A, CONTROL | OPTION) == ["ctrl+alt+a"]


def test_another_refusal_is_told_with_its_number(desk: Desk) -> None:
    desk.carbon.taken.add((A, CONTROL | OPTION))
    desk.carbon.status = -50
    with pytest.raises(HotkeyError, match="-50") as problem:
        desk.register("ctrl+alt+a")
    assert not isinstance(problem.value, HotkeyTakenError)


def test_a_chord_means_the_sign_and_not_the_place(desk: Desk) -> None:
    desk.carbon.layout = {"z": Y, "y": Z}  # German
    desk.register("ctrl+alt+z")
    assert desk.press(Y, CONTROL | OPTION) == ["ctrl+alt+z"]


def test_signs_that_change_places_are_followed(desk: Desk) -> None:
    desk.carbon.layout = {"z": Z, "y": Y}
    desk.register("ctrl+alt+z")
    desk.register("ctrl+alt+y")
    desk.carbon.layout = {"z": Y, "y": Z}
    desk.carbon.layout_changed()
    assert desk.press(Y, CONTROL | OPTION) == ["ctrl+alt+z"]
    assert desk.press(Z, CONTROL | OPTION) == ["ctrl+alt+y"]
    assert desk.lost == []


def test_a_key_that_is_taken_on_the_new_layout_is_told_and_comes_back(desk: Desk) -> None:
    desk.register("ctrl+alt+z")
    desk.carbon.taken.add((Y, CONTROL | OPTION))
    desk.carbon.layout = {"z": Y}
    desk.carbon.layout_changed()
    assert [chord for chord, _ in desk.lost] == ["ctrl+alt+z"]
    desk.carbon.taken.clear()
    desk.carbon.layout_changed()
    assert desk.press(Y, CONTROL | OPTION) == ["ctrl+alt+z"]


def test_a_key_no_mac_has(desk: Desk) -> None:
    with pytest.raises(HotkeyError, match="no key of a Mac") as problem:
        desk.register("ctrl+alt+f24")
    assert problem.value.remedy


def test_every_other_key_has_a_place() -> None:
    assert KEYS.keys() - SIGNS.keys() - OTHERS.keys() == {"menu", "f21", "f22", "f23", "f24"}
    assert (SIGNS.keys() | OTHERS.keys()) <= KEYS.keys()


def test_close_gives_everything_back(desk: Desk) -> None:
    desk.register("ctrl+alt+a")
    desk.hotkeys.close()
    desk.hotkeys.close()
    assert (desk.carbon.held, desk.carbon.pressed) == ({}, None)


def test_elsewhere_it_refuses() -> None:
    with pytest.raises(HotkeyError, match="not macOS"):
        CarbonHotkeys(FakeLoop())
