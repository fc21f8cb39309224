from __future__ import annotations

from collections.abc import Iterator

import pytest
from PySide6.QtCore import QCoreApplication
from PySide6.QtGui import QAction, QImage
from PySide6.QtWidgets import QSystemTrayIcon
from pytestqt.qtbot import QtBot

from overlay.theme.theme import Theme
from overlay.tray.icon import tray_icon
from overlay.tray.state import TrayState, in_words
from overlay.tray.tray import Tray

Reason = QSystemTrayIcon.ActivationReason


@pytest.fixture
def tray(qtbot: QtBot) -> Iterator[Tray]:
    made = Tray(Theme("light"))
    qtbot.addWidget(made.menu)
    yield made
    made.close()


def action(tray: Tray, name: str) -> QAction:
    found = tray.menu.findChild(QAction, name)
    assert isinstance(found, QAction)
    return found


@pytest.mark.parametrize(
    ("name", "signal"),
    [
        ("trayPalette", "palette_asked"),
        ("trayPanel", "panel_asked"),
        ("trayResume", "resume_asked"),
        ("trayCheck", "check_asked"),
        ("traySettings", "settings_asked"),
        ("trayProblems", "problems_asked"),
        ("trayQuit", "quit_asked"),
    ],
)
def test_each_entry_asks_for_its_own_thing(tray: Tray, qtbot: QtBot, name: str, signal: str) -> None:
    with qtbot.waitSignal(getattr(tray, signal)):
        action(tray, name).trigger()


@pytest.mark.parametrize(
    ("name", "pause"),
    [("trayPause15", "15min"), ("trayPauseHour", "hour"), ("trayPauseTomorrow", "tomorrow")],
)
def test_pausing_says_for_how_long(tray: Tray, qtbot: QtBot, name: str, pause: str) -> None:
    with qtbot.waitSignal(tray.pause_asked) as asked:
        action(tray, name).trigger()
    assert asked.args == [pause]


def test_a_left_click_asks_for_help_and_a_middle_click_for_the_palette(tray: Tray, qtbot: QtBot) -> None:
    with qtbot.assertNotEmitted(tray.palette_asked), qtbot.waitSignal(tray.panel_asked):
        tray.icon.activated.emit(Reason.Trigger)
    with qtbot.assertNotEmitted(tray.panel_asked), qtbot.waitSignal(tray.palette_asked):
        tray.icon.activated.emit(Reason.MiddleClick)
    with qtbot.assertNotEmitted(tray.panel_asked), qtbot.assertNotEmitted(tray.palette_asked):
        tray.icon.activated.emit(Reason.Context)


def test_resuming_is_offered_only_while_paused(tray: Tray) -> None:
    assert not action(tray, "trayResume").isVisible()
    tray.set_state(TrayState.PAUSED, "until 14:30")
    assert action(tray, "trayResume").isVisible()
    tray.set_state(TrayState.ACTIVE)
    assert not action(tray, "trayResume").isVisible()


def test_tooltip_and_menu_say_the_state_and_its_reason(tray: Tray) -> None:
    tray.set_state(TrayState.PAUSED, "until 14:30")
    assert tray.icon.toolTip() == "Sidecue\nPaused until 14:30"
    assert action(tray, "trayStatus").text() == "Paused until 14:30"
    assert not action(tray, "trayStatus").isEnabled()


def test_a_long_reason_makes_no_wide_menu(tray: Tray) -> None:
    reason = "bread & butter, " + "for a long reason " * 20
    tray.set_state(TrayState.PROBLEM, reason)
    said = action(tray, "trayStatus").text()
    assert said.startswith("Needs your attention: bread && ")
    assert said.endswith("…")
    assert tray.menu.sizeHint().width() < 500
    assert tray.icon.toolTip().endswith(reason)


def test_a_reason_completes_the_state() -> None:
    assert in_words(TrayState.NO_SOURCE, "no X11 display") == (
        "Cannot see which window is active: no X11 display"
    )
    assert in_words(TrayState.ACTIVE, "") == "Ready to help"


def test_a_waiting_card_is_said_and_shown(tray: Tray) -> None:
    plain = tray.icon.icon().cacheKey()
    tray.set_badge(True)
    assert "A card waits" in tray.icon.toolTip()
    assert tray.icon.icon().cacheKey() != plain
    tray.set_badge(False)
    assert "A card waits" not in tray.icon.toolTip()


def test_the_menu_counts_problems_and_names_the_hotkey(tray: Tray) -> None:
    assert action(tray, "trayProblems").text() == "Problems…"
    tray.set_problems(3)
    assert action(tray, "trayProblems").text() == "Problems (3)…"
    tray.set_hotkey("ctrl+alt+space")
    assert action(tray, "trayPalette").shortcut().toString() == "Ctrl+Alt+Space"
    tray.set_hotkey("super+f1")
    assert action(tray, "trayPalette").shortcut().toString() == "Meta+F1"
    tray.set_hotkey("")
    assert action(tray, "trayPalette").shortcut().isEmpty()


def test_every_state_has_an_icon_of_its_own_with_and_without_the_dot(qtbot: QtBot) -> None:
    drawings: list[QImage] = []
    for state in TrayState:
        for badge in (False, True):
            image = tray_icon(state, badge).pixmap(22).toImage()
            assert not image.isNull()
            assert image not in drawings
            drawings.append(image)


def test_without_a_tray_nothing_is_lost_and_nothing_is_printed(tray: Tray, qtbot: QtBot) -> None:
    ended: list[bool] = []
    application = QCoreApplication.instance()
    assert application is not None
    application.aboutToQuit.connect(lambda: ended.append(True))
    tray.show()  # a warning of Qt would fail this test
    tray.set_state(TrayState.PROBLEM, "a hotkey is taken")
    qtbot.wait(20)
    assert ended == []
    with qtbot.waitSignal(tray.settings_asked):
        action(tray, "traySettings").trigger()


def test_closing_twice_is_harmless(tray: Tray) -> None:
    tray.show()
    tray.close()
    tray.close()
    assert not tray.icon.isVisible()


def test_checking_for_bundles_is_offered_where_there_is_a_channel(tray: Tray) -> None:
    check, checked = action(tray, "trayCheck"), action(tray, "trayChecked")
    assert not check.isVisible()
    assert not checked.isVisible()

    tray.set_channels("Checked at 14:05: nothing new", checking=False)
    assert (checked.isVisible(), checked.isEnabled(), checked.text()) == (
        True,
        False,
        "Checked at 14:05: nothing new",
    )
    assert check.isVisible()
    assert check.isEnabled()

    tray.set_channels("Checking for new bundles…", checking=True)
    assert not check.isEnabled()
    tray.set_channels("", checking=False)
    assert not check.isVisible()
