"""The settings of a person: good values hold, bad ones are reported, listeners hear of changes."""

from __future__ import annotations

import subprocess
import sys
from pathlib import Path
from typing import Any

import pytest

from content.attention.cue import Loudness
from content.memory.memory import Memory
from content.policy.model import Policy
from overlay.settings import table
from overlay.settings.errors import SettingError, SettingLockedError
from overlay.settings.table import Settings, find


class Store:
    """Keeps settings in a dict."""

    def __init__(self, **stored: object) -> None:
        self.stored = stored

    def settings(self) -> dict[str, object]:
        return dict(self.stored)

    def set_setting(self, name: str, value: object) -> None:
        self.stored[name] = value

    def unset_setting(self, name: str) -> None:
        self.stored.pop(name, None)


def test_defaults_hold_until_something_is_set() -> None:
    settings = Settings(Store())
    assert (settings.get(table.THEME), settings.get(table.TEXT_SCALE)) == ("system", 100)
    assert settings.loudest is Loudness.PANEL
    assert settings.problems == ()


def test_what_is_set_holds_and_is_stored() -> None:
    store = Store()
    settings = Settings(store)
    settings.set(table.LOUDNESS, "tab")
    settings.set(table.BUNDLE_FOLDERS, [Path("/a"), "/b"])
    assert settings.loudest is Loudness.TAB
    assert settings.get(table.BUNDLE_FOLDERS) == (Path("/a"), Path("/b"))
    assert store.stored == {"loudness": "tab", "bundle_folders": ["/a", "/b"]}
    assert Settings(store).get(table.BUNDLE_FOLDERS) == (Path("/a"), Path("/b"))


def test_the_memory_is_a_store(tmp_path: Path) -> None:
    from tests.content.memory.examples import Clock

    memory = Memory(tmp_path, Clock())
    settings = Settings(memory)
    for setting in table.SETTINGS:
        settings.set(setting, setting.default)
    assert Settings(memory).problems == ()
    settings.reset(table.THEME)
    assert "theme" not in memory.settings()
    memory.close()


def test_a_bad_stored_value_is_reported_and_the_default_used() -> None:
    store = Store(theme="purple", text_scale=500, side="left", unknown_of_a_newer_version=1)
    settings = Settings(store)
    assert settings.get(table.THEME) == "system"
    assert settings.get(table.TEXT_SCALE) == 100
    assert settings.get(table.SIDE) == "left"
    theme, scale = settings.problems
    assert theme == (
        "The stored setting theme must be system, light, dark or high-contrast. "
        'Sidecue uses "system" until you change it.'
    )
    assert "80 to 200 %" in scale
    assert store.stored["theme"] == "purple"
    settings.set(table.THEME, "dark")
    assert settings.problems == (scale,)


def test_a_bad_value_is_refused_and_changes_nothing() -> None:
    store = Store()
    settings = Settings(store)
    with pytest.raises(SettingError, match="text_scale must be a whole number from 80 to 200 %"):
        settings.set(table.TEXT_SCALE, 300)
    assert (settings.get(table.TEXT_SCALE), store.stored) == (100, {})


def test_listeners_hear_of_each_change_once_until_they_leave() -> None:
    settings = Settings(Store())
    heard: list[str] = []

    def changed(setting: table.Setting[Any]) -> None:
        heard.append(f"{setting.name}={settings.get(setting)}")

    leave = settings.listen(changed)
    settings.set(table.THEME, "dark")
    settings.set(table.THEME, "dark")
    settings.reset(table.THEME)
    leave()
    leave()
    settings.set(table.THEME, "light")
    assert heard == ["theme=dark", "theme=system"]


def test_the_command_line_reads_and_writes_text() -> None:
    settings = Settings(Store())
    settings.set_text("history", "off")
    settings.set_text("text_scale", "125%")
    assert (settings.text("history"), settings.text("text_scale")) == ("off", "125")
    with pytest.raises(SettingError, match="history must be on or off"):
        settings.set_text("history", "perhaps")


@pytest.mark.parametrize(("name", "hint"), [("theme_", "did you mean theme"), ("xyz", "there are theme, ")])
def test_a_setting_that_does_not_exist_is_named_with_what_does(name: str, hint: str) -> None:
    with pytest.raises(SettingError, match=hint):
        find(name)


