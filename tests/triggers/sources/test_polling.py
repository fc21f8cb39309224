from __future__ import annotations

import sys
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
from triggers.sources.polling import STILL_STARTING, PollingSource
from triggers.titles import MAX_LENGTH

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
        self.source = self.polling(lambda: self.screen)

    def polling(self, load: Callable[[], ModuleType]) -> PollingSource:
        return PollingSource(self.loop, OWN_PID, interval=0.005, check=lambda: None, load=load)

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
    assert desk.states[1] == Unavailable(
        "PyWinCtl cannot read the active window: UnicodeDecodeError", passing=True
    )
    desk.screen.show = lambda: Window(desk.screen, 1)
    desk.until(lambda: isinstance(desk.states[-1], WindowInfo))


def test_it_activates_in_its_own_thread_and_survives_a_window_that_is_gone(desk: Desk) -> None:
    desk.source.start(desk.got.append)
    for number in (2, 77):
        desk.source.activate(number)
    desk.until(lambda: desk.screen.activated == [2])
    desk.screen.show = lambda: Window(desk.screen, 1)
    desk.until(lambda: isinstance(desk.states[-1], WindowInfo))


def test_our_own_window_alone_is_nothing_the_person_works_in(desk: Desk) -> None:
    desk.screen.show = lambda: Window(desk.screen, 9, pid=OWN_PID)
    desk.source.start(desk.got.append)
    desk.until(lambda: desk.states == [NothingFocused()])


def test_of_an_endless_title_only_what_rules_compare_is_kept(desk: Desk) -> None:
    desk.screen.show = lambda: Window(desk.screen, 1, "x" * 100_000)
    desk.source.start(desk.got.append)
    desk.until(lambda: bool(desk.got))
    assert isinstance(desk.states[0], WindowInfo)
    assert desk.states[0].title == "x" * MAX_LENGTH


def test_a_session_in_which_it_would_be_misled_is_refused_before_anything_starts(desk: Desk) -> None:
    def check() -> None:
        raise SourceUnavailableError("Xwayland", "log in again")

    source = PollingSource(desk.loop, OWN_PID, check=check, load=lambda: pytest.fail("loaded all the same"))
    with pytest.raises(SourceUnavailableError, match="Xwayland"):
        source.start(desk.got.append)
    source.close()


@pytest.mark.skipif(sys.platform != "linux", reason="Xwayland is Linux")
def test_xwayland_is_refused(monkeypatch: pytest.MonkeyPatch) -> None:
    from triggers.xdisplay import NoXServerError

    def turn_down() -> None:
        raise NoXServerError("The X server is Xwayland", "Choose an X11 session.")

    monkeypatch.setattr("triggers.xdisplay.open_x11", turn_down)
    with pytest.raises(SourceUnavailableError, match="Xwayland") as refused:
        polling.check_session()
    assert refused.value.remedy == "Choose an X11 session."


def test_without_pywinctl_it_says_so(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("sys.platform", "win32")
    monkeypatch.setattr("importlib.util.find_spec", lambda _: None)
    with pytest.raises(SourceUnavailableError, match="not installed"):
        polling.check_session()


@pytest.mark.parametrize("problem", [ImportError("no module named Xlib"), RuntimeError("no display")])
def test_an_import_that_fails_is_told_with_its_reason(desk: Desk, problem: Exception) -> None:
    def load() -> ModuleType:
        raise problem

    source = desk.polling(load)
    source.start(desk.got.append)
    desk.until(lambda: desk.states == [Unavailable(f"PyWinCtl cannot be used: {problem}")])
    source.close()


def test_an_import_that_takes_long_holds_nothing_up_and_is_told(
    desk: Desk, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(polling, "_START_PATIENCE", 0.05)
    released = threading.Event()

    def load() -> ModuleType:
        released.wait()
        return desk.screen

    source = desk.polling(load)
    started = time.monotonic()
    source.start(desk.got.append)
    assert time.monotonic() - started < 1
    desk.until(lambda: desk.states == [STILL_STARTING])
    desk.screen.show = lambda: Window(desk.screen, 1)
    released.set()
    desk.until(lambda: isinstance(desk.states[-1], WindowInfo))
    source.close()


def test_an_import_that_hangs_does_not_hang_close(desk: Desk, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(polling, "_CLOSE_PATIENCE", 0.05)
    monkeypatch.setattr(polling, "_START_PATIENCE", 0.05)
    released = threading.Event()

    def load() -> ModuleType:
        released.wait()
        return desk.screen

    source = desk.polling(load)
    source.start(desk.got.append)
    source.close()
    desk.rest()
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
