from __future__ import annotations

from PySide6.QtCore import QSize, Qt
from PySide6.QtWidgets import QPushButton
from pytestqt.qtbot import QtBot

from overlay.theme.flow import Flow


class Button(QPushButton):
    """As wide and as high on every desk."""

    def sizeHint(self) -> QSize:
        return QSize(100, 30)


def flow(qtbot: QtBot, count: int, width: int) -> tuple[Flow, list[Button]]:
    made = Flow(gap=8)
    qtbot.addWidget(made)
    buttons = [Button() for _ in range(count)]
    for button in buttons:
        made.add(button)
    made.resize(width, made.heightForWidth(width))
    made.show()
    return made, buttons


def places(buttons: list[Button]) -> list[tuple[int, int]]:
    return [(button.x(), button.y()) for button in buttons]


def test_what_has_no_room_goes_on_in_the_next_line(qtbot: QtBot) -> None:
    made, buttons = flow(qtbot, 3, 220)
    assert places(buttons) == [(0, 0), (108, 0), (0, 38)]
    assert made.heightForWidth(220) == 68
    assert made.heightForWidth(400) == 30
    assert made.minimumSizeHint().width() == 100


def test_it_begins_at_the_right_where_people_read_from_there(qtbot: QtBot) -> None:
    made, buttons = flow(qtbot, 2, 300)
    made.setLayoutDirection(Qt.LayoutDirection.RightToLeft)
    made.resize(310, 30)
    assert places(buttons) == [(210, 0), (102, 0)]


def test_what_was_taken_out_and_what_is_hidden_leaves_no_gap(qtbot: QtBot) -> None:
    made, _ = flow(qtbot, 3, 400)
    made.clear()
    buttons = [Button(), Button()]
    for button in buttons:
        made.add(button)
    assert places(buttons) == [(0, 0), (108, 0)]
    buttons[0].hide()
    made.resize(410, 30)
    assert places(buttons[1:]) == [(0, 0)]
