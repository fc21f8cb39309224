"""The window source for KWin, on a real KWin with real apps."""

from __future__ import annotations

from pathlib import Path

import pytest
from jeepney import MessageType

from tests.platforms.blind import what_helps
from tests.platforms.kwin.session import KWinSession
from tests.platforms.other import Other
from tests.platforms.promises import Desktop, Promises
from tests.platforms.watching import NOBODY, Watching
from triggers.sources.kwin import GONE, NAME, NAME_TAKEN, NOT_HERE, SILENT, KWinSource

PATH = "/org/sidecue/Windows"
KWIN_SCRIPT = Path(__file__).parents[3] / "triggers/sources/included/kwin.js"
LIE = '{"id": "{1}", "class": "lie", "title": "A lie", "pid": 1, "frame": [0, 0, 9, 9], "full_screen": false}'


class TestPromises(Promises):
    on = Desktop(
        source=KWinSource,
        stop=KWinSession.stop_kwin,
        start=KWinSession.start_kwin,
        hang=KWinSession.stop_answering,
        go_on=KWinSession.go_on,
        gone=GONE,
        silent=SILENT,
        not_here=NOT_HERE,
        other=("Print Error", "zenity", ("zenity", "--error", "--title", "Print Error")),
        flood=10_000,
    )


def test_kwins_numbers_of_equal_titles_are_no_part_of_them(desk: KWinSession, watching: Watching) -> None:
    for x11 in (False, False, True, True):
        before = len(watching.got)
        desk.open_window("ledger", "Ledger", x11=x11)
        watching.until(lambda before=before: len(watching.got) > before)  # type: ignore[misc] # mypy and defaults
        watching.rest(0.2)
        assert watching.window.title == "Ledger"
    assert len({seen.state.id for seen in watching.got if hasattr(seen.state, "id")}) == 4


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
