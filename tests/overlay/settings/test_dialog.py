from __future__ import annotations

from collections.abc import Iterator
from datetime import UTC, datetime, timedelta
from pathlib import Path

import pytest
from PySide6.QtCore import QMimeData, QPoint, QPointF, Qt, QUrl
from PySide6.QtGui import QDragEnterEvent, QDropEvent, QWheelEvent
from PySide6.QtTest import QTest
from PySide6.QtWidgets import (
    QApplication,
    QCheckBox,
    QComboBox,
    QFileDialog,
    QLabel,
    QPushButton,
    QSpinBox,
    QToolButton,
    QWidget,
)
from pytestqt.qtbot import QtBot

from content.memory.wish import Wish, WishKind
from overlay.settings.dialog import SettingsDialog
from overlay.settings.table import (
    BUNDLE_FOLDERS,
    HISTORY,
    HOTKEY_PALETTE,
    HOTKEY_PANEL,
    SETTINGS,
    TEXT_SCALE,
    THEME,
    WRITTEN_ANSWERS,
    Settings,
)
from overlay.theme.theme import Theme
from tests.overlay.settings.conftest import FakeStore

# The offscreen platform cannot raise windows and says so.
pytestmark = pytest.mark.qt_log_ignore("This plugin does not support")

NOW = datetime(2026, 11, 20, 9, 0, tzinfo=UTC)


@pytest.fixture
def theme(qtbot: QtBot) -> Theme:
    return Theme("light")


@pytest.fixture
def settings(store: FakeStore) -> Settings:
    return Settings(store)


@pytest.fixture
def dialog(qtbot: QtBot, theme: Theme, settings: Settings) -> Iterator[SettingsDialog]:
    made = SettingsDialog(theme, settings)
    qtbot.addWidget(made)
    made.present()
    yield made
    made.close_for_good()


def child(dialog: SettingsDialog, name: str) -> QWidget:
    found = dialog.findChild(QWidget, name)
    assert isinstance(found, QWidget), name
    return found


def control(dialog: SettingsDialog, name: str) -> QWidget:
    return child(dialog, f"setting-{name}")


def button(dialog: SettingsDialog, name: str) -> QPushButton:
    found = child(dialog, name)
    assert isinstance(found, QPushButton)
    return found


def error(dialog: SettingsDialog, name: str) -> str:
    label = child(dialog, f"error-{name}")
    assert isinstance(label, QLabel)
    return label.text() if label.isVisibleTo(dialog) else ""


def texts(dialog: SettingsDialog) -> list[str]:
    return [label.text() for label in dialog.findChildren(QLabel) if label.isVisibleTo(dialog)]


def reset(dialog: SettingsDialog, name: str) -> QToolButton:
    found = child(dialog, f"reset-{name}")
    assert isinstance(found, QToolButton)
    return found


def record(dialog: SettingsDialog, name: str, key: Qt.Key, held: Qt.KeyboardModifier) -> None:
    field = control(dialog, name)
    assert isinstance(field, QPushButton)
    field.click()
    QTest.keyClick(field, key, held)


CTRL_ALT = Qt.KeyboardModifier.ControlModifier | Qt.KeyboardModifier.AltModifier


def test_it_shows_every_setting_that_matters_here_with_its_title_and_help(dialog: SettingsDialog) -> None:
    assert dialog.windowTitle() == "Sidecue settings"
    said = [label.text() for label in dialog.findChildren(QLabel)]
    for setting in SETTINGS:
        if setting is WRITTEN_ANSWERS:  # no policy names a server
            assert setting.title not in said
            continue
        assert setting.title in said
        assert any(setting.help.replace("`", "") in words for words in said)
        assert control(dialog, setting.name).accessibleName() == setting.title
        assert control(dialog, setting.name).accessibleDescription() == setting.help


def test_a_switch_holds_at_once(dialog: SettingsDialog, settings: Settings, store: FakeStore) -> None:
    toggle = control(dialog, "history")
    assert isinstance(toggle, QCheckBox)
    assert toggle.isChecked()
    QTest.mouseClick(toggle, Qt.MouseButton.LeftButton)
    assert settings.get(HISTORY) is False
    assert store.stored == {"history": False}


