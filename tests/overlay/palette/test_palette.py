from __future__ import annotations

import pytest
from PySide6.QtCore import QEvent, QPoint, Qt
from PySide6.QtGui import QHelpEvent, QInputMethodEvent
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QLabel, QLineEdit, QListView, QScrollArea, QToolTip, QWidget
from pytestqt.qtbot import QtBot

from overlay.palette.deeds import Deed
from overlay.palette.foot import NOTED, KeyHint
from overlay.palette.palette import Palette
from overlay.palette.rows import ELSEWHERE, HERE, NEAREST, ResultRow
from overlay.theme.theme import Theme
from tests.overlay.palette.conftest import MakeCard
from triggers.context import Rect

# The offscreen platform cannot raise windows and says so; a real one is driven in tests/desktop.
pytestmark = pytest.mark.qt_log_ignore("This plugin does not support")


@pytest.fixture
def rows(make_card: MakeCard) -> list[ResultRow]:
    here = [ResultRow(make_card(f"Here {number}"), HERE) for number in range(2)]
    return here + [ResultRow(make_card(f"Elsewhere {number}"), ELSEWHERE) for number in range(10)]


@pytest.fixture
def opened(palette: Palette, rows: list[ResultRow], qtbot: QtBot) -> Palette:
    with qtbot.waitSignal(palette.painted):
        palette.open()
        palette.show_results("", rows)
    return palette


def field(palette: Palette) -> QLineEdit:
    found = palette.findChild(QLineEdit, "paletteQuery")
    assert isinstance(found, QLineEdit)
    return found


def results(palette: Palette) -> QListView:
    found = palette.findChild(QListView, "paletteResults")
    assert isinstance(found, QListView)
    return found


def preview(palette: Palette) -> QScrollArea:
    found = palette.findChild(QScrollArea, "palettePreview")
    assert isinstance(found, QScrollArea)
    return found


def current(palette: Palette) -> str:
    return str(results(palette).currentIndex().data())


def press(palette: Palette, *keys: Qt.Key) -> None:
    for key in keys:
        QTest.keyClick(field(palette), key)


def test_it_names_itself_for_scripts_and_window_managers(palette: Palette) -> None:
    assert palette.objectName() == "palette"
    assert palette.windowTitle() == "Sidecue palette"
    flags = palette.windowFlags()
    assert flags & Qt.WindowType.FramelessWindowHint
    assert flags & Qt.WindowType.WindowStaysOnTopHint
    assert not flags & Qt.WindowType.WindowDoesNotAcceptFocus


def test_opening_paints_once_with_the_results_that_came_along(
    palette: Palette, rows: list[ResultRow], qtbot: QtBot
) -> None:
    seen: list[object] = []
    palette.painted.connect(lambda: seen.append("palette"))
    palette.results_painted.connect(lambda query, count: seen.append((query, count)))
    palette.open("pay")
    palette.show_results("pay", rows)
    qtbot.waitUntil(lambda: len(seen) == 2)
    qtbot.wait(30)
    assert field(palette).text() == "pay"
    assert seen == ["palette", ("pay", 12)]


def test_opening_is_not_typing(palette: Palette, qtbot: QtBot) -> None:
    with qtbot.assertNotEmitted(palette.query_changed):
        palette.open("pay")


def test_typing_asks_for_results_at_each_letter(opened: Palette, qtbot: QtBot) -> None:
    asked: list[str] = []
    opened.query_changed.connect(asked.append)
    QTest.keyClicks(field(opened), "pay")
    assert asked == ["p", "pa", "pay"]


def test_new_results_choose_their_first_row(opened: Palette, rows: list[ResultRow], qtbot: QtBot) -> None:
    press(opened, Qt.Key.Key_Down, Qt.Key.Key_Down)
    with qtbot.waitSignal(opened.results_painted) as painted:
        opened.show_results("x", rows[3:5])
    assert painted.args == ["x", 2]
    assert current(opened) == "Elsewhere 1"


