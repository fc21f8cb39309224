from __future__ import annotations

from collections.abc import Iterator

import pytest
from PySide6.QtWidgets import QApplication, QComboBox, QPushButton, QWidget
from pytestqt.qtbot import QtBot

from content.audience.others import Others
from content.learning.knowledge import MASTERED, Knowledge
from content.library.library import Library
from content.memory.memory import Memory
from content.memory.wish import WishKind
from overlay.channels import Channels
from overlay.dialogs import Dialogs
from overlay.hotkey_state import HotkeyState
from overlay.problems.model import AppProblem
from overlay.settings.table import HOTKEY_PALETTE, Settings
from overlay.theme.theme import Theme
from tests.content.memory.examples import Clock
from tests.overlay.settings.test_channel_words import channel


@pytest.fixture
def dialogs(qtbot: QtBot, theme: Theme, memory: Memory, clock: Clock) -> Iterator[Dialogs]:
    made = Dialogs(theme, Settings(memory), memory, (), clock)
    yield made
    made.close()


def windows() -> list[QWidget]:
    return [widget for widget in QApplication.topLevelWidgets() if widget.isVisible()]


def texts(window: QWidget) -> str:
    return "\n".join(str(widget.property("text") or "") for widget in window.findChildren(QWidget))


def test_neither_window_is_made_before_it_is_asked_for(dialogs: Dialogs, library: Library) -> None:
    dialogs.tell(library, [AppProblem("The disk is full")])
    dialogs.hotkey_is(HOTKEY_PALETTE.name, HotkeyState("super+f1", "taken"))

    assert dialogs._settings_dialog is None
    assert dialogs._problems_window is None
    assert windows() == []


def test_each_opens_once_and_then_comes_to_the_front(dialogs: Dialogs) -> None:
    for _ in range(2):
        dialogs.show_settings()
        dialogs.show_problems()
    assert len(windows()) == 2


def test_closing_takes_both_away_and_may_come_before_either(dialogs: Dialogs) -> None:
    dialogs.close()
    dialogs.show_settings()
    dialogs.show_problems()
    dialogs.close()
    assert windows() == []


def test_what_was_wrong_before_the_settings_opened_stands_beside_the_setting(dialogs: Dialogs) -> None:
    dialogs.hotkey_is(HOTKEY_PALETTE.name, HotkeyState("super+f1", "another program has it"))
    dialogs.show_settings()
    (window,) = windows()
    assert "another program has it" in texts(window)

    dialogs.hotkey_is(HOTKEY_PALETTE.name, HotkeyState("super+f2"))
    assert "another program has it" not in texts(window)


def test_an_open_list_of_problems_keeps_up(dialogs: Dialogs, library: Library) -> None:
    dialogs.show_problems()
    assert dialogs._problems_window is not None
    counts = [dialogs._problems_window.count]
    for problems in ([AppProblem("The disk is full", "Make room.")], []):
        dialogs.tell(library, problems)
        counts.append(dialogs._problems_window.count)
    assert counts == [0, 1, 0]


def test_a_wish_taken_back_is_forgotten_and_told(
    qtbot: QtBot, dialogs: Dialogs, memory: Memory, library: Library
) -> None:
    dialogs.tell(library, [])
    memory.not_here("desk/pay", "soffice")
    memory.never("desk/undo")
    dialogs.show_settings()
    assert dialogs._settings_dialog is not None
    first = memory.wish_list()[0]
    with qtbot.waitSignal(dialogs.wish_undone):
        dialogs._settings_dialog.wish_undone.emit(first)

    assert [(wish.kind, wish.card) for wish in memory.wish_list()] == [(WishKind.NEVER, "desk/undo")]


