from __future__ import annotations

import json
import sqlite3
import time
from collections.abc import Callable, Iterator
from contextlib import closing
from pathlib import Path

import pytest
from PySide6.QtCore import QUrl
from PySide6.QtGui import QDesktopServices
from PySide6.QtWidgets import QFileDialog, QPushButton, QWidget
from pytestqt.qtbot import QtBot

from content.memory.memory import Memory
from overlay.app_events import AppEvents
from overlay.dialogs import Dialogs
from overlay.health import Health
from overlay.loop import QtLoop
from overlay.profile import Profile
from overlay.requests import Answerer
from overlay.settings.table import EVENT_DAYS, EVENT_LOG, Settings
from overlay.theme.theme import Theme
from overlay.tray.tray import Tray
from tests.content.memory.examples import Clock


class Desk:
    """Settings, problems and the log, connected as in the app."""

    def __init__(
        self, theme: Theme, memory: Memory, clock: Clock, file: Path, forget: Callable[[], str] = str
    ) -> None:
        self.settings, self.tray = Settings(memory), Tray(theme)
        self.dialogs = Dialogs(theme, self.settings, memory, (), clock)
        health = Health(self.tray, self.dialogs, memory, self.settings, clock)
        self.events = AppEvents(
            Profile(file.parent, file.parent / "cache", ()), clock, QtLoop(), forget=forget
        )
        self.verbs: dict[str, Answerer] = {}
        self.events.connect_to(self.dialogs, health, self.verbs.__setitem__)
        self.status = health.status

    def close(self) -> None:
        self.events.close()
        self.dialogs.close()
        self.tray.close()

    def window(self) -> QWidget:
        self.dialogs.show_settings()
        assert self.dialogs._settings_dialog is not None
        return self.dialogs._settings_dialog

    def press(self, name: str) -> None:
        button = self.window().findChild(QPushButton, name)
        assert isinstance(button, QPushButton)
        button.click()

    def says(self) -> str:
        return "\n".join(str(one.property("text") or "") for one in self.window().findChildren(QWidget))


@pytest.fixture
def file(tmp_path: Path) -> Path:
    return tmp_path / "events.db"


@pytest.fixture
def desk(qtbot: QtBot, theme: Theme, memory: Memory, clock: Clock, file: Path) -> Iterator[Desk]:
    made = Desk(theme, memory, clock, file)
    yield made
    made.close()


def test_one_click_erases_all_that_happened(qtbot: QtBot, desk: Desk, file: Path) -> None:
    desk.events.recorder.visited("desk/uncommon")
    desk.events.log.flush()
    desk.press("eraseEvents")

    qtbot.waitUntil(lambda: "Erased." in desk.says())
    assert b"uncommon" not in file.read_bytes()


def test_what_cannot_be_erased_elsewhere_is_told(
    qtbot: QtBot, theme: Theme, memory: Memory, clock: Clock, file: Path
) -> None:
    desk = Desk(theme, memory, clock, file, forget=lambda: "xapi/outbox.sqlite: it is locked")
    desk.press("eraseEvents")
    qtbot.waitUntil(lambda: "Not all was erased: xapi/outbox.sqlite: it is locked." in desk.says())
    desk.close()


def test_a_locked_file_keeps_nobody_waiting(qtbot: QtBot, desk: Desk, file: Path) -> None:
    desk.events.recorder.visited("desk/pay")
    desk.events.log.flush()
    begin = time.perf_counter()
    with closing(sqlite3.connect(file, isolation_level=None)) as other:
        other.execute("BEGIN IMMEDIATE")
        desk.events.recorder.visited("desk/pay")
        assert desk.verbs["write-events"]({}) == {"waiting": True}
        assert desk.verbs["erase-events"]({"for": "me"}) == {"waiting": True}
        desk.press("eraseEvents")
        took = time.perf_counter() - begin
        other.execute("ROLLBACK")
    qtbot.waitUntil(lambda: "Erased." in desk.says())
    assert took < 2.0  # five seconds each is what it waits for a lock