@pytest.mark.parametrize(
    ("keys", "expected"),
    [
        ([], "Here 0"),
        ([Qt.Key.Key_Down], "Here 1"),
        ([Qt.Key.Key_Down, Qt.Key.Key_Down], "Elsewhere 0"),
        ([Qt.Key.Key_Down, Qt.Key.Key_Down, Qt.Key.Key_Up], "Here 1"),
        ([Qt.Key.Key_Up], "Here 0"),
        ([Qt.Key.Key_PageDown], "Elsewhere 4"),
        ([Qt.Key.Key_PageDown, Qt.Key.Key_PageDown, Qt.Key.Key_PageDown], "Elsewhere 9"),
        ([Qt.Key.Key_PageDown, Qt.Key.Key_PageUp], "Here 0"),
        ([Qt.Key.Key_End], "Elsewhere 9"),
        ([Qt.Key.Key_End, Qt.Key.Key_Home], "Here 0"),
    ],
)
def test_the_keys_choose_and_step_over_headings(
    opened: Palette, qtbot: QtBot, keys: list[Qt.Key], expected: str
) -> None:
    press(opened, *keys)
    assert current(opened) == expected


def test_home_and_end_belong_to_the_text_once_there_is_some(opened: Palette, qtbot: QtBot) -> None:
    QTest.keyClicks(field(opened), "pay")
    press(opened, Qt.Key.Key_Home)
    assert field(opened).cursorPosition() == 0
    assert current(opened) == "Here 0"


def test_enter_opens_the_chosen_card_and_hides(opened: Palette, rows: list[ResultRow], qtbot: QtBot) -> None:
    press(opened, Qt.Key.Key_Down)
    with qtbot.assertNotEmitted(opened.left), qtbot.waitSignal(opened.chosen) as chosen:
        press(opened, Qt.Key.Key_Return)
    assert chosen.args == [rows[1].card.id]
    assert not opened.isVisible()


def test_a_click_opens_a_card_and_a_click_on_a_heading_does_not(opened: Palette, qtbot: QtBot) -> None:
    view = results(opened)

    def click(row: int) -> None:
        spot = view.visualRect(view.model().index(row, 0)).center()
        QTest.mouseClick(view.viewport(), Qt.MouseButton.LeftButton, pos=QPoint(spot))

    with qtbot.assertNotEmitted(opened.chosen):
        click(0)
    with qtbot.waitSignal(opened.chosen) as chosen:
        click(2)
    assert chosen.args == ["treasury/here-1"]


def test_escape_leaves_at_once_and_wants_the_focus_back(opened: Palette, qtbot: QtBot) -> None:
    QTest.keyClicks(field(opened), "pay")
    with qtbot.waitSignal(opened.left) as left:
        press(opened, Qt.Key.Key_Escape)
    assert left.args == [True]
    assert not opened.isVisible()


def test_going_elsewhere_leaves_without_taking_the_focus_along(opened: Palette, qtbot: QtBot) -> None:
    other = QWidget()
    qtbot.addWidget(other)
    with qtbot.waitSignal(opened.left) as left:
        other.show()
        other.activateWindow()
    assert left.args == [False]
    assert not opened.isVisible()


def test_leaving_twice_is_told_once(opened: Palette) -> None:
    told: list[bool] = []
    opened.left.connect(told.append)
    opened.leave()
    opened.leave()
    assert told == [True]


def test_closing_by_the_window_manager_only_leaves(opened: Palette) -> None:
    assert opened.close()  # refused, it would keep the whole app from ending
    assert not opened.isVisible()


def test_control_u_clears_the_field(opened: Palette, qtbot: QtBot) -> None:
    QTest.keyClicks(field(opened), "pay")
    QTest.keyClick(field(opened), Qt.Key.Key_U, Qt.KeyboardModifier.ControlModifier)
    assert field(opened).text() == ""


def test_tab_goes_to_the_preview_and_typing_comes_back(opened: Palette, qtbot: QtBot) -> None:
    press(opened, Qt.Key.Key_Tab)
    assert opened.focusWidget() is preview(opened)
    QTest.keyClicks(preview(opened), "p")
    assert opened.focusWidget() is field(opened)
    assert field(opened).text() == "p"


def test_the_preview_leaves_escape_and_enter_to_the_palette(opened: Palette, qtbot: QtBot) -> None:
    press(opened, Qt.Key.Key_Tab)
    with qtbot.waitSignal(opened.chosen):
        QTest.keyClick(preview(opened), Qt.Key.Key_Return)
    opened.open()
    with qtbot.waitSignal(opened.left):
        QTest.keyClick(preview(opened), Qt.Key.Key_Escape)


