"""The window source for GNOME and its extension, in a real GNOME Shell with real apps."""

from __future__ import annotations

import pytest

from tests.platforms.blind import what_helps
from tests.platforms.gnome.session import UUID, GnomeSession
from tests.platforms.other import Other
from tests.platforms.promises import Desktop, Promises
from tests.platforms.watching import NOBODY, Watching
from triggers.sources.base import Unavailable
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
FOOT = ("foot", "-a", "org.example.foot", "-T", "Terminal", "sleep", "60")


class TestPromises(Promises):
    on = Desktop(
        source=GnomeSource,
        stop=GnomeSession.stop_shell,
        start=GnomeSession.start_shell,
        hang=GnomeSession.stop_answering,
        go_on=GnomeSession.go_on,
        gone=GONE,
        silent=SILENT,
        not_here=NOT_HERE,
        other=("Terminal", "org.example.foot", FOOT),
        flood=1000,  # of more, GNOME Shell itself says that the window does not respond
    )


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


def test_while_nobody_watches_the_extension_follows_no_window(desk: GnomeSession) -> None:
    followed = f"Boolean(Main.extensionManager.lookup('{UUID}').stateObj._followed)"
    desk.open_window("ledger", "Ledger")
    with Watching(lambda loop: GnomeSource(loop, NOBODY)) as watching:
        watching.until_title("Ledger")
        assert desk.eval(followed) == "true"
    desk.wait_for(lambda: desk.eval(followed) == "false", "the extension to rest")
    with Other() as other:  # and it still answers
        assert "Ledger" in other.call(SHELL, PATH, INTERFACE, "Watch", "u", 0)[0]