def test_a_choice_holds_at_once(dialog: SettingsDialog, settings: Settings) -> None:
    box = control(dialog, "theme")
    assert isinstance(box, QComboBox)
    assert box.currentText() == "Like the system"
    QTest.keyClick(box, Qt.Key.Key_Down)
    QTest.keyClick(box, Qt.Key.Key_Down)
    assert settings.get(THEME) == "dark"


def test_a_number_holds_when_it_is_finished(dialog: SettingsDialog, settings: Settings) -> None:
    box = control(dialog, "text_scale")
    assert isinstance(box, QSpinBox)
    box.selectAll()
    QTest.keyClicks(box, "150")
    assert settings.get(TEXT_SCALE) == 100
    QTest.keyClick(box, Qt.Key.Key_Return)
    assert settings.get(TEXT_SCALE) == 150
    assert box.text() == "150 %"


def test_a_number_cannot_leave_its_range(dialog: SettingsDialog, settings: Settings) -> None:
    box = control(dialog, "text_scale")
    assert isinstance(box, QSpinBox)
    for _ in range(30):
        box.stepUp()
    assert settings.get(TEXT_SCALE) == 200


def test_a_hotkey_is_recorded_by_pressing_it(
    dialog: SettingsDialog, settings: Settings, qtbot: QtBot
) -> None:
    told: list[bool] = []
    dialog.recording.connect(told.append)
    record(dialog, "hotkey_palette", Qt.Key.Key_F1, CTRL_ALT)
    assert settings.get(HOTKEY_PALETTE) == "ctrl+alt+f1"
    assert button(dialog, "setting-hotkey_palette").text() == "Ctrl + Alt + F1"
    assert told == [True, False]


@pytest.mark.parametrize(
    ("key", "held", "expected"),
    [
        (Qt.Key.Key_Escape, Qt.KeyboardModifier.NoModifier, "ctrl+alt+space"),
        (Qt.Key.Key_Backspace, Qt.KeyboardModifier.NoModifier, ""),
        (Qt.Key.Key_Tab, Qt.KeyboardModifier.ControlModifier, "ctrl+tab"),
        (Qt.Key.Key_PageUp, Qt.KeyboardModifier.MetaModifier, "super+pageup"),
        (Qt.Key.Key_Enter, CTRL_ALT | Qt.KeyboardModifier.ShiftModifier, "ctrl+alt+shift+return"),
    ],
)
def test_keys_that_mean_something_while_recording(
    dialog: SettingsDialog, settings: Settings, key: Qt.Key, held: Qt.KeyboardModifier, expected: str
) -> None:
    record(dialog, "hotkey_palette", key, held)
    assert settings.get(HOTKEY_PALETTE) == expected
    assert dialog.isVisible()


def test_a_key_without_a_modifier_is_refused_beside_the_field(
    dialog: SettingsDialog, settings: Settings
) -> None:
    record(dialog, "hotkey_palette", Qt.Key.Key_A, Qt.KeyboardModifier.NoModifier)
    assert settings.get(HOTKEY_PALETTE) == "ctrl+alt+space"
    assert "Open the palette" in error(dialog, "hotkey_palette")
    assert button(dialog, "setting-hotkey_palette").text() == "Ctrl + Alt + Space"


def test_keys_that_another_setting_has_are_refused_by_its_title(
    dialog: SettingsDialog, settings: Settings
) -> None:
    record(dialog, "hotkey_palette", Qt.Key.Key_Return, CTRL_ALT)
    assert settings.get(HOTKEY_PALETTE) == "ctrl+alt+space"
    assert "“Into the panel and back” has these keys" in error(dialog, "hotkey_palette")
    record(dialog, "hotkey_palette", Qt.Key.Key_F2, CTRL_ALT)
    assert error(dialog, "hotkey_palette") == ""


def test_going_elsewhere_ends_a_recording(dialog: SettingsDialog, settings: Settings) -> None:
    told: list[bool] = []
    dialog.recording.connect(told.append)
    button(dialog, "setting-hotkey_palette").click()
    control(dialog, "theme").setFocus()
    assert told == [True, False]
    assert button(dialog, "setting-hotkey_palette").text() == "Ctrl + Alt + Space"