def test_a_card_that_got_quieter_is_listed_with_its_reason_and_speaks_again_after_the_undo(
    qtbot: QtBot, dialogs: Dialogs, memory: Memory, library: Library
) -> None:
    dialogs.tell(library, [])
    for _ in range(6):
        memory.outcomes.appeared("desk/pay")
        memory.outcomes.was_closed("desk/pay")
    memory.outcomes.appeared("desk/undo")
    dialogs.show_settings()
    (window,) = windows()
    assert "You closed it 6 of the last 6 times" in texts(window)
    assert window.findChild(QPushButton, "undoEased-1") is None
    undo = window.findChild(QPushButton, "undoEased-0")
    assert undo is not None
    with qtbot.waitSignal(dialogs.wish_undone):
        undo.click()
    assert memory.outcomes.records == {"desk/undo": "+"}
    qtbot.waitUntil(lambda: "You closed it" not in texts(window))


def test_a_card_that_is_known_is_listed_and_as_loud_as_on_the_first_day_after_the_undo(
    qtbot: QtBot, dialogs: Dialogs, memory: Memory, library: Library
) -> None:
    dialogs.tell(library, [])
    for card, stability in (("desk/pay", 2 * MASTERED), ("desk/undo", 1.0), ("gone/card", 2 * MASTERED)):
        memory.learned.learn(card, Knowledge(stability, 5.0, memory.now()))
    dialogs.show_settings()
    (window,) = windows()
    assert window.findChild(QPushButton, "undoKnown-1") is None
    undo = window.findChild(QPushButton, "undoKnown-0")
    assert undo is not None
    assert "Before you pay" in undo.accessibleName()
    with qtbot.waitSignal(dialogs.wish_undone):
        undo.click()
    assert memory.learned.knowledge("desk/pay") is None
    qtbot.waitUntil(lambda: "None yet. A card that you know" in texts(window))


def test_recording_is_passed_on(qtbot: QtBot, dialogs: Dialogs) -> None:
    dialogs.show_settings()
    assert dialogs._settings_dialog is not None
    with qtbot.waitSignal(dialogs.recording) as told:
        dialogs._settings_dialog.recording.emit(True)
    assert told.args == [True]


def test_the_history_can_be_cleared(dialogs: Dialogs, memory: Memory) -> None:
    memory.opened("desk/pay")
    memory.searched("payment run")
    dialogs.show_settings()
    assert dialogs._settings_dialog is not None
    dialogs._settings_dialog.history_cleared.emit()
    assert memory.recent(5) == ()
    assert memory.searches() == ()


def test_what_is_learned_can_be_forgotten(qtbot: QtBot, dialogs: Dialogs) -> None:
    dialogs.show_settings()
    assert dialogs._settings_dialog is not None
    with qtbot.waitSignal(dialogs.learned_forgotten):
        dialogs._settings_dialog.learned_cleared.emit()


def test_they_say_when_the_person_works_in_one_of_them(dialogs: Dialogs, qtbot: QtBot) -> None:
    told: list[bool] = []
    dialogs.in_use.connect(told.append)

    dialogs.show_settings()
    qtbot.waitUntil(lambda: told[-1:] == [True])
    for window in windows():
        window.close()
    qtbot.waitUntil(lambda: told[-1:] == [False])


def test_the_settings_offer_the_roles_and_languages_of_the_cards(dialogs: Dialogs, library: Library) -> None:
    others = Others({}, ("tax", "treasury"), ("de", "en"))
    dialogs.show_settings()
    dialogs.tell(Library(library.bundles, (), others), ())
    assert dialogs._settings_dialog is not None
    box = dialogs._settings_dialog.findChild(QComboBox, "setting-language")
    assert isinstance(box, QComboBox)
    assert [box.itemText(at) for at in range(box.count())] == ["Like the system", "Deutsch", "English"]


def test_the_settings_list_the_channels_and_pass_on_what_is_asked(
    dialogs: Dialogs, library: Library, qtbot: QtBot
) -> None:
    dialogs.tell(library, ())
    dialogs.channels_are(Channels((channel(title="Sales desk"),)))
    dialogs.show_settings()
    (window,) = windows()
    assert "Sales desk" in texts(window)
    dialogs.channels_are(Channels((channel(),)))
    assert "Treasury desk" in texts(window)
    button = window.findChild(QPushButton, "checkChannels")
    assert isinstance(button, QPushButton)
    with qtbot.waitSignal(dialogs.check_asked):
        button.click()
