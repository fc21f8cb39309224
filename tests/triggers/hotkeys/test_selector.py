from __future__ import annotations

import sys
from collections.abc import Callable

import pytest

from tests.triggers.fake_loop import FakeLoop
from triggers.hotkeys.base import HotkeyError, HotkeyRegistrar, Tell
from triggers.hotkeys.selector import BY_SYSTEM, CANDIDATES, choose_hotkeys
from triggers.loop import Loop
from triggers.selection import Candidate, PassedOver


class Working:
    """A registrar that grants everything."""

    name = "working"

    def __init__(self, tell: Tell) -> None:
        self.tell = tell

    def register(self, chord: str, pressed: Callable[[], None], purpose: str = "") -> bool:
        self.tell(chord, HotkeyError(f"{purpose} is lost"))
        pressed()
        return True

    def unregister(self, chord: str) -> None: ...

    def close(self) -> None: ...


def working(loop: Loop, tell: Tell) -> HotkeyRegistrar:
    return Working(tell)


def failing(loop: Loop, tell: Tell) -> HotkeyRegistrar:
    raise HotkeyError("no display", "log in")


def missing(loop: Loop, tell: Tell) -> HotkeyRegistrar:
    raise ImportError("no module named 'pynput'")


def test_the_first_that_works_is_taken_and_hears_where_to_tell_problems() -> None:
    heard: list[tuple[str | None, str]] = []
    hotkeys = choose_hotkeys(
        FakeLoop(),
        lambda chord, problem: heard.append((chord, str(problem))),
        [Candidate("a", failing), Candidate("b", working), Candidate("c", failing)],
    )
    assert hotkeys.name == "b"
    assert hotkeys.register("super+f1", lambda: None, "It")
    assert heard == [("super+f1", "It is lost")]
    assert hotkeys.passed_over == (PassedOver("a", "no display", "log in"),)


def test_when_none_works_each_hotkey_is_refused_with_all_reasons_and_another_way() -> None:
    loop, told = FakeLoop(), list[tuple[str | None, HotkeyError | None]]()
    hotkeys = choose_hotkeys(
        loop, lambda *said: told.append(said), [Candidate("a", failing), Candidate("b", missing)]
    )
    assert hotkeys.name == "none"
    assert not hotkeys.register("ctrl+alt+h", lambda: None)
    loop.advance(0)
    ((chord, problem),) = told
    assert chord is None
    assert problem is not None
    assert "a: no display; b: a library is missing" in problem.reason
    assert "sidecue palette" in problem.remedy
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