def test_what_was_asked_for_before_the_end_is_told(desk: Desk, file: Path) -> None:
    desk.events.recorder.visited("desk/pay")
    desk.verbs["erase-events"]({"for": "me"})
    desk.events.close()
    assert desk.verbs["erase-events"]({"for": "me"}) == {"erased": 1}


def test_what_happened_is_exported_where_the_person_says(
    qtbot: QtBot, desk: Desk, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    target = tmp_path / "mine.json"
    monkeypatch.setattr(QFileDialog, "getSaveFileName", lambda *_: (str(target), ""))
    desk.events.recorder.visited("desk/pay")
    desk.press("exportEvents")
    qtbot.waitUntil(lambda: f"Exported 1 events to {target}." in desk.says())

    (one,) = json.loads(target.read_text())["events"]
    assert (one["what"], one["card"]) == ("visited", "desk/pay")


def test_nothing_is_written_when_the_person_leaves_the_choice_of_a_file(
    desk: Desk, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(QFileDialog, "getSaveFileName", lambda *_: ("", ""))
    desk.press("exportEvents")
    assert "Exported" not in desk.says()
    assert "Not exported" not in desk.says()


def test_a_file_that_cannot_be_written_is_told_beside_the_button(
    qtbot: QtBot, desk: Desk, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    target = tmp_path / "none" / "mine.json"
    monkeypatch.setattr(QFileDialog, "getSaveFileName", lambda *_: (str(target), ""))
    desk.press("exportEvents")
    qtbot.waitUntil(lambda: f"Not exported: {target}" in desk.says())


def test_the_settings_rule_whether_and_how_long(desk: Desk, file: Path) -> None:
    desk.settings.set(EVENT_LOG, False)
    desk.settings.set(EVENT_DAYS, 30)
    desk.events.take(desk.settings)
    desk.events.recorder.visited("desk/pay")
    desk.events.log.flush()

    assert not file.exists()
    assert desk.events.log.days == 30


def test_what_is_wrong_with_the_log_is_among_the_problems(qtbot: QtBot, desk: Desk, file: Path) -> None:
    file.write_bytes(b"no database" * 100)
    desk.events.recorder.visited("desk/pay")
    qtbot.waitUntil(lambda: desk.status()["problems"] == 1)


def test_another_start_may_have_it_written_and_erased(qtbot: QtBot, desk: Desk, file: Path) -> None:
    desk.events.recorder.visited("desk/pay")
    qtbot.waitUntil(lambda: desk.verbs["write-events"]({}) == {})
    assert file.exists()
    qtbot.waitUntil(lambda: desk.verbs["erase-events"]({"for": "me"}) == {"erased": 1})
    desk.events.recorder.visited("desk/pay")
    desk.events.recorder.visited("desk/pay")
    qtbot.waitUntil(lambda: desk.verbs["erase-events"]({"for": "another"}) == {"erased": 2})


def test_the_report_is_made_and_opened_and_goes_with_what_it_tells(
    qtbot: QtBot, desk: Desk, file: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    opened: list[str] = []

    def open_url(url: QUrl) -> bool:
        opened.append(url.toLocalFile())
        return True

    monkeypatch.setattr(QDesktopServices, "openUrl", open_url)
    desk.events.recorder.visited("desk/pay")
    desk.events.log.flush()
    desk.press("openReport")
    qtbot.waitUntil(lambda: bool(opened), timeout=20_000)

    (page,) = opened
    assert "desk/pay" in Path(page).read_text()
    desk.press("eraseEvents")
    qtbot.waitUntil(lambda: not Path(page).exists())


def test_a_report_that_cannot_be_shown_says_where_it_is(
    qtbot: QtBot, desk: Desk, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(QDesktopServices, "openUrl", lambda _url: False)
    desk.press("openReport")
    qtbot.waitUntil(lambda: "No browser could be opened; the report is" in desk.says(), timeout=20_000)


def test_a_report_that_cannot_be_made_says_why(qtbot: QtBot, desk: Desk, file: Path) -> None:
    file.write_bytes(b"no database" * 100)
    desk.press("openReport")
    qtbot.waitUntil(lambda: "There is no report:" in desk.says(), timeout=20_000)
