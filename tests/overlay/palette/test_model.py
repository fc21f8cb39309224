from __future__ import annotations

from PySide6.QtCore import Qt
from PySide6.QtTest import QAbstractItemModelTester
from pytestqt.qtbot import QtBot

from content.cards.model import CardKind
from overlay.palette.model import ROW_ROLE, ResultsModel
from overlay.palette.rows import ELSEWHERE, HERE, PINNED, RECENT, ResultRow
from tests.overlay.palette.conftest import MakeCard


def titles(model: ResultsModel) -> list[str]:
    return [model.index(at, 0).data() for at in range(model.rowCount())]


def test_it_keeps_every_promise_that_qt_asks_of_a_model(qtbot: QtBot, make_card: MakeCard) -> None:
    model = ResultsModel()
    tester = QAbstractItemModelTester(model, QAbstractItemModelTester.FailureReportingMode.Warning)
    model.replace([ResultRow(make_card("Undo"), HERE), ResultRow(make_card("Close"))])
    model.replace([])
    assert tester.model() is model
    assert model.rowCount() == 0


def test_rows_stand_under_the_heading_of_their_group(qtbot: QtBot, make_card: MakeCard) -> None:
    model = ResultsModel()
    rows = [ResultRow(make_card("One"), RECENT), ResultRow(make_card("Two"), ELSEWHERE)]
    model.replace([*rows, ResultRow(make_card("Three"), RECENT)])
    assert titles(model) == [RECENT, "One", "Three", ELSEWHERE, "Two"]


def test_what_is_for_this_window_stands_first_however_it_comes(qtbot: QtBot, make_card: MakeCard) -> None:
    model = ResultsModel()
    model.replace([ResultRow(make_card("Far"), ELSEWHERE), ResultRow(make_card("Near"), HERE)])
    assert titles(model) == [HERE, "Near", ELSEWHERE, "Far"]


def test_what_is_pinned_stands_before_all_else_and_says_so(qtbot: QtBot, make_card: MakeCard) -> None:
    model = ResultsModel()
    pinned = ResultRow(make_card("Kept"), PINNED, pinned=True)
    found = ResultRow(make_card("Found"), HERE, pinned=True)
    model.replace([found, pinned])
    assert titles(model) == [PINNED, "Kept", HERE, "Found"]
    spoken = [str(model.index(at, 0).data(Qt.ItemDataRole.AccessibleTextRole)) for at in (1, 3)]
    assert [words.count("Pinned") for words in spoken] == [1, 1]


def test_a_note_stands_above_all_and_is_no_row(qtbot: QtBot, make_card: MakeCard) -> None:
    model = ResultsModel()
    model.replace([ResultRow(make_card("One"), HERE)], "Showing results for “one”")
    assert titles(model) == ["Showing results for “one”", HERE, "One"]
    assert model.choosable() == [2]


def test_a_heading_cannot_be_chosen(qtbot: QtBot, make_card: MakeCard) -> None:
    model = ResultsModel()
    model.replace([ResultRow(make_card("One"), HERE), ResultRow(make_card("Two"), ELSEWHERE)])
    assert model.choosable() == [1, 3]
    assert model.flags(model.index(0, 0)) == Qt.ItemFlag.NoItemFlags
    assert model.flags(model.index(1, 0)) & Qt.ItemFlag.ItemIsSelectable


def test_a_screen_reader_hears_the_whole_row(qtbot: QtBot, make_card: MakeCard) -> None:
    model = ResultsModel()
    row = ResultRow(make_card("Undo a payment run", CardKind.GUIDE, minutes=3), HERE)
    model.replace([row])
    role = Qt.ItemDataRole.AccessibleTextRole
    assert model.index(0, 0).data(role) == HERE
    assert (
        model.index(1, 0).data(role)
        == "Undo a payment run, Guide, 3\u00a0min, Treasury desk, For this window"
    )
    assert model.index(1, 0).data(ROW_ROLE) == row
