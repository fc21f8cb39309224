"""What the palette does with a card beside opening it, and which searches it remembers."""

from __future__ import annotations

import pytest
from PySide6.QtCore import Qt
from PySide6.QtGui import QGuiApplication

from content.library.library import Library
from content.memory.memory import Memory
from overlay.conductor import Conductor
from overlay.finder import Finder
from overlay.palette.rows import HERE, PINNED
from overlay.presenter import Presenter
from tests.overlay.desk import PAYMENTS, Windows
from tests.overlay.spying import SpyingPalette

CTRL = Qt.KeyboardModifier.ControlModifier


def test_a_pinned_card_comes_first_before_typing_and_once(
    finder: Finder, palette: SpyingPalette, windows: Windows, memory: Memory
) -> None:
    for card in ("desk/terms", "desk/undo", "gone/card"):
        memory.pin(card)
    memory.opened("desk/terms")
    windows.see(PAYMENTS)
    finder.open()

    assert palette.shown() == [(PINNED, "desk/terms"), (PINNED, "desk/undo"), (HERE, "desk/pay")]
    assert [row.pinned for row in palette.rows] == [True, True, False]


def test_one_key_pins_and_unpins_and_the_card_stays_chosen(
    finder: Finder, palette: SpyingPalette, memory: Memory
) -> None:
    finder.open("payment")
    palette.press(Qt.Key.Key_Down)
    card = palette.chosen_card
    palette.press(Qt.Key.Key_D, CTRL)
    assert memory.pins() == (card,)
    assert palette.chosen_card == card
    assert [row.card.id for row in palette.rows if row.pinned] == [card]

    palette.press(Qt.Key.Key_D, CTRL)
    assert memory.pins() == ()
    assert not any(row.pinned for row in palette.rows)
    assert palette.isVisible()


def test_sent_to_the_panel_a_card_stands_there_and_the_palette_stays(
    finder: Finder, palette: SpyingPalette, given_back: list[str], presenter: Presenter, memory: Memory
) -> None:
    finder.open("payment")
    for key in (Qt.Key.Key_Return, Qt.Key.Key_Enter):
        sent = palette.chosen_card
        palette.press(key, CTRL)
        assert presenter.panel_card == sent
        assert memory.recent(1) == (sent,)
        palette.press(Qt.Key.Key_Down)
    assert palette.isVisible()
    assert given_back == []


def test_a_card_that_is_gone_cannot_be_sent_and_says_so(
    finder: Finder, palette: SpyingPalette, conductor: Conductor, monkeypatch: pytest.MonkeyPatch
) -> None:
    said: list[str] = []
    monkeypatch.setattr("overlay.finder.say_why_not", said.append)
    finder.open("terms")
    conductor.use(Library(()))
    palette.press(Qt.Key.Key_Return, CTRL)
    assert len(said) == 1
    assert palette.isVisible()


def test_a_link_is_copied_as_cards_write_it(finder: Finder, palette: SpyingPalette) -> None:
    finder.open("terms")
    palette.press(Qt.Key.Key_C, CTRL | Qt.KeyboardModifier.ShiftModifier)
    assert QGuiApplication.clipboard().text() == "sidecue:desk/terms"


def test_a_search_is_kept_only_when_it_led_to_a_card_and_that_is_switched_on(
    finder: Finder, palette: SpyingPalette, memory: Memory
) -> None:
    def search(query: str, *keys: Qt.Key) -> None:
        finder.open()
        palette.type(query)
        for key in keys:
            palette.press(key)

    search("terms", Qt.Key.Key_Return)
    assert memory.searches() == ()

    finder.keeps_searches = True
    search("undo", Qt.Key.Key_Return)
    search("nothing of it", Qt.Key.Key_Escape)
    search("", Qt.Key.Key_Return)
    assert memory.searches() == ("undo",)

    finder.open()
    palette.press(Qt.Key.Key_Up)
    assert palette.rows[0].card.id == "desk/undo"
    assert palette.rows[0].marked
    palette.press(Qt.Key.Key_Escape)
    finder.keeps_searches = False
    finder.open()
    palette.press(Qt.Key.Key_Up)
    assert palette.rows[0].marked == ()


def test_a_mended_query_says_how_it_was_read_until_the_next(finder: Finder, palette: SpyingPalette) -> None:
    finder.open("paymnet")
    assert palette.note == "Showing results for “payment”"
    assert palette.rows
    palette.press(Qt.Key.Key_D, CTRL)
    assert palette.note == "Showing results for “payment”"
    for query in ("payment", ""):
        finder.open(query)
        assert palette.note == ""
