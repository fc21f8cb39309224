from __future__ import annotations

import threading
import time
from collections.abc import Callable, Iterator
from types import ModuleType
from typing import Any

import pytest

from triggers.context import Rect, WindowInfo
from triggers.loop import SelectorLoop
from triggers.sources import polling
from triggers.sources.base import (
    NothingFocused,
    Observation,
    SourceState,
    SourceUnavailableError,
    Unavailable,
)
from triggers.sources.polling import PollingSource

OWN_PID = 4242


class Screen(ModuleType):
    """Stands in for the module pywinctl: what it shows is set by the test, what it does is noted."""

    def __init__(self) -> None:
        super().__init__("screen")
        self.show: Callable[[], Any] = lambda: None
        self.threads: set[int] = set()
        self.activated: list[int] = []

    def getActiveWindow(self) -> Any:
        self.threads.add(threading.get_ident())
        return self.show()

    def getAllWindows(self) -> list[Any]:
        return [Window(self, number) for number in (1, 2)]


class Window:
    left, top, width, height = 10, 20, 300, 200

    def __init__(self, screen: Screen, number: int, title: str = "t", pid: int = 0) -> None:
        self._screen = screen
        self._number = number
        self._pid = pid
        self.title = title

    def getHandle(self) -> int:
        return self._number

    def getPID(self) -> int:
        return self._pid

    def activate(self) -> None:
        self._screen.activated.append(self._number)


class Desk:
    """A polling source on a screen."""

    def __init__(self) -> None:
        self.loop = SelectorLoop()
        self.screen = Screen()
        self.got: list[Observation] = []
        self.source = PollingSource(self.loop, OWN_PID, interval=0.005, load=lambda: self.screen)

    @property
    def states(self) -> list[SourceState]:
        return [observation.state for observation in self.got]

    def until(self, holds: Callable[[], bool]) -> None:
        assert self.loop.run(holds, 5), self.states

    def rest(self) -> None:
        self.loop.run(lambda: False, 0.1)


@pytest.fixture
def desk() -> Iterator[Desk]:
    made = Desk()
    yield made
    made.source.close()
    made.loop.close()


def test_it_tells_what_it_sees_and_only_what_changed(desk: Desk) -> None:
    desk.screen.show = lambda: Window(desk.screen, 1, "one")
    desk.source.start(desk.got.append)
    desk.until(lambda: bool(desk.got))
    desk.rest()
    desk.screen.show = lambda: Window(desk.screen, 2, "two")
    desk.until(lambda: len(desk.got) == 2)
    desk.screen.show = lambda: None
    desk.until(lambda: desk.states[-1] == NothingFocused())
    assert desk.states[:2] == [
        WindowInfo(number, "", "", title, None, Rect(10, 20, 300, 200))
        for number, title in ((1, "one"), (2, "two"))
    ]


def test_all_calls_come_from_one_thread_that_is_not_the_loops(desk: Desk) -> None:
    desk.source.start(desk.got.append)
    desk.until(lambda: bool(desk.got))
    desk.rest()
    assert len(desk.screen.threads) == 1
    assert threading.get_ident() not in desk.screen.threads


def test_our_own_windows_leave_the_last_one_standing(desk: Desk) -> None:
    desk.screen.show = lambda: Window(desk.screen, 1)
    desk.source.start(desk.got.append)
    desk.until(lambda: bool(desk.got))
    desk.screen.show = lambda: Window(desk.screen, 9, pid=OWN_PID)
    desk.rest()
    assert len(desk.got) == 1


def test_a_look_that_fails_is_a_window_closing_and_many_are_a_reason(desk: Desk) -> None:
    failures = 0

    def fail_for_a_while() -> Any:
        nonlocal failures
        failures += 1
        if failures in (1, 2) or failures > 50:
            raise UnicodeDecodeError("utf-8", b"secret title", 0, 1, "bad")
        return Window(desk.screen, 1)

    desk.screen.show = fail_for_a_while
    desk.source.start(desk.got.append)
    desk.until(lambda: len(desk.got) == 2)
    assert isinstance(desk.states[0], WindowInfo)
    assert desk.states[1] == Unavailable("PyWinCtl cannot read the active window: UnicodeDecodeError")
    desk.screen.show = lambda: Window(desk.screen, 1)
    desk.until(lambda: isinstance(desk.states[-1], WindowInfo))


def test_it_activates_in_its_own_thread_and_survives_a_window_that_is_gone(desk: Desk) -> None:
    desk.source.start(desk.got.append)
    for number in (2, 77):
        desk.source.activate(number)
    desk.until(lambda: desk.screen.activated == [2])
    desk.screen.show = lambda: Window(desk.screen, 1)
    desk.until(lambda: isinstance(desk.states[-1], WindowInfo))


@pytest.mark.parametrize(
    ("problem", "reason"),
    [
        (SourceUnavailableError("Wayland", "log in again"), "Wayland"),
        (ImportError("no module named pywinctl"), "PyWinCtl cannot be used: no module named pywinctl"),
        (RuntimeError("no display"), "PyWinCtl cannot be used: no display"),
    ],
)
def test_an_import_that_fails_is_told_with_its_reason(desk: Desk, problem: Exception, reason: str) -> None:
    def load() -> ModuleType:
        raise problem

    source = PollingSource(desk.loop, OWN_PID, load=load)
    with pytest.raises(SourceUnavailableError) as raised:
        source.start(desk.got.append)
    assert raised.value.reason == reason


def test_an_import_that_hangs_is_told_too(desk: Desk, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(polling, "_IMPORT_PATIENCE", 0.05)
    monkeypatch.setattr(polling, "_CLOSE_PATIENCE", 0.05)
    released = threading.Event()

    def load() -> ModuleType:
        released.wait()
        return desk.screen

    with pytest.raises(SourceUnavailableError, match="did not load within"):
        PollingSource(desk.loop, OWN_PID, load=load).start(desk.got.append)
    released.set()
    desk.rest()
    assert desk.got == []


def test_a_call_that_hangs_does_not_hang_close(desk: Desk, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(polling, "_CLOSE_PATIENCE", 0.05)
    released = threading.Event()
    hanging = threading.Event()

    def hang() -> None:
        hanging.set()
        released.wait()

    desk.screen.show = hang
    desk.source.start(desk.got.append)
    assert hanging.wait(5)
    started = time.monotonic()
    desk.source.close()
    assert time.monotonic() - started < 1
    released.set()
    desk.rest()
    assert desk.got == []


def test_nothing_is_told_after_close_and_the_thread_is_gone(desk: Desk) -> None:
    desk.screen.show = lambda: Window(desk.screen, 1)
    desk.source.start(desk.got.append)
    desk.source.close()
    desk.source.close()
    desk.rest()
    assert desk.got == []
    assert not [thread for thread in threading.enumerate() if thread.name == "sidecue-polling"]
