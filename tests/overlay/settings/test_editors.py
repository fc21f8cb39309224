from __future__ import annotations

from dataclasses import dataclass

from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QLineEdit
from pytestqt.qtbot import QtBot

from overlay.settings.chord_field import in_caps, key_name
from overlay.settings.editors import editor_for
from overlay.settings.kinds import Kind
from overlay.theme.theme import Theme


@dataclass(frozen=True)
class Even(Kind[int]):
    """A kind that no control was made for."""

    @property
    def allowed(self) -> str:
        return "an even number"

    def check(self, value: object) -> int:
        if not isinstance(value, int) or value % 2:
            raise self.refuse()
        return value

    def from_text(self, text: str) -> int:
        return self.check(int(text) if text.isdigit() else text)


def test_a_kind_without_a_control_of_its_own_is_edited_as_text(qtbot: QtBot) -> None:
    editor = editor_for(Even(), Theme("light"))
    qtbot.addWidget(editor)
    editor.show_value(4)
    line = editor.control
    assert isinstance(line, QLineEdit)
    assert line.text() == "4"
    seen: list[object] = []
    editor.edited.connect(seen.append)
    for text in ("8", "odd"):
        line.selectAll()
        QTest.keyClicks(line, text)
        QTest.keyClick(line, Qt.Key.Key_Return)
    assert seen == [8, "odd"]


def test_a_chord_reads_like_the_keys_look() -> None:
    assert in_caps("ctrl+alt+space") == "Ctrl + Alt + Space"
    assert in_caps("") == ""


def test_keys_have_the_names_that_chords_are_written_with() -> None:
    assert key_name(Qt.Key.Key_F12) == "f12"
    assert key_name(Qt.Key.Key_Enter) == "return"
    assert key_name(Qt.Key.Key_A) == "a"
    assert key_name(Qt.Key.Key_PageDown) == "pgdown"