def test_composing_text_asks_nothing_until_it_is_committed(opened: Palette) -> None:
    asked: list[str] = []
    opened.query_changed.connect(asked.append)
    QApplication.sendEvent(field(opened), QInputMethodEvent("しは", []))
    assert asked == []
    committed = QInputMethodEvent()
    committed.setCommitString("支払")
    QApplication.sendEvent(field(opened), committed)
    assert asked == ["支払"]


def test_nothing_found_says_so_and_what_to_try(opened: Palette, qtbot: QtBot) -> None:
    with qtbot.waitSignal(opened.results_painted) as painted:
        opened.show_results("flurb", [])
    assert painted.args == ["flurb", 0]
    empty = opened.findChild(QWidget, "paletteEmpty")
    assert isinstance(empty, QWidget)
    assert empty.isVisible()
    said = " ".join(label.text() for label in empty.findChildren(QWidget) if hasattr(label, "text"))
    assert "No card for “flurb” yet" in said
    assert "fewer words" in said
    with qtbot.assertNotEmitted(opened.chosen):
        press(opened, Qt.Key.Key_Return, Qt.Key.Key_Down)


def test_an_endless_query_neither_floods_the_field_nor_the_message(opened: Palette) -> None:
    field(opened).setText("x" * 10_000)
    assert len(field(opened).text()) == 1000
    opened.show_results(field(opened).text(), [])
    empty = opened.findChild(QWidget, "paletteEmpty")
    assert isinstance(empty, QWidget)
    assert empty.sizeHint().width() < 1000


def test_it_stands_in_the_upper_half_of_the_screen_and_on_it(palette: Palette) -> None:
    palette.open("", Rect(100, 100, 400, 300))
    screen = palette.screen().availableGeometry()
    assert screen.contains(palette.geometry())
    assert abs(palette.geometry().center().x() - screen.center().x()) <= 1


def test_a_large_text_drops_the_preview_rather_than_squeeze_it(
    palette: Palette, theme: Theme, rows: list[ResultRow]
) -> None:
    palette.open()
    palette.show_results("", rows)
    assert preview(palette).isVisible()
    theme.set("light", 200, motion=True)
    assert not preview(palette).isVisible()
    assert palette.screen().availableGeometry().contains(palette.geometry())


def test_rows_are_large_enough_for_a_finger_at_every_text_scale(
    palette: Palette, theme: Theme, rows: list[ResultRow]
) -> None:
    palette.open()
    palette.show_results("", rows)
    for scale in (80, 100, 150, 200):
        theme.set("light", scale, motion=True)
        view = results(palette)
        assert view.visualRect(view.model().index(1, 0)).height() >= 44


@pytest.mark.parametrize("mode", ["light", "dark", "high-contrast"])
def test_every_look_paints_long_right_to_left_and_cjk_titles(
    palette: Palette, theme: Theme, make_card: MakeCard, mode: str, qtbot: QtBot
) -> None:
    theme.set(mode, 100, motion=True)
    titles = [
        "Payment " * 40,
        "إلغاء تشغيل الدفع بعد الإصدار " * 5,
        "支払い実行を取り消す" * 9,
        "x" * 300,
        "🧾" * 99,
    ]
    with qtbot.waitSignal(palette.painted):
        palette.open("pay")
        palette.show_results("pay", [ResultRow(make_card(it), HERE, ("pay", "支", "x")) for it in titles])
    assert not palette.grab().isNull()


def test_a_cut_title_is_read_in_full_under_the_pointer(opened: Palette, make_card: MakeCard) -> None:
    long = "Payment terms " * 20
    opened.show_results("", [ResultRow(make_card("Short"), HERE), ResultRow(make_card(long), HERE)])
    view = results(opened)
    for row, said in ((1, ""), (2, long)):
        spot = view.visualRect(view.model().index(row, 0)).center()
        ask = QHelpEvent(QEvent.Type.ToolTip, spot, view.viewport().mapToGlobal(spot))
        QApplication.sendEvent(view.viewport(), ask)
        assert (QToolTip.text() if QToolTip.isVisible() else "") == said
    QToolTip.hideText()


