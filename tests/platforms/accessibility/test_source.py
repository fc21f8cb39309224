"""The window source by accessibility, as it sees real applications; under X11, where it can be driven."""

from __future__ import annotations

import socket
from collections.abc import Callable, Iterator
from pathlib import Path
from types import TracebackType
from typing import Self

import pytest

from tests.platforms.accessibility.desktop import NOBODY, AccessibleSession, process_of, qt_app
from triggers.context import WindowInfo
from triggers.loop import SelectorLoop
from triggers.sources.accessibility import AccessibilitySource, graphical_session
from triggers.sources.base import (
    NothingFocused,
    Observation,
    SourceState,
    SourceUnavailableError,
    Unavailable,
)


class Watching:
    """``with Watching() as watching``: the source runs while ``until`` turns its loop."""

    def __init__(self, own_pid: int = NOBODY) -> None:
        self.loop = SelectorLoop()
        self.got: list[Observation] = []
        self.source = AccessibilitySource(self.loop, own_pid, lambda: True)

    def __enter__(self) -> Self:
        self.source.start(self.got.append)
        self.until(lambda: bool(self.got))
        return self

    def __exit__(
        self, kind: type[BaseException] | None, problem: BaseException | None, trace: TracebackType | None
    ) -> None:
        self.source.close()
        self.loop.close()

    @property
    def state(self) -> SourceState:
        return self.got[-1].state

    @property
    def title(self) -> str:
        return self.state.title if isinstance(self.state, WindowInfo) else ""

    def until(self, holds: Callable[[], bool], timeout: float = 10) -> None:
        assert self.loop.run(holds, timeout), [
            (seen.state, getattr(seen.state, "title", "")) for seen in self.got
        ]


@pytest.fixture
def watching(session: AccessibleSession) -> Iterator[Watching]:
    with Watching() as running:
        yield running


def test_without_windows_nothing_is_focused(watching: Watching) -> None:
    assert watching.state == NothingFocused()


def test_it_follows_switches_and_titles_and_the_end(session: AccessibleSession, watching: Watching) -> None:
    app = qt_app(session)
    watching.until(lambda: watching.title == "Order 17")
    first = watching.state
    assert isinstance(first, WindowInfo)
    assert (first.pid, first.window_class) == (app.pid, "")
    assert first.app.startswith("python")
    session.show("Mousepad", "mousepad")
    watching.until(lambda: "Mousepad" in watching.title)
    session.type("x")
    watching.until(lambda: watching.title.startswith("*"))
    session.activate(session.wait_window("Order 17"))  # so soon that Qt may not have noticed it was away
    watching.until(lambda: watching.state == first)  # its number too
    session.programs.end(app)
    watching.until(lambda: watching.state != first)


def test_what_is_active_already_is_found(session: AccessibleSession) -> None:
    qt_app(session)
    with Watching() as watching:
        watching.until(lambda: watching.title == "Order 17")


def test_while_a_window_of_ours_has_the_focus_the_last_one_stays(session: AccessibleSession) -> None:
    ours = qt_app(session)
    number = session.active() or 0
    with Watching(own_pid=ours.pid) as watching:
        session.show("Mousepad", "mousepad")
        watching.until(lambda: "Mousepad" in watching.title)
        told = len(watching.got)
        session.activate(number)
        watching.loop.run(lambda: False, 0.5)
        assert len(watching.got) == told


def test_a_bus_that_dies_is_the_last_word(session: AccessibleSession, watching: Watching) -> None:
    launcher = process_of(watching.loop, session.env["DBUS_SESSION_BUS_ADDRESS"], "org.a11y.Bus")
    for victim in [launcher, *launcher.children()]:
        victim.kill()
    watching.until(lambda: isinstance(watching.state, Unavailable))
    assert isinstance(watching.state, Unavailable)
    assert watching.state.reason
    assert watching.state.remedy


def test_a_compositor_under_any_name_makes_a_session(home: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("WAYLAND_DISPLAY", "wayland-0")
    (home / "run" / "wayland-0").touch()  # left over: nobody listens
    assert not graphical_session()
    with socket.socket(socket.AF_UNIX) as one, socket.socket(socket.AF_UNIX) as another:
        for number, compositor in enumerate((one, another), 1):
            compositor.bind(str(home / "run" / f"wayland-{number}"))
            compositor.listen()
            assert graphical_session()


def test_without_a_bus_or_a_display_it_refuses(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    assert not graphical_session()
    loop = SelectorLoop()
    with pytest.raises(SourceUnavailableError, match="no graphical session"):
        AccessibilitySource(loop, NOBODY).start(lambda _: None)
    monkeypatch.delenv("DBUS_SESSION_BUS_ADDRESS", raising=False)
    monkeypatch.setenv("XDG_RUNTIME_DIR", str(tmp_path))
    with pytest.raises(SourceUnavailableError, match="no session bus"):
        AccessibilitySource(loop, NOBODY, lambda: True).start(lambda _: None)
    loop.close()
