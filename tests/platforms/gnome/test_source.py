"""The window source for GNOME and its extension, in a real GNOME Shell with real apps."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest

from tests.platforms.blind import what_helps
from tests.platforms.gnome.session import UUID, GnomeSession
from tests.platforms.other import Other
from tests.platforms.session import BusSession
from tests.platforms.watching import NOBODY, Watching
from triggers.context import Rect
from triggers.sources.base import NothingFocused, Unavailable
from triggers.sources.gnome import (
    GONE,
    INTERFACE,
    NO_EXTENSION,
    NOT_HERE,
    PATH,
    SHELL,
    SILENT,
    SWITCHED_OFF,
    GnomeSource,
)

LIE = '{"id": "1", "class": "lie", "title": "A lie", "pid": 1, "frame": [0, 0, 9, 9], "full_screen": false}'


@pytest.fixture
def watching(desk: GnomeSession) -> Iterator[Watching]:
    with Watching(lambda loop: GnomeSource(loop, NOBODY)) as made:
        made.until_state(NothingFocused())
        yield made


def test_it_follows_windows_of_gtk_of_qt_of_foot_and_of_x(
    desk: GnomeSession, watching: Watching, tmp_path: Path
) -> None:
    letter = tmp_path / "letter.txt"
    letter.touch()
    on_wayland = {"GDK_BACKEND": "wayland"}
    editor = desk.programs.spawn("mousepad", str(letter), env=on_wayland)
    watching.until(lambda: "letter.txt" in getattr(watching.state, "title", ""))
    assert (watching.window.app, watching.window.pid) == ("mousepad", editor.pid)
    assert watching.window.window_class.lower() in ("mousepad", "org.xfce.mousepad")
    desk.programs.spawn("foot", "-a", "org.example.foot", "-T", "Terminal", "sleep", "60")
    assert watching.until_title("Terminal").window_class == "org.example.foot"
    desk.programs.spawn("xterm", "-title", "Old terminal")
    assert watching.until_title("Old terminal").window_class.lower() == "xterm"
    ours = desk.open_window("org.example.ledger", "Ledger")
    assert watching.until_title("Ledger").window_class == "org.example.ledger"
    assert watching.window.pid == ours.process.pid
    assert len({seen.state.id for seen in watching.got if hasattr(seen.state, "id")}) == 4
    ours.close()
    watching.until(lambda: getattr(watching.state, "title", "Ledger") != "Ledger")


def test_title_full_screen_and_place_are_followed(desk: GnomeSession, watching: Watching) -> None:
    window = desk.open_window("ledger", "Ledger")
    number = watching.until_title("Ledger").id
    assert watching.window.full_screen is False
    window.tell("title Ledger 2026\u200b – Überblick")
    watching.until_title("Ledger 2026\u200b – Überblick")
    window.tell("full")
    watching.until(lambda: watching.window.full_screen is True)
    watching.until(lambda: watching.window.frame == Rect(0, 0, 1280, 800))
    window.tell("normal")
    watching.until(lambda: watching.window.full_screen is False)
    assert watching.window.id == number
    window.close()
    watching.until_state(NothingFocused())


def test_our_own_windows_are_not_what_the_person_works_in(desk: GnomeSession) -> None:
    work = desk.open_window("ledger", "Work")
    by_process = desk.open_window("any", "By process")
    desk.wait_for(lambda: desk.focused() == "By process", "the window of ours")
    with Watching(lambda loop: GnomeSource(loop, by_process.process.pid)) as watching:
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


def test_it_gives_the_focus_back(desk: GnomeSession, watching: Watching) -> None:
    first = desk.open_window("ledger", "First")
    number = watching.until_title("First").id
    desk.open_window("ledger", "Second")
    watching.until_title("Second")
    watching.source.activate(number)
    watching.until_title("First")
    desk.type("back")
    desk.wait_for(lambda: first.typed == "back", "the keys in the first window")
    watching.source.activate(999)  # never seen
    watching.rest()
    assert watching.window.title == "First"


def test_a_shell_that_dies_is_told_and_followed_again_when_it_is_back(
    desk: GnomeSession, watching: Watching
) -> None:
    desk.open_window("ledger", "Before")
    watching.until_title("Before")
    desk.stop_shell()
    watching.until_state(GONE)
    desk.start_shell()
    desk.open_window("ledger", "After")
    watching.until_title("After")


def test_a_shell_that_hangs_is_told_and_followed_when_it_goes_on(desk: GnomeSession) -> None:
    desk.open_window("ledger", "Patience")
    desk.stop_answering()
    with Watching(lambda loop: GnomeSource(loop, NOBODY, patience=0.5)) as watching:
        watching.until_state(SILENT)
        desk.go_on()
        watching.until_title("Patience")


def test_an_extension_that_is_switched_off_and_on_is_told(desk: GnomeSession, watching: Watching) -> None:
    desk.open_window("ledger", "Ledger")
    watching.until_title("Ledger")
    desk.programs.run("gnome-extensions", "disable", UUID)
    watching.until_state(SWITCHED_OFF)
    desk.programs.run("gnome-extensions", "enable", UUID)
    watching.until_title("Ledger")


def test_without_the_extension_it_says_how_to_install_it(monkeypatch: pytest.MonkeyPatch) -> None:
    with GnomeSession(extension=False) as desk:
        monkeypatch.setenv("DBUS_SESSION_BUS_ADDRESS", desk.env["DBUS_SESSION_BUS_ADDRESS"])
        with Watching(lambda loop: GnomeSource(loop, NOBODY)) as watching:
            watching.until_state(NO_EXTENSION)
        assert what_helps(desk, monkeypatch) == NO_EXTENSION.remedy
    assert "install.sh" in NO_EXTENSION.remedy


def test_without_gnome_shell_it_says_so(monkeypatch: pytest.MonkeyPatch) -> None:
    with BusSession() as session:
        monkeypatch.setenv("DBUS_SESSION_BUS_ADDRESS", session.env["DBUS_SESSION_BUS_ADDRESS"])
        with Watching(lambda loop: GnomeSource(loop, NOBODY)) as watching:
            watching.until_state(NOT_HERE)


def test_others_are_not_believed_and_overhear_nothing(desk: GnomeSession, watching: Watching) -> None:
    window = desk.open_window("ledger", "True")
    watching.until_title("True")
    with Other() as other:
        other.listen(INTERFACE)
        window.tell("title Secret")
        watching.until_title("Secret")
        overheard = [message.body for message in other.heard(0.5)]
        for member, body in (("Changed", (LIE,)), ("Ended", ()), ("Ready", ())):
            other.emit(PATH, INTERFACE, member, "s" * len(body), *body)
        watching.rest()
    assert not any("Secret" in str(body) for body in overheard)
    assert watching.window.title == "Secret"
    assert not any(isinstance(seen.state, Unavailable) for seen in watching.got)


def test_a_flood_of_titles_ends_with_the_last_one(desk: GnomeSession, watching: Watching) -> None:
    window = desk.open_window("ledger", "Flood")
    watching.until_title("Flood")
    before = len(watching.got)
    for number in range(1000):  # of more, GNOME Shell itself says that the window does not respond
        window.tell(f"title {number}")
    watching.until_title("999")
    assert len(watching.got) - before < 100


def test_while_nobody_watches_the_extension_follows_no_window(desk: GnomeSession) -> None:
    followed = f"Boolean(Main.extensionManager.lookup('{UUID}').stateObj._followed)"
    desk.open_window("ledger", "Ledger")
    with Watching(lambda loop: GnomeSource(loop, NOBODY)) as watching:
        watching.until_title("Ledger")
        assert desk.eval(followed) == "true"
    desk.wait_for(lambda: desk.eval(followed) == "false", "the extension to rest")
    with Other() as other:  # and it still answers
        assert "Ledger" in other.call(SHELL, PATH, INTERFACE, "Watch", "u", 0)[0]
