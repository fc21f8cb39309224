from __future__ import annotations

import sys
from collections.abc import Callable

import pytest

from tests.triggers.fake_loop import FakeLoop
from triggers.hotkeys.base import HotkeyError, HotkeyRegistrar, TellLost
from triggers.hotkeys.selector import BY_SYSTEM, CANDIDATES, choose_hotkeys
from triggers.loop import Loop
from triggers.selection import Candidate, PassedOver


class Working:
    """A registrar that grants everything."""

    name = "working"

    def __init__(self, tell_lost: TellLost) -> None:
        self.tell_lost = tell_lost

    def register(self, chord: str, pressed: Callable[[], None]) -> None: ...

    def unregister(self, chord: str) -> None: ...

    def close(self) -> None: ...


def working(loop: Loop, tell_lost: TellLost) -> HotkeyRegistrar:
    return Working(tell_lost)


def failing(loop: Loop, tell_lost: TellLost) -> HotkeyRegistrar:
    raise HotkeyError("no display", "log in")


def missing(loop: Loop, tell_lost: TellLost) -> HotkeyRegistrar:
    raise ImportError("no module named 'pynput'")


def test_the_first_that_works_is_taken_and_hears_where_to_tell_problems() -> None:
    heard: list[tuple[str | None, str]] = []
    hotkeys = choose_hotkeys(
        FakeLoop(),
        lambda chord, problem: heard.append((chord, problem.reason)),
        [Candidate("a", failing), Candidate("b", working), Candidate("c", failing)],
    )
    assert isinstance(hotkeys.registrar, Working)
    hotkeys.registrar.tell_lost("super+f1", HotkeyError("lost"))
    assert heard == [("super+f1", "lost")]
    assert hotkeys.passed_over == (PassedOver("a", "no display", "log in"),)


def test_when_none_works_each_hotkey_is_refused_with_all_reasons_and_another_way() -> None:
    hotkeys = choose_hotkeys(FakeLoop(), candidates=[Candidate("a", failing), Candidate("b", missing)])
    assert hotkeys.name == "none"
    with pytest.raises(HotkeyError) as problem:
        hotkeys.register("ctrl+alt+h", lambda: None)
    assert "a: no display; b: a library is missing" in problem.value.reason
    assert "sidecue palette" in problem.value.remedy
    hotkeys.unregister("ctrl+alt+h")
    hotkeys.close()


def test_registering_comes_before_watching() -> None:
    names = {system: [candidate.name for candidate in ones] for system, ones in BY_SYSTEM.items()}
    assert names["linux"][:2] == ["x11", "sway"]
    assert all(ones[-1] == "pynput" for ones in names.values())


@pytest.mark.skipif(sys.platform == "win32", reason="the way of X11")
def test_without_a_display_each_of_ours_explains_itself(monkeypatch: pytest.MonkeyPatch) -> None:
    for name in ("DISPLAY", "WAYLAND_DISPLAY"):
        monkeypatch.delenv(name, raising=False)
    monkeypatch.setattr("sys.platform", "linux")
    hotkeys = choose_hotkeys(FakeLoop())
    assert hotkeys.name == "none"
    reasons = {one.name: one.reason for one in hotkeys.passed_over}
    assert list(reasons) == [candidate.name for candidate in CANDIDATES]
    assert all("DISPLAY" in reasons[name] for name in ("x11", "pynput"))
    assert all("session bus" in reasons[name] for name in ("kwin", "portal"))
