"""Hotkeys by KDE's service in a real KWin, pressed on a keyboard, beside a program that has the focus."""

from __future__ import annotations

from collections.abc import Iterator

import pytest

from tests.platforms.hotkeys import Pressing
from tests.platforms.kwin.keyboard import Keyboard
from tests.platforms.kwin.session import KWinSession
from tests.platforms.other import Other
from tests.platforms.session import BusSession
from triggers.hotkeys.base import HotkeyError, HotkeyTakenError
from triggers.hotkeys.kwin import KWinHotkeys
from triggers.hotkeys.selector import choose_hotkeys

NOT_HERE = [(None, "KDE's service for shortcuts is not running here")]


@pytest.fixture
def pressing(desk: KWinSession) -> Iterator[Pressing]:
    with Pressing(KWinHotkeys) as made:
        yield made


def test_the_key_is_called_and_does_not_reach_the_focused_program(
    desk: KWinSession, keyboard: Keyboard, pressing: Pressing
) -> None:
    work = desk.open_window("ledger", "Work")
    pressing.register("super+k", "Ctrl+Alt+Space")
    pressing.rest()
    keyboard.type("a")
    keyboard.press("super", "k")
    keyboard.press("ctrl", "alt", "space")
    keyboard.press("super", "j")
    keyboard.type("b")
    pressing.until(lambda: len(pressing.pressed) == 2)
    assert pressing.pressed == ["super+k", "Ctrl+Alt+Space"]
    desk.wait_for(lambda: work.typed.endswith("b"), "the typed keys")
    assert "k" not in work.typed
    assert pressing.problems == []


def test_a_key_that_another_program_has_is_told_with_its_name(desk: KWinSession, pressing: Pressing) -> None:
    pressing.register("alt+f4", "super+k")
    pressing.until(lambda: bool(pressing.lost))
    assert pressing.problems == [("alt+f4", "Alt+F4 is already used by KWin (Close Window)")]
    assert isinstance(pressing.lost[0][1], HotkeyTakenError)
    assert "system settings" in pressing.lost[0][1].remedy


def test_keys_that_are_let_go_reach_the_program_again(
    desk: KWinSession, keyboard: Keyboard, pressing: Pressing
) -> None:
    work = desk.open_window("ledger", "Work")
    pressing.register("ctrl+k")
    pressing.rest()
    pressing.hotkeys.unregister("ctrl+k")
    pressing.rest()
    keyboard.press("ctrl", "k")
    keyboard.type("end")
    desk.wait_for(lambda: work.typed.endswith("end"), "the typed keys")
    assert "key \x0b" in work.said
    assert pressing.pressed == []


def test_registering_again_replaces_what_is_done(
    desk: KWinSession, keyboard: Keyboard, pressing: Pressing
) -> None:
    pressing.register("super+k")
    pressing.hotkeys.register("SUPER+K", lambda: pressing.pressed.append("second"))
    pressing.rest()
    keyboard.press("super", "k")
    pressing.until(lambda: bool(pressing.pressed))
    assert pressing.pressed == ["second"]


def test_nothing_is_left_in_plasmas_settings(desk: KWinSession) -> None:
    with Pressing(KWinHotkeys) as pressing:
        pressing.register("super+k")
        pressing.rest()
        assert _known() == ["super+k"]
    assert _known() == []


def test_after_a_restart_of_kwin_the_keys_work_again(desk: KWinSession, pressing: Pressing) -> None:
    pressing.register("super+k")
    pressing.rest()
    desk.stop_kwin()
    pressing.rest()
    desk.start_kwin()
    pressing.rest(1)
    with Keyboard(desk) as keyboard:
        keyboard.press("super", "k")
    pressing.until(lambda: bool(pressing.pressed))
    assert pressing.problems == []


def test_after_a_long_absence_of_kwin_the_keys_work_again_and_that_is_told(desk: KWinSession) -> None:
    with Pressing(choose_hotkeys) as pressing:
        pressing.register("super+k", "alt+f4")
        pressing.until(lambda: pressing.working == {"super+k"} and bool(pressing.lost))
        desk.stop_kwin()
        pressing.until(lambda: pressing.lost[-1][0] is None, 20)  # longer than it waits for a restart
        assert pressing.working == set()
        desk.start_kwin()
        pressing.until(lambda: pressing.working == {"super+k"}, 90)
        with Keyboard(desk) as keyboard:
            keyboard.press("super", "k")
        pressing.until(lambda: pressing.pressed == ["super+k"])
        assert pressing.hotkeys.name == "kwin"
        assert pressing.lost[-1][0] == "alt+f4"  # KWin's own, not asked for again


def test_plasmas_settings_show_what_a_key_is_for(desk: KWinSession, pressing: Pressing) -> None:
    assert not pressing.hotkeys.register("super+k", lambda: None, "Open the palette")
    pressing.until(lambda: pressing.working == {"super+k"})
    with Other() as other:
        infos = other.call(
            *("org.kde.kglobalaccel", "/component/sidecue"),
            *("org.kde.kglobalaccel.Component", "allShortcutInfos"),
        )[0]
    assert [info[:4] for info in infos] == [("super+k", "Open the palette", "sidecue", "Sidecue")]


def test_others_cannot_press_our_keys(desk: KWinSession, pressing: Pressing) -> None:
    pressing.register("super+k")
    pressing.rest()
    with Other() as liar:
        liar.emit(
            *("/component/sidecue", "org.kde.kglobalaccel.Component", "globalShortcutPressed", "ssx"),
            *("sidecue", "super+k", 1),
        )
    pressing.rest()
    assert pressing.pressed == []


def test_without_the_service_the_next_way_is_taken_and_all_reasons_are_told(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    with BusSession() as session:
        monkeypatch.setenv("DBUS_SESSION_BUS_ADDRESS", session.env["DBUS_SESSION_BUS_ADDRESS"])
        with Pressing(KWinHotkeys) as pressing:
            pressing.register("super+k")
            pressing.until(lambda: pressing.problems == NOT_HERE)
            with pytest.raises(HotkeyError):
                pressing.register("super+j")


def test_the_app_takes_kdes_service_by_itself(desk: KWinSession, keyboard: Keyboard) -> None:
    with Pressing(choose_hotkeys) as pressing:
        pressing.register("super+k")
        pressing.rest(0.5)
        keyboard.press("super", "k")
        pressing.until(lambda: bool(pressing.pressed))
        assert pressing.hotkeys.name == "kwin"


def _known() -> list[str]:
    with Other() as other:
        try:
            return list(
                other.call(
                    *("org.kde.kglobalaccel", "/component/sidecue"),
                    *("org.kde.kglobalaccel.Component", "shortcutNames"),
                )[0]
            )
        except ConnectionRefusedError:  # no such component
            return []
