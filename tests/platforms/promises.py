"""What a window source promises on each desktop whose compositor tells us over D-Bus: the tests they share.

A desktop's own tests derive from ``Promises`` and say in ``on`` which desktop it is. Their fixtures are
``desk``, the session; ``watching``, its source at work; and ``keys``, a keyboard and a mouse there.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path
from typing import Any, ClassVar, Protocol

import pytest

from tests.platforms.session import BusSession
from tests.platforms.watching import NOBODY, Watching
from triggers.context import Rect
from triggers.sources.base import NothingFocused, Unavailable, WindowSource

IN_THE_PANEL = (1100, 200)


class Keys(Protocol):
    """Where a test types and clicks."""

    def type(self, text: str) -> None: ...

    def click(self, x: int, y: int) -> float: ...


@dataclass(frozen=True)
class Desktop:
    """What is different. ``other`` is an app of its own toolkit: title, class, and how it is started."""

    source: Callable[..., WindowSource]
    stop: Callable[[Any], None]
    start: Callable[[Any], None]
    hang: Callable[[Any], None]
    go_on: Callable[[Any], None]
    gone: Unavailable
    silent: Unavailable
    not_here: Unavailable
    other: tuple[str, str, tuple[str, ...]]
    flood: int


class Promises:
    """To be derived from."""

    on: ClassVar[Desktop]

    def watch(self, own_pid: int = NOBODY, **more: float) -> Watching:
        return Watching(lambda loop: self.on.source(loop, own_pid, **more))

    def test_it_follows_windows_of_gtk_of_qt_of_x_and_of_another_app(
        self, desk: BusSession, watching: Watching, tmp_path: Path
    ) -> None:
        letter = tmp_path / "letter.txt"
        letter.touch()
        on_wayland = {"GDK_BACKEND": "wayland"}
        editor = desk.programs.spawn("mousepad", str(letter), env=on_wayland)
        watching.until(lambda: "letter.txt" in getattr(watching.state, "title", ""))
        assert (watching.window.app, watching.window.pid) == ("mousepad", editor.pid)
        assert watching.window.window_class.lower() in ("mousepad", "org.xfce.mousepad")
        title, window_class, command = self.on.other
        desk.programs.spawn(*command, env=on_wayland)
        assert watching.until_title(title).window_class == window_class
        terminal = desk.programs.spawn("xterm", "-title", "Old terminal")
        assert watching.until_title("Old terminal").window_class.lower() == "xterm"
        ours = desk.open_window("org.example.ledger", "Ledger")
        assert watching.until_title("Ledger").window_class == "org.example.ledger"
        assert watching.window.pid == ours.process.pid
        assert len({seen.state.id for seen in watching.got if hasattr(seen.state, "id")}) == 4
        ours.close()
        watching.until(lambda: getattr(watching.state, "title", "Ledger") != "Ledger")
        desk.programs.end(terminal)

    def test_title_full_screen_and_place_are_followed(self, desk: BusSession, watching: Watching) -> None:
        window = desk.open_window("ledger", "Ledger")
        watching.until_title("Ledger")
        watching.rest()  # GNOME Shell moves a new window once more
        number, frame = watching.window.id, watching.window.frame
        assert frame is not None
        assert watching.window.full_screen is False
        window.tell("title Ledger 2026\u200b – Überblick")
        watching.until_title("Ledger 2026\u200b – Überblick")
        window.tell("full")
        watching.until(lambda: watching.window.full_screen is True)
        watching.until(lambda: watching.window.frame == Rect(0, 0, 1280, 800))
        window.tell("normal")
        watching.until(lambda: (watching.window.full_screen, watching.window.frame) == (False, frame))
        assert watching.window.id == number
        window.close()
        watching.until_state(NothingFocused())

    def test_our_own_windows_are_not_what_the_person_works_in(self, desk: BusSession) -> None:
        work = desk.open_window("ledger", "Work")
        by_process = desk.open_window("any", "By process")
        desk.wait_for(lambda: "active" in by_process.said, "the window of ours")
        with self.watch(by_process.process.pid) as watching:
            watching.until_state(NothingFocused())  # ours is active, and no other was before
            by_process.close()
            watching.until_title("Work")
            before = len(watching.got)
            by_class = desk.open_window("sidecue", "Sidecue palette")
            desk.wait_for(lambda: "active" in by_class.said, "the palette")
            watching.rest()
            assert len(watching.got) == before
            work.tell("title Work goes on")  # the last foreign window stays the truth, and is still followed
            watching.until_title("Work goes on")
            work.close()
            watching.until_state(NothingFocused())

    def test_it_gives_the_focus_back(self, desk: BusSession, watching: Watching, keys: Keys) -> None:
        first = desk.open_window("ledger", "First")
        number = watching.until_title("First").id
        desk.open_window("ledger", "Second")
        watching.until_title("Second")
        for _ in range(2):  # KWin is given its script anew each time
            watching.source.activate(number)
            watching.until_title("First")
            keys.type("back")
            desk.wait_for(lambda: first.typed.endswith("back"), "the keys in the first window")
            desk.open_window("ledger", "Another")
            watching.until_title("Another")
        watching.source.activate(999)  # never seen
        watching.rest()
        assert watching.window.title == "Another"

    def test_a_compositor_that_dies_is_told_and_followed_again_when_it_is_back(
        self, desk: BusSession, watching: Watching
    ) -> None:
        desk.open_window("ledger", "Before")
        watching.until_title("Before")
        self.on.stop(desk)
        watching.until_state(self.on.gone)
        self.on.start(desk)
        desk.open_window("ledger", "After")
        watching.until_title("After")

    def test_a_compositor_that_hangs_is_told_and_followed_when_it_goes_on(self, desk: BusSession) -> None:
        desk.open_window("ledger", "Patience")
        self.on.hang(desk)
        with self.watch(patience=0.5) as watching:
            watching.until_state(self.on.silent)
            self.on.go_on(desk)
            watching.until_title("Patience")

    def test_without_the_compositor_it_says_so(self, monkeypatch: pytest.MonkeyPatch) -> None:
        with BusSession() as session:
            monkeypatch.setenv("DBUS_SESSION_BUS_ADDRESS", session.env["DBUS_SESSION_BUS_ADDRESS"])
            with self.watch() as watching:
                watching.until_state(self.on.not_here)

    def test_a_flood_of_titles_ends_with_the_last_one(self, desk: BusSession, watching: Watching) -> None:
        window = desk.open_window("ledger", "Flood")
        watching.until_title("Flood")
        before = len(watching.got)
        for number in range(self.on.flood):
            window.tell(f"title {number}")
        watching.until_title(str(self.on.flood - 1))
        assert len(watching.got) - before < 100

    def test_a_title_of_a_megabyte_is_cut(self, desk: BusSession, watching: Watching) -> None:
        window = desk.open_window("ledger", "Short")
        watching.until_title("Short")
        window.tell("title " + "ä" * 1_000_000)
        watching.until(lambda: watching.window.title.startswith("ä"))
        assert len(watching.window.title) <= 4096

    def test_idle_means_idle(self, desk: BusSession, watching: Watching) -> None:
        desk.open_window("ledger", "Still")
        watching.until_title("Still")
        watching.rest(1)
        quiet = (watching.turns(2) <= 2 for _ in range(3))  # a busy machine's desktop has late words
        assert any(quiet)

    def test_a_panel_takes_no_focus_when_it_opens_nor_when_it_is_clicked(
        self, desk: BusSession, keys: Keys
    ) -> None:
        """A window like the app's, through XWayland: above the work, usable with the mouse."""
        work = desk.open_window("ledger", "Work")
        with self.watch() as watching:
            watching.until_title("Work")
            before = len(watching.got) - 1
            panel = desk.open_window("sidecue-panel", "Panel", "panel", x11=True)
            keys.type("still")
            desk.wait_for(lambda: work.typed == "still", "the keys before the click")
            watching.rest()  # the panel has painted itself, and may not be on the screen yet
            keys.click(*IN_THE_PANEL)
            desk.wait_for(lambda: "clicked" in panel.said, "the click in the panel")
            keys.type("here")
            desk.wait_for(lambda: work.typed == "stillhere", "all keys in the work's window")
            watching.rest()
            assert "inactive" not in work.said
            assert "active" not in panel.said
            assert {getattr(seen.state, "title", "") for seen in watching.got[before:]} == {"Work"}
