"""The window source for KWin, on a real KWin with real apps."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest
from jeepney import MessageType

from tests.platforms.blind import what_helps
from tests.platforms.kwin.keyboard import Keyboard
from tests.platforms.kwin.session import KWinSession
from tests.platforms.other import Other
from tests.platforms.session import BusSession
from tests.platforms.watching import NOBODY, Watching
from triggers.context import Rect
from triggers.sources.base import NothingFocused
from triggers.sources.kwin import GONE, NAME, NAME_TAKEN, NOT_HERE, SILENT, KWinSource

PATH = "/org/sidecue/Windows"
KWIN_SCRIPT = Path(__file__).parents[3] / "triggers/sources/included/kwin.js"
LIE = '{"id": "{1}", "class": "lie", "title": "A lie", "pid": 1, "frame": [0, 0, 9, 9], "full_screen": false}'


@pytest.fixture
def watching(desk: KWinSession) -> Iterator[Watching]:
    with Watching(lambda loop: KWinSource(loop, NOBODY)) as made:
        made.until_state(NothingFocused())
        yield made


def test_it_follows_windows_of_gtk_of_qt_and_of_x(
    desk: KWinSession, watching: Watching, tmp_path: Path
) -> None:
    letter = tmp_path / "letter.txt"
    letter.touch()
    on_wayland = {"GDK_BACKEND": "wayland"}
    editor = desk.programs.spawn("mousepad", str(letter), env=on_wayland)
    watching.until(lambda: "letter.txt" in getattr(watching.state, "title", ""))
    assert (watching.window.app, watching.window.pid) == ("mousepad", editor.pid)
    assert watching.window.window_class.lower() in ("mousepad", "org.xfce.mousepad")
    first = watching.window.id
    desk.programs.spawn(
        "zenity", "--error", "--text", "Cannot open printer", "--title", "Print Error", env=on_wayland
    )
    assert watching.until_title("Print Error").window_class == "zenity"
    terminal = desk.programs.spawn("xterm", "-title", "Old terminal")
    assert watching.until_title("Old terminal").window_class == "xterm"
    ours = desk.open_window("org.example.ledger", "Ledger")
    assert watching.until_title("Ledger").window_class == "org.example.ledger"
    assert watching.window.pid == ours.process.pid
    assert len({first, *(seen.state.id for seen in watching.got if hasattr(seen.state, "id"))}) == 4
    ours.close()
    watching.until(lambda: getattr(watching.state, "title", "Ledger") != "Ledger")
    desk.programs.end(terminal)


def test_title_full_screen_and_place_are_followed(desk: KWinSession, watching: Watching) -> None:
    window = desk.open_window("ledger", "Ledger")
    watching.until_title("Ledger")
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


def test_kwins_numbers_of_equal_titles_are_no_part_of_them(desk: KWinSession, watching: Watching) -> None:
    for x11 in (False, False, True, True):
        before = len(watching.got)
        desk.open_window("ledger", "Ledger", x11=x11)
        watching.until(lambda before=before: len(watching.got) > before)  # type: ignore[misc] # mypy and defaults
        watching.rest(0.2)
        assert watching.window.title == "Ledger"
    assert len({seen.state.id for seen in watching.got if hasattr(seen.state, "id")}) == 4


def test_our_own_windows_are_not_what_the_person_works_in(desk: KWinSession) -> None:
    work = desk.open_window("ledger", "Work")
    by_process = desk.open_window("any", "By process")
    with Watching(lambda loop: KWinSource(loop, by_process.process.pid)) as watching:
        watching.until_state(NothingFocused())  # ours is active, and no other was before
        by_process.close()
        watching.until_title("Work")
        before = len(watching.got)
        by_class = desk.open_window("sidecue", "Sidecue palette")
        watching.rest()
        assert "active" in by_class.said
        assert len(watching.got) == before
        work.tell("title Work goes on")  # the last foreign window stays the truth, and is still followed
        watching.until_title("Work goes on")
        work.close()
        watching.until_state(NothingFocused())


def test_it_gives_the_focus_back(desk: KWinSession, watching: Watching, keyboard: Keyboard) -> None:
    first = desk.open_window("ledger", "First")
    number = watching.until_title("First").id
    desk.open_window("ledger", "Second")
    watching.until_title("Second")
    for _ in range(2):  # the script is loaded anew each time
        watching.source.activate(number)
        watching.until_title("First")
        keyboard.type("back")
        desk.wait_for(lambda: first.typed.endswith("back"), "the keys in the first window")
        desk.open_window("ledger", "Another")
        watching.until_title("Another")
    watching.source.activate(999)  # never seen
    watching.rest()
    assert watching.window.title == "Another"


def test_a_kwin_that_dies_is_told_and_followed_again_when_it_is_back(
    desk: KWinSession, watching: Watching
) -> None:
    desk.open_window("ledger", "Before")
    watching.until_title("Before")
    desk.stop_kwin()
    watching.until_state(GONE)
    desk.start_kwin()
    desk.open_window("ledger", "After")
    watching.until_title("After")


def test_a_kwin_that_hangs_is_told_and_followed_when_it_goes_on(desk: KWinSession) -> None:
    desk.open_window("ledger", "Patience")
    desk.stop_answering()
    with Watching(lambda loop: KWinSource(loop, NOBODY, patience=0.5)) as watching:
        watching.until_state(SILENT)
        desk.go_on()
        watching.until_title("Patience")


def test_without_kwin_it_says_so(monkeypatch: pytest.MonkeyPatch) -> None:
    with BusSession() as session:
        monkeypatch.setenv("DBUS_SESSION_BUS_ADDRESS", session.env["DBUS_SESSION_BUS_ADDRESS"])
        with Watching(lambda loop: KWinSource(loop, NOBODY)) as watching:
            watching.until_state(NOT_HERE)


def test_others_are_not_believed(desk: KWinSession, watching: Watching) -> None:
    desk.open_window("ledger", "True")
    watching.until_title("True")
    with Other() as liar:
        for method, body in (("Tell", (LIE,)), ("Begin", ()), ("Wanted", ())):
            liar.send(NAME, PATH, NAME, method, "s" * len(body), *body)
        watching.rest()
        refusals = [heard.body for heard in liar.heard(0.3) if heard.header.message_type is MessageType.error]
    assert refusals == [("only KWin is answered here",)] * 3
    assert watching.window.title == "True"


def test_who_has_taken_our_name_learns_no_title(desk: KWinSession, monkeypatch: pytest.MonkeyPatch) -> None:
    desk.open_window("ledger", "Secret")
    with Other() as thief:
        assert thief.own(NAME) == 1
        with Watching(lambda loop: KWinSource(loop, NOBODY)) as watching:
            watching.until_state(NAME_TAKEN)
            watching.rest()
            calls = [message for message in thief.heard(0.5) if "Secret" in str(message.body)]
            assert calls == []
            assert what_helps(desk, monkeypatch) == NAME_TAKEN.remedy
            thief.close()  # another Sidecue may just be ending
            watching.until_title("Secret")


def test_ten_thousand_titles_a_second_end_with_the_last_one(desk: KWinSession, watching: Watching) -> None:
    window = desk.open_window("ledger", "Flood")
    watching.until_title("Flood")
    before = len(watching.got)
    for number in range(10_000):
        window.tell(f"title {number}")
    watching.until_title("9999")
    assert len(watching.got) - before < 100


def test_a_title_of_a_megabyte_is_cut(desk: KWinSession, watching: Watching) -> None:
    window = desk.open_window("ledger", "Short")
    watching.until_title("Short")
    window.tell("title " + "ä" * 1_000_000)
    watching.until(lambda: watching.window.title.startswith("ä"))
    assert len(watching.window.title) <= 4096


def test_nothing_is_left_in_kwin(desk: KWinSession) -> None:
    desk.open_window("ledger", "Ledger")
    with Watching(lambda loop: KWinSource(loop, NOBODY)) as watching:
        watching.source.activate(watching.until_title("Ledger").id)
        watching.rest()
        assert _loaded(desk) == [True, True]
    assert _loaded(desk) == [False, False]


def test_what_a_sidecue_that_crashed_left_behind_is_replaced(desk: KWinSession) -> None:
    desk.open_window("ledger", "Ledger")
    with Other() as crashed:
        script = str(KWIN_SCRIPT)
        number = crashed.call(
            "org.kde.KWin",
            "/Scripting",
            "org.kde.kwin.Scripting",
            "loadScript",
            "ss",
            script,
            "sidecue-windows",
        )[0]
        crashed.call("org.kde.KWin", f"/{number}", "org.kde.kwin.Script", "run")
    with Watching(lambda loop: KWinSource(loop, NOBODY)) as watching:
        watching.until_title("Ledger")


def test_idle_means_idle(desk: KWinSession, watching: Watching) -> None:
    desk.open_window("ledger", "Still")
    watching.until_title("Still")
    watching.rest(1)
    turns = 0

    def count() -> bool:
        nonlocal turns
        turns += 1
        return False

    watching.loop.run(count, 2)
    assert turns <= 2


def _loaded(desk: KWinSession) -> list[bool]:
    with Other() as other:
        return [
            other.call("org.kde.KWin", "/Scripting", "org.kde.kwin.Scripting", "isScriptLoaded", "s", name)[0]
            for name in ("sidecue-windows", "sidecue-activate")
        ]


def test_a_second_one_that_ends_leaves_the_first_its_eyes(desk: KWinSession, watching: Watching) -> None:
    with Watching(lambda loop: KWinSource(loop, NOBODY)) as second:
        second.until_state(NAME_TAKEN)
    desk.open_window("ledger", "After the second")
    watching.until_title("After the second")
