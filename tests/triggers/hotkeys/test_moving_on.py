from __future__ import annotations

from collections.abc import Callable

import pytest

from tests.triggers.fake_loop import FakeLoop
from triggers.hotkeys.base import HotkeyError, HotkeyRegistrar, TellLost
from triggers.hotkeys.moving_on import MovingOn
from triggers.loop import Loop
from triggers.selection import Candidate


class Registrar:
    """Registers all but ``refused``; a test says when it fails for good."""

    def __init__(self, name: str, tell_lost: TellLost, refused: str = "") -> None:
        self.name, self.tell_lost, self._refused = name, tell_lost, refused
        self.actions: dict[str, Callable[[], None]] = {}
        self.is_closed = False

    def register(self, chord: str, pressed: Callable[[], None]) -> None:
        if chord == self._refused:
            raise HotkeyError(f"{chord} is taken")
        self.actions[chord] = pressed

    def unregister(self, chord: str) -> None:
        self.actions.pop(chord, None)

    def close(self) -> None:
        self.is_closed = True


class Desk:
    """A row of registrars, made as they are needed."""

    def __init__(self, *names: str, refused: str = "") -> None:
        self.loop = FakeLoop()
        self.made: list[Registrar] = []
        self.lost: list[tuple[str | None, str]] = []
        self._refused = refused
        self.hotkeys = MovingOn(
            self.loop,
            lambda chord, why: self.lost.append((chord, why.reason)),
            [Candidate(name, self._maker(name)) for name in names],
        )

    def fail(self, number: int, chord: str | None, reason: str) -> None:
        self.made[number].tell_lost(chord, HotkeyError(reason))
        self.loop.advance(1)

    def _maker(self, name: str) -> Callable[[Loop, TellLost], HotkeyRegistrar]:
        def make(_loop: Loop, tell_lost: TellLost) -> HotkeyRegistrar:
            if name.startswith("no "):
                raise HotkeyError(f"{name} here")
            self.made.append(Registrar(name, tell_lost, self._refused if self.made else ""))
            return self.made[-1]

        return make


def test_the_next_one_gets_what_is_wanted_when_one_fails_for_good() -> None:
    desk = Desk("kwin", "no middle", "portal")
    pressed: list[str] = []
    desk.hotkeys.register("super+k", lambda: pressed.append("k"))
    desk.hotkeys.register("super+j", lambda: None)
    desk.hotkeys.unregister("super+j")
    desk.fail(0, None, "not running")
    assert (desk.hotkeys.name, desk.made[0].is_closed, desk.lost) == ("portal", True, [])
    assert list(desk.made[1].actions) == ["super+k"]
    desk.made[1].actions["super+k"]()
    assert pressed == ["k"]
    assert [(one.name, one.reason) for one in desk.hotkeys.passed_over] == [
        ("kwin", "not running"),
        ("no middle", "no middle here"),
    ]


def test_the_loss_of_one_chord_is_told_and_nothing_moves() -> None:
    desk = Desk("kwin", "portal")
    desk.hotkeys.register("super+k", lambda: None)
    desk.fail(0, "super+k", "taken")
    assert (desk.hotkeys.name, desk.lost) == ("kwin", [("super+k", "taken")])


def test_when_none_is_left_all_reasons_are_told_and_nothing_registers() -> None:
    desk = Desk("kwin")
    desk.hotkeys.register("super+k", lambda: None)
    desk.fail(0, None, "not running")
    assert desk.lost == [(None, "Global hotkeys do not work here (kwin: not running)")]
    with pytest.raises(HotkeyError, match="kwin: not running"):
        desk.hotkeys.register("super+j", lambda: None)


def test_what_the_next_one_refuses_is_told() -> None:
    desk = Desk("kwin", "portal", refused="super+k")
    desk.hotkeys.register("super+k", lambda: None)
    desk.fail(0, None, "not running")
    assert desk.lost == [("super+k", "super+k is taken")]


def test_one_that_is_not_used_any_more_is_not_listened_to() -> None:
    desk = Desk("kwin", "portal", "pynput")
    desk.fail(0, None, "not running")
    desk.fail(0, None, "once more")
    desk.fail(0, "super+k", "taken")
    assert (desk.hotkeys.name, desk.lost) == ("portal", [])
    desk.hotkeys.close()
    desk.fail(1, None, "gone")
    assert (len(desk.made), desk.lost, desk.made[1].is_closed) == (2, [], True)
