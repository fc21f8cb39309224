"""The settings window on a managed desk, and the settings that say whom cards are for."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QComboBox, QLabel, QLineEdit
from pytestqt.qtbot import QtBot

from content.policy.model import Policy
from overlay.settings.dialog import SettingsDialog
from overlay.settings.table import LANGUAGE, ROLES, SETTINGS, Settings
from overlay.theme.theme import Theme
from tests.overlay.settings.conftest import FakeStore
from tests.overlay.settings.test_dialog import button, child, control, error, reset, texts

# The offscreen platform cannot raise windows and says so.
pytestmark = pytest.mark.qt_log_ignore("This plugin does not support")


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


@pytest.fixture
def managed(qtbot: QtBot, theme: Theme, store: FakeStore, tmp_path: Path) -> Iterator[SettingsDialog]:
    """A dialog on a desk whose organisation decided most of it."""
    decided: dict[str, object] = {
        "theme": "dark",
        "text_scale": 125,
        "hotkey_panel": "ctrl+alt+p",
        "history": False,
        "roles": ["finance"],
        "language": "de",
        "bundle_folders": [str(tmp_path)],
    }
    made = SettingsDialog(theme, Settings(store, Policy("/etc/sidecue/policy.yaml", decided)))
    made.offer("roles", ["finance", "tax"])
    qtbot.addWidget(made)
    made.present()
    yield made
    made.close_for_good()


def test_what_the_organisation_decided_is_shown_greyed_with_the_reason(
    managed: SettingsDialog, store: FakeStore
) -> None:
    for name in ("theme", "text_scale", "hotkey_panel", "history", "roles", "language"):
        assert not control(managed, name).isEnabled(), name
        assert "Set by your organisation." in control(managed, name).accessibleDescription()
        assert not reset(managed, name).isVisibleTo(managed)
    locked = [name for name in (it.name for it in SETTINGS) if managed.findChild(QLabel, f"locked-{name}")]
    assert texts(managed).count("Set by your organisation") == len(locked) == 7
    assert control(managed, "side").isEnabled()
    assert not child(managed, "addFolder").isVisibleTo(managed)
    assert not child(managed, "removeFolder-0").isVisibleTo(managed)
    assert not child(managed, "chooseWords").isVisibleTo(managed)
    toggle = control(managed, "history")
    QTest.mouseClick(toggle, Qt.MouseButton.LeftButton)
    QTest.keyClicks(control(managed, "roles"), "tax")
    assert store.stored == {}


def test_roles_are_typed_and_hold_when_finished(dialog: SettingsDialog, settings: Settings) -> None:
    line = control(dialog, "roles")
    assert isinstance(line, QLineEdit)
    assert line.placeholderText() == "Separated by commas"
    QTest.keyClicks(line, "finance, tax")
    assert settings.get(ROLES) == ()
    QTest.keyClick(line, Qt.Key.Key_Return)
    assert settings.get(ROLES) == ("finance", "tax")
    line.selectAll()
    QTest.keyClicks(line, "x" * 61)
    QTest.keyClick(line, Qt.Key.Key_Return)
    assert settings.get(ROLES) == ("finance", "tax")
    assert "at most 60 characters" in error(dialog, "roles")


def test_roles_of_the_active_cards_are_picked_from_a_list(dialog: SettingsDialog, settings: Settings) -> None:
    pick = button(dialog, "chooseWords")
    assert not pick.isVisibleTo(dialog)
    dialog.offer("roles", ["finance", "R&D"])
    assert pick.isVisibleTo(dialog)
    settings.set(ROLES, ["Finance", "own"])
    menu = pick.menu()
    assert menu is not None
    menu.aboutToShow.emit()
    assert [(action.text(), action.isChecked()) for action in menu.actions()] == [
        ("finance", True),
        ("R&&D", False),
    ]
    menu.actions()[1].trigger()
    assert settings.get(ROLES) == ("Finance", "own", "R&D")
    menu.aboutToShow.emit()
    menu.actions()[0].trigger()
    assert settings.get(ROLES) == ("own", "R&D")


def test_a_language_is_picked_by_its_own_name(dialog: SettingsDialog, settings: Settings) -> None:
    box = control(dialog, "language")
    assert isinstance(box, QComboBox)
    dialog.offer("language", ["en", "de", "de-AT", "qaa"])
    names = [box.itemText(at) for at in range(box.count())]
    assert names == ["Like the system", "English", "Deutsch", "Österreichisches Deutsch", "qaa"]
    QTest.keyClick(box, Qt.Key.Key_Down)
    QTest.keyClick(box, Qt.Key.Key_Down)
    assert settings.get(LANGUAGE) == "de"
    settings.set(LANGUAGE, "fr")  # from a terminal: no card is written in it
    assert box.currentText() == "Français"
