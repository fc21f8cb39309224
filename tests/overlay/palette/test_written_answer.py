from __future__ import annotations

import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QLabel, QPushButton
from pytestqt.qtbot import QtBot

from content.answers.model import NO_ANSWER, Quote, WrittenAnswer
from overlay.palette.written_answer import WrittenAnswerFrame
from overlay.theme.theme import Theme

pytestmark = pytest.mark.qt_log_ignore("This plugin does not support")

TITLES = {"a/undo": "Undo <b>& more</b>", "a/terms": "Terms"}
ANSWER = WrittenAnswer(
    "Recall it. [1] <img src='https://a.example/x'> Wait. [2]",
    (Quote("a/undo", "<b>Recall</b> it"),),
    ("a/undo", "a/terms", "a/unused"),
)


@pytest.fixture
def frame(qtbot: QtBot) -> WrittenAnswerFrame:
    made = WrittenAnswerFrame(Theme("light"))
    qtbot.addWidget(made)
    return made


def texts(frame: WrittenAnswerFrame) -> list[str]:
    return [
        label.text().replace("\u200b", "") for label in frame.findChildren(QLabel) if not label.isHidden()
    ]


def links(frame: WrittenAnswerFrame) -> list[QPushButton]:
    return [button for button in frame.findChildren(QPushButton) if not button.isHidden()]


def test_it_hides_until_something_is_asked(frame: WrittenAnswerFrame) -> None:
    assert frame.isHidden()
    frame.show_asking()
    assert not frame.isHidden()
    assert texts(frame) == ["Asking…"]
    frame.clear()
    assert frame.isHidden()


def test_an_answer_stands_with_its_cards_and_quotes(frame: WrittenAnswerFrame) -> None:
    frame.setFixedWidth(440)
    frame.show_answer(ANSWER, TITLES)
    frame.layout().activate()  # type: ignore[union-attr]

    assert ANSWER.text in texts(frame)
    assert "“<b>Recall</b> it”" in texts(frame)
    assert any("Read the cards" in text for text in texts(frame))
    assert [link.accessibleName() for link in links(frame)] == ["Card 1: Undo <b>& more</b>", "Card 2: Terms"]
    assert links(frame)[0].text() == "[1] Undo <b>&& more</b>"
    assert frame.accessibleName() == "Written answer"
    assert frame.accessibleDescription() == ANSWER.text


def test_what_a_model_writes_is_only_ever_words(frame: WrittenAnswerFrame) -> None:
    frame.show_answer(ANSWER, TITLES)
    for label in frame.findChildren(QLabel):
        assert label.textFormat() is Qt.TextFormat.PlainText
        assert not label.openExternalLinks()


def test_a_card_opens_by_mouse_and_by_keyboard(frame: WrittenAnswerFrame) -> None:
    frame.show_answer(ANSWER, TITLES)
    clicked: list[str] = []
    frame.card_clicked.connect(clicked.append)

    QTest.mouseClick(links(frame)[0], Qt.MouseButton.LeftButton)
    QTest.keyClick(links(frame)[1], Qt.Key.Key_Space)

    assert clicked == ["a/undo", "a/terms"]


def test_a_card_that_is_gone_is_no_link(frame: WrittenAnswerFrame) -> None:
    frame.show_answer(ANSWER, {"a/terms": "Terms"})
    assert [link.text() for link in links(frame)] == ["[2] Terms"]


def test_no_answer_and_a_failure_leave_nothing_of_the_answer_before(frame: WrittenAnswerFrame) -> None:
    frame.show_answer(ANSWER, TITLES)
    frame.show_answer(NO_ANSWER, TITLES)
    assert (texts(frame), links(frame)) == (["Your cards do not answer this."], [])

    frame.show_answer(ANSWER, TITLES)
    frame.show_failure("a.example: cannot be reached; try again later")
    assert texts(frame) == ["No answer: a.example: cannot be reached; try again later"]
    assert links(frame) == []


@pytest.mark.parametrize("mode", ["light", "dark", "high-contrast"])
def test_it_follows_the_theme(qtbot: QtBot, mode: str) -> None:
    theme = Theme(mode, 150)
    frame = WrittenAnswerFrame(theme)
    qtbot.addWidget(frame)
    frame.show_answer(ANSWER, TITLES)
    assert theme.roles.selected in frame.styleSheet()
    assert links(frame)[0].font().pixelSize() == theme.font().pixelSize()


def test_a_long_title_is_shortened_and_makes_nothing_wider(frame: WrittenAnswerFrame) -> None:
    frame.setFixedWidth(300)
    frame.show_answer(ANSWER, {"a/undo": "Long & longer " * 40})
    frame.layout().activate()  # type: ignore[union-attr]

    (link,) = links(frame)
    assert link.text().endswith("…")
    assert link.width() <= 300
    assert frame.minimumSizeHint().width() <= 300
    assert link.accessibleName().endswith("longer ")