def test_folders_are_added_and_removed(
    dialog: SettingsDialog,
    settings: Settings,
    store: FakeStore,
    tmp_path: Path,
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    chosen = iter([str(tmp_path), "", str(tmp_path / "gone")])
    monkeypatch.setattr(QFileDialog, "getExistingDirectory", lambda *_: next(chosen))
    for _ in range(3):
        button(dialog, "addFolder").click()
    assert settings.get(BUNDLE_FOLDERS) == (tmp_path, tmp_path / "gone")
    assert store.stored == {"bundle_folders": [str(tmp_path), str(tmp_path / "gone")]}
    said = [label.text().replace("\u200b", "") for label in dialog.findChildren(QLabel)]
    assert f"{tmp_path / 'gone'} — not there at the moment" in said
    remove = next(
        it for it in dialog.findChildren(QToolButton) if it.accessibleName() == f"Remove {tmp_path}"
    )
    remove.click()
    assert settings.get(BUNDLE_FOLDERS) == (tmp_path / "gone",)


def test_packed_bundles_are_added_beside_folders(
    dialog: SettingsDialog, settings: Settings, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    packed = tmp_path / "desk-1.0.cue"
    packed.write_bytes(b"")
    monkeypatch.setattr(QFileDialog, "getOpenFileNames", lambda *_: ([str(packed)], ""))
    button(dialog, "addPacked").click()
    assert settings.get(BUNDLE_FOLDERS) == (packed,)
    assert str(packed) in [label.text().replace("\u200b", "") for label in dialog.findChildren(QLabel)]


@pytest.mark.parametrize("as_text", [True, False])
def test_bundles_are_dropped_as_files_or_as_text(
    dialog: SettingsDialog, settings: Settings, tmp_path: Path, as_text: bool
) -> None:
    packed, other = tmp_path / "desk-1.0.cue", tmp_path / "notes.txt"
    for file in (packed, other):
        file.write_bytes(b"")
    dragged = QMimeData()
    paths = [tmp_path, packed, other, tmp_path / "gone.cue", Path("x" * 5000)]
    if as_text:
        dragged.setText("\n".join(map(str, paths)))
    else:
        dragged.setUrls([QUrl.fromLocalFile(str(path)) for path in paths])
    held = (Qt.MouseButton.LeftButton, Qt.KeyboardModifier.NoModifier)
    for event in (
        QDragEnterEvent(QPoint(5, 5), Qt.DropAction.CopyAction, dragged, *held),
        QDropEvent(QPointF(5, 5), Qt.DropAction.CopyAction, dragged, *held),
    ):
        QApplication.sendEvent(control(dialog, "bundle_folders"), event)
    assert settings.get(BUNDLE_FOLDERS) == (tmp_path, packed)


def test_the_default_comes_back_where_it_was_changed(
    dialog: SettingsDialog, settings: Settings, store: FakeStore
) -> None:
    assert not reset(dialog, "text_scale").isVisibleTo(dialog)
    settings.set(TEXT_SCALE, 150)
    assert reset(dialog, "text_scale").isVisibleTo(dialog)
    reset(dialog, "text_scale").click()
    assert settings.get(TEXT_SCALE) == 100
    assert store.stored == {}
    assert not reset(dialog, "text_scale").isVisibleTo(dialog)


def test_a_default_that_another_setting_took_is_refused(dialog: SettingsDialog, settings: Settings) -> None:
    settings.set(HOTKEY_PALETTE, "ctrl+f1")
    settings.set(HOTKEY_PANEL, "ctrl+alt+space")
    reset(dialog, "hotkey_palette").click()
    assert settings.get(HOTKEY_PALETTE) == "ctrl+f1"
    assert "has these keys" in error(dialog, "hotkey_palette")


def test_a_change_from_elsewhere_is_shown(dialog: SettingsDialog, settings: Settings) -> None:
    settings.set_text("theme", "dark")
    box = control(dialog, "theme")
    assert isinstance(box, QComboBox)
    assert box.currentText() == "Dark"


def test_a_trouble_that_shows_later_stands_beside_its_setting(
    dialog: SettingsDialog, settings: Settings
) -> None:
    dialog.show_trouble("hotkey_palette", "Another program has these keys.")
    assert error(dialog, "hotkey_palette") == "Another program has these keys."
    record(dialog, "hotkey_palette", Qt.Key.Key_F1, CTRL_ALT)
    assert error(dialog, "hotkey_palette") == ""


def test_scrolling_over_a_control_changes_nothing(dialog: SettingsDialog, settings: Settings) -> None:
    for name in ("theme", "text_scale"):
        spot = QPointF(5, 5)
        wheel = QWheelEvent(
            spot,
            spot,
            QPoint(0, -120),
            QPoint(0, -120),
            Qt.MouseButton.NoButton,
            Qt.KeyboardModifier.NoModifier,
            Qt.ScrollPhase.NoScrollPhase,
            False,
        )
        QApplication.sendEvent(control(dialog, name), wheel)
    assert (settings.get(THEME), settings.get(TEXT_SCALE)) == ("system", 100)


def test_wishes_are_listed_in_words_and_undone(dialog: SettingsDialog, qtbot: QtBot) -> None:
    wishes = [
        Wish(WishKind.NEVER, "desk/pay", "", NOW, None),
        Wish(WishKind.NOT_HERE, "desk/undo", "soffice", NOW, None),
        Wish(WishKind.SNOOZE, "desk/gone", "", NOW, NOW + timedelta(hours=2)),
    ]
    dialog.show_wishes(wishes, {"desk/pay": "Before you pay", "desk/undo": "Undo a run"})
    qtbot.waitUntil(lambda: "Before you pay" in texts(dialog))
    said = texts(dialog)
    assert "Not in soffice" in said
    assert "desk/gone" in said
    until = (NOW + timedelta(hours=2)).astimezone()
    assert f"Snoozed until 20 Nov, {until:%H:%M}" in said
    with qtbot.waitSignal(dialog.wish_undone) as undone:
        button(dialog, "undoWish-1").click()
    assert undone.args == [wishes[1]]


def test_without_wishes_it_says_so(dialog: SettingsDialog, qtbot: QtBot) -> None:
    dialog.show_wishes([Wish(WishKind.NEVER, "desk/pay", "", NOW, None)], {})
    dialog.show_wishes([], {})
    qtbot.waitUntil(lambda: any(words.startswith("Nothing.") for words in texts(dialog)))
    assert "desk/pay" not in texts(dialog)


def test_recent_cards_are_forgotten_on_request(dialog: SettingsDialog, qtbot: QtBot) -> None:
    with qtbot.waitSignal(dialog.history_cleared):
        button(dialog, "clearHistory").click()
    assert not button(dialog, "clearHistory").isEnabled()


def test_what_is_learned_is_forgotten_on_request(dialog: SettingsDialog, qtbot: QtBot) -> None:
    with qtbot.waitSignal(dialog.learned_cleared):
        button(dialog, "clearLearned").click()
    assert not button(dialog, "clearLearned").isEnabled()
    assert button(dialog, "clearHistory").isEnabled()


def test_it_fits_a_small_screen_at_twice_the_text_size(
    dialog: SettingsDialog, theme: Theme, qtbot: QtBot
) -> None:
    dialog.hide()
    theme.set("dark", 200, motion=True)
    dialog.present()
    assert dialog.screen().availableGeometry().contains(dialog.rect())
    row = control(dialog, "side")
    assert row.mapTo(dialog, QPoint(row.width(), 0)).x() <= dialog.width()


def test_escape_closes_it_unless_a_hotkey_is_recorded(dialog: SettingsDialog) -> None:
    field = button(dialog, "setting-hotkey_palette")
    field.click()
    QTest.keyClick(field, Qt.Key.Key_Escape)
    assert dialog.isVisible()
    QTest.keyClick(field, Qt.Key.Key_Escape)
    assert not dialog.isVisible()


def test_after_closing_for_good_it_hears_nothing_more(
    dialog: SettingsDialog, settings: Settings, qtbot: QtBot
) -> None:
    dialog.close_for_good()
    settings.set(THEME, "dark")
    box = control(dialog, "theme")
    assert isinstance(box, QComboBox)
    assert box.currentText() == "Like the system"