def test_one_hotkey_cannot_do_two_things_but_both_can_be_off() -> None:
    settings = Settings(Store())
    with pytest.raises(SettingError, match="“Open the palette” has these keys already"):
        settings.set(table.HOTKEY_PANEL, settings.get(table.HOTKEY_PALETTE))
    settings.set(table.HOTKEY_PALETTE, "")
    settings.set(table.HOTKEY_PANEL, "")
    assert settings.get(table.HOTKEY_PANEL) == ""


def test_a_hotkey_has_one_spelling() -> None:
    settings = Settings(Store())
    settings.set_text("hotkey_palette", "Alt + Ctrl + P")
    assert settings.text("hotkey_palette") == "ctrl+alt+p"
    with pytest.raises(SettingError, match="hotkey_palette must be keys joined by plus signs"):
        settings.set_text("hotkey_palette", "ctrl+")


def test_the_table_reaches_no_qt() -> None:
    program = (
        "import overlay.settings.reference, sys; print([name for name in sys.modules if 'PySide' in name])"
    )
    answer = subprocess.run([sys.executable, "-c", program], capture_output=True, text=True, check=True)
    assert answer.stdout.strip() == "[]"


LOCKED = Policy("/etc/sidecue/policy.yaml", {"theme": "dark", "roles": ["finance"]})


def test_what_the_organisation_decided_holds_and_cannot_be_changed() -> None:
    store = Store(theme="light", side="left")
    settings = Settings(store, LOCKED)
    assert (settings.get(table.THEME), settings.get(table.SIDE)) == ("dark", "left")
    assert settings.text("roles") == "finance"
    assert (settings.is_locked(table.THEME), settings.is_locked(table.SIDE)) == (True, False)
    words = "theme is set by your organisation .in /etc/sidecue/policy.yaml.; ask whoever"
    with pytest.raises(SettingLockedError, match=words):
        settings.set_text("theme", "light")
    with pytest.raises(SettingLockedError, match=words):
        settings.reset(table.THEME)
    assert settings.get(table.THEME) == "dark"
    assert store.stored == {"theme": "light", "side": "left"}


def test_a_bad_stored_value_behind_a_locked_one_is_nobodys_problem() -> None:
    settings = Settings(Store(theme="purple"), LOCKED)
    assert settings.problems == ()


def test_the_persons_own_value_is_back_when_the_policy_is_gone() -> None:
    store = Store(theme="light")
    Settings(store, LOCKED)
    assert Settings(store).get(table.THEME) == "light"


@pytest.mark.parametrize(
    ("text", "roles"),
    [
        ("", ()),
        (" , ", ()),
        ("finance, Approver ,finance,FINANCE", ("finance", "Approver")),
        ("accounts payable", ("accounts payable",)),
    ],
)
def test_roles_are_words_between_commas_each_once(text: str, roles: tuple[str, ...]) -> None:
    settings = Settings(Store())
    settings.set_text("roles", text)
    assert settings.get(table.ROLES) == roles
    settings.set_text("roles", settings.text("roles"))
    assert settings.get(table.ROLES) == roles


@pytest.mark.parametrize(
    "bad", [["a,b"], ["x" * 61], [""], [3], "finance", ["a\nb"], [str(n) for n in range(51)]]
)
def test_what_are_no_roles_is_refused(bad: object) -> None:
    with pytest.raises(SettingError, match="roles must be words separated by commas"):
        Settings(Store()).set(table.ROLES, bad)


@pytest.mark.parametrize(("text", "code"), [("system", "system"), (" System ", "system"), ("DE_at", "de-AT")])
def test_a_language_is_that_of_the_system_or_a_code(text: str, code: str) -> None:
    settings = Settings(Store())
    settings.set_text("language", text)
    assert settings.get(table.LANGUAGE) == code


@pytest.mark.parametrize("bad", ["german", "C", "", 3, None])
def test_what_is_no_language_is_refused(bad: object) -> None:
    with pytest.raises(SettingError, match="language must be system, or the code of a language"):
        Settings(Store()).set(table.LANGUAGE, bad)


def test_where_settings_were_lost_nothing_is_kept_until_the_person_wants_it() -> None:
    store = Store(event_log=True)
    settings = Settings(store, Policy("p", {"history": True}), lost_settings=True)
    keeps = [settings.get(setting) for setting in (table.EVENT_LOG, table.LEARNING, table.HISTORY)]
    assert keeps == [True, False, True]  # that is known; that is not; that the organisation decides
    assert Settings(store).get(table.LEARNING) is False  # nor with the next start