def test_losing_activation_before_it_was_shown_means_nothing(palette: Palette, qtbot: QtBot) -> None:
    with qtbot.assertNotEmitted(palette.left):
        QApplication.sendEvent(palette, QEvent(QEvent.Type.ActivationChange))


def test_the_keys_for_a_card_work_in_the_field_and_in_the_preview(
    opened: Palette, rows: list[ResultRow], qtbot: QtBot
) -> None:
    asked: list[tuple[Deed, str]] = []
    opened.asked.connect(lambda deed, card: asked.append((deed, card)))
    press(opened, Qt.Key.Key_Down)
    for place in (field(opened), preview(opened)):
        QTest.keyClick(place, Qt.Key.Key_D, Qt.KeyboardModifier.ControlModifier)
    assert asked == [(Deed.PIN, rows[1].card.id)] * 2
    assert "pin" in hint(opened)
    opened.show_results("flurb", [])
    QTest.keyClick(field(opened), Qt.Key.Key_D, Qt.KeyboardModifier.ControlModifier)
    assert len(asked) == 2


def press_missing(palette: Palette) -> None:
    QTest.keyClick(field(palette), Qt.Key.Key_L, Qt.KeyboardModifier.ControlModifier)


def hint(palette: Palette) -> str:
    keys = palette.findChild(QWidget, "paletteKeys")
    assert keys is not None
    return " ".join(label.text() for label in keys.findChildren(QLabel) if label.isVisible())


@pytest.mark.parametrize("group", [None, NEAREST])
def test_one_key_notes_what_no_card_says(
    opened: Palette, make_card: MakeCard, qtbot: QtBot, group: str | None
) -> None:
    rows = [ResultRow(make_card("Near"), group)] if group else []
    field(opened).setText("cancel a standing order")
    opened.show_results("cancel a standing order", rows)
    assert "note as missing" in hint(opened)
    with qtbot.waitSignal(opened.missing_noted) as noted:
        press_missing(opened)
    assert noted.args == ["cancel a standing order"]
    assert NOTED in hint(opened)
    opened.show_results("cancel a standing order", rows)  # as when results are refined
    assert NOTED in hint(opened)
    opened.show_results("cancel a", rows)
    assert NOTED not in hint(opened)


def test_the_hint_notes_what_is_missing_for_a_mouse(opened: Palette, qtbot: QtBot) -> None:
    field(opened).setText("flurb")
    opened.show_results("flurb", [])
    hints = {hint.accessibleName(): hint for hint in opened.findChildren(KeyHint)}
    with qtbot.waitSignal(opened.missing_noted) as noted:
        QTest.mouseClick(hints["Note as missing, Ctrl+L"], Qt.MouseButton.LeftButton)
    assert noted.args == ["flurb"]


def test_what_was_said_is_over_when_it_opens_again(opened: Palette, rows: list[ResultRow]) -> None:
    opened.say("Pinned")
    opened.leave()
    opened.open()
    opened.show_results("", rows)
    assert "Pinned" not in hint(opened)


def test_the_foot_leaves_out_hints_rather_than_cut_them(opened: Palette, rows: list[ResultRow]) -> None:
    def cut() -> list[str]:
        hints = [hint for hint in opened.findChildren(KeyHint) if hint.isVisible()]
        return [hint.accessibleName() for hint in hints if hint.width() < hint.sizeHint().width()]

    opened.show_results("flurb", [])
    assert "choose" not in hint(opened)
    near = [ResultRow(row.card, NEAREST) for row in rows]
    for query, found in (("", rows), ("near", near), ("flurb", [])):
        opened.show_results(query, found)
        QApplication.processEvents()
        assert cut() == []
    opened.say(NOTED)
    QApplication.processEvents()
    assert cut() == []
    assert NOTED in hint(opened)


def test_what_was_found_is_not_noted_as_missing(opened: Palette, rows: list[ResultRow], qtbot: QtBot) -> None:
    field(opened).setText("here")
    opened.show_results("here", rows)
    with qtbot.assertNotEmitted(opened.missing_noted):
        press_missing(opened)
