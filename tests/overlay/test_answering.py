"""A written answer from the palette's key to its frame, by a real process and a real server on loopback."""

from __future__ import annotations

from collections.abc import Iterator

import pytest
from PySide6.QtCore import QSize, Qt
from PySide6.QtWidgets import QLabel, QPushButton
from pytestqt.qtbot import QtBot

from content.library.library import Library
from content.memory.memory import Memory
from content.policy.model import NO_POLICY
from overlay.answers import Answers
from overlay.conductor import Conductor
from overlay.finder import Finder
from overlay.own_command import own_command
from overlay.palette.written_answer import WrittenAnswerFrame
from overlay.presenter import Presenter
from overlay.settings.dialog import SettingsDialog
from overlay.settings.table import WRITTEN_ANSWERS, Settings
from overlay.theme.theme import Theme
from tests.content.answers.server import Model
from tests.overlay.desk import TraceRecord
from tests.overlay.spying import SpyingPalette, reading_of

ALT = Qt.KeyboardModifier.AltModifier
QUESTION = "how do I undo a payment"


@pytest.fixture
def finder(
    palette: SpyingPalette,
    conductor: Conductor,
    memory: Memory,
    trace: TraceRecord,
    library: Library,
    asking_settings: Settings,
) -> Iterator[Finder]:
    answers = Answers(asking_settings, own_command("write-answer"))
    made = Finder(lambda: palette, conductor, memory, trace, lambda: None)
    made.answers = answers
    made.use(reading_of(library))
    yield made
    made.close()
    answers.close()


def frame_of(palette: SpyingPalette) -> WrittenAnswerFrame:
    frame = palette.findChild(WrittenAnswerFrame)
    assert isinstance(frame, WrittenAnswerFrame)
    return frame


def words(palette: SpyingPalette) -> str:
    frame = frame_of(palette)
    return frame.accessibleDescription() if frame.isVisible() else ""


def hint_is_shown(palette: SpyingPalette) -> bool:
    hints = [hint for hint in palette.findChildren(QPushButton) if "answer" in hint.accessibleName()]
    assert len(hints) == 1
    return hints[0].isVisible()


def test_the_key_asks_and_the_answer_stands_above_the_card_it_cites(
    finder: Finder, palette: SpyingPalette, qtbot: QtBot, model: Model, presenter: Presenter
) -> None:
    finder.open(QUESTION)
    assert hint_is_shown(palette)
    assert model.asked == []  # typing alone sends nothing
    palette.press(Qt.Key.Key_Return, ALT)
    assert words(palette) == "Asking…"
    qtbot.waitUntil(lambda: words(palette) == "Recall it. [1]", timeout=20_000)
    assert len(model.asked) == 1
    frame = frame_of(palette)
    cited = frame.findChildren(QPushButton)
    assert [button.accessibleName() for button in cited] == ["Card 1: Undo a payment"]
    title = next(label for label in palette.findChildren(QLabel) if label.property("role") == "heading")
    assert frame.geometry().bottom() < title.geometry().top()
    qtbot.waitUntil(lambda: frame.height() >= frame.heightForWidth(frame.width()) > 0)

    cited[0].click()
    assert presenter.panel_card == "desk/undo"
    assert not palette.isVisible()


def test_another_letter_ends_it(finder: Finder, palette: SpyingPalette, qtbot: QtBot, model: Model) -> None:
    finder.open(QUESTION)
    palette.press(Qt.Key.Key_Enter, ALT)
    qtbot.waitUntil(lambda: words(palette) == "Recall it. [1]", timeout=20_000)
    palette.type("s")
    assert words(palette) == ""
    palette.press(Qt.Key.Key_Return, ALT)
    assert words(palette) == "Asking…"
    palette.leave()
    finder.open(QUESTION)
    assert words(palette) == ""


def test_a_failure_is_said_in_place(
    finder: Finder, palette: SpyingPalette, qtbot: QtBot, model: Model
) -> None:
    model.sends(b"{}", 500)
    finder.open(QUESTION)
    palette.press(Qt.Key.Key_Return, ALT)
    qtbot.waitUntil(lambda: words(palette).startswith("No answer: "), timeout=20_000)


def test_without_the_persons_wish_nothing_is_offered_or_sent(
    finder: Finder, palette: SpyingPalette, asking_settings: Settings, model: Model
) -> None:
    asking_settings.set(WRITTEN_ANSWERS, False)
    finder.open(QUESTION)
    assert not hint_is_shown(palette)
    palette.press(Qt.Key.Key_Return, ALT)
    assert palette.findChild(WrittenAnswerFrame) is None
    assert model.asked == []


def test_a_name_is_no_question(finder: Finder, palette: SpyingPalette) -> None:
    finder.open("undo payment")
    assert palette.rows
    assert not hint_is_shown(palette)


def test_in_a_narrow_palette_the_answer_takes_the_place_of_the_list(
    finder: Finder, palette: SpyingPalette, qtbot: QtBot
) -> None:
    finder.open(QUESTION)
    palette._parts.show_preview(False)
    palette.resize(QSize(400, 480))
    palette.press(Qt.Key.Key_Return, ALT)
    qtbot.waitUntil(lambda: words(palette) == "Recall it. [1]", timeout=20_000)
    assert palette._parts.preview.isVisible()
    assert not palette._parts.results.isVisible()
    palette.type("s")
    assert palette._parts.results.isVisible()
    assert not palette._parts.preview.isVisible()


def test_the_setting_is_there_only_where_it_can_make_a_difference(
    qtbot: QtBot, theme: Theme, asking_settings: Settings, memory: Memory
) -> None:
    for made, is_there in ((asking_settings, True), (Settings(memory, NO_POLICY), False)):
        dialog = SettingsDialog(theme, made)
        qtbot.addWidget(dialog)
        labels = [label.text() for label in dialog.findChildren(QLabel)]
        assert (WRITTEN_ANSWERS.title in labels) is is_there
        dialog.close_for_good()
