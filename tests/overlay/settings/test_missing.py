"""The settings list what was noted as missing: to remove, and to copy."""

from __future__ import annotations

from datetime import UTC, datetime

from PySide6.QtGui import QGuiApplication
from PySide6.QtWidgets import QPushButton
from pytestqt.qtbot import QtBot

from content.memory.missing import Missing
from overlay.settings.missing import MissingSection
from overlay.theme.theme import Theme

DAY = datetime(2026, 5, 4, 12, tzinfo=UTC)
ENTRIES = (Missing("dunning", 1, DAY, DAY), Missing("<b>refund</b>", 3, DAY, DAY))


def button(section: MissingSection, name: str) -> QPushButton:
    found = section.findChild(QPushButton, name)
    assert isinstance(found, QPushButton)
    return found


def test_each_entry_can_be_removed_and_all_be_copied(qtbot: QtBot, theme: Theme) -> None:
    section = MissingSection(theme)
    qtbot.addWidget(section)
    section.show_missing(ENTRIES)
    with qtbot.waitSignal(section.removed) as removed:
        button(section, "removeMissing-0").click()
    assert removed.args == ["<b>refund</b>"]
    button(section, "copyMissing").click()
    assert QGuiApplication.clipboard().text() == "<b>refund</b> (4 May, 3 times)\ndunning (4 May)"
