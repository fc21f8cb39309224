from __future__ import annotations

from pathlib import Path

import pytest
from PySide6.QtCore import Qt, QUrl
from PySide6.QtGui import QDesktopServices
from pytestqt.qtbot import QtBot

from content.library.index_files import store
from content.library.library import Library
from content.library.reading import Reading, read_library
from content.library.stored_index import StoredIndex
from content.meaning.index import Near
from content.memory.memory import Memory
from overlay.conductor import Conductor
from overlay.finder import Finder
from overlay.meaning import Meaning
from overlay.palette.palette import Palette
from overlay.palette.rows import ELSEWHERE, HERE, RECENT
from overlay.presenter import Presenter
from tests.overlay.desk import GAME, MAIL, PAYMENTS, TraceRecord, Windows, write_bundle
from tests.overlay.spying import SpyingPalette, reading_of


def test_no_palette_is_made_before_it_is_asked_for(
    conductor: Conductor, memory: Memory, trace: TraceRecord, palette: SpyingPalette
) -> None:
    made: list[Palette] = []

    def make() -> Palette:
        made.append(palette)
        return palette

    finder = Finder(make, conductor, memory, trace, lambda: None)
    assert made == []
    finder.open()
    finder.open("again")
    assert made == [palette]


def test_before_typing_the_cards_for_the_window_come_first_then_the_recent(
    finder: Finder, palette: SpyingPalette, windows: Windows, memory: Memory
) -> None:
    for card in ("desk/terms", "desk/undo", "gone/card"):
        memory.opened(card)
    windows.see(PAYMENTS)
    finder.open()

    assert palette.shown() == [(HERE, "desk/pay"), (HERE, "desk/undo"), (RECENT, "desk/terms")]


def test_with_nothing_here_and_nothing_recent_some_cards_stand_there(
    finder: Finder, palette: SpyingPalette, windows: Windows
) -> None:
    windows.see(GAME)
    finder.open()

    assert {group for group, _ in palette.shown()} == {ELSEWHERE}
    assert len(palette.shown()) == 5


def test_typing_searches_and_what_belongs_here_comes_first(
    finder: Finder, palette: SpyingPalette, windows: Windows
) -> None:
    windows.see(GAME)
    finder.open()
    palette.type("payment")
    assert palette.shown()[0] == (ELSEWHERE, "desk/terms")
    palette.press(Qt.Key.Key_Escape)

    windows.see(PAYMENTS)
    finder.open("payment")
    assert palette.shown()[:2] == [(HERE, "desk/undo"), (ELSEWHERE, "desk/terms")]
    assert palette.rows[0].marked == ("payment",)


def test_the_context_is_that_of_the_moment_the_palette_opened(
    finder: Finder, palette: SpyingPalette, windows: Windows
) -> None:
    windows.see(MAIL)
    finder.open()
    windows.see(PAYMENTS)
    palette.type("e")
    palette.press(Qt.Key.Key_Backspace)

    assert palette.shown()[0] == (HERE, "desk/mail")


def test_a_new_reading_replaces_what_is_searched_and_closes_the_index_before(
    finder: Finder, palette: SpyingPalette, tmp_path: Path
) -> None:
    closed: list[str] = []
    text = "---\ntitle: Quarterly report\nkeywords: [q]\n---\nText.\n"
    other = read_library([write_bundle(tmp_path / "other", report=text)])
    finder.open("undo")
    before = finder._index
    assert before is not None
    end, before.close = before.close, lambda: closed.append("index")  # type: ignore[method-assign]

    finder.use(reading_of(other))
    finder.open("quarterly")

    end()
    assert closed == ["index"]
    assert palette.shown() == [(ELSEWHERE, "desk/report")]


def test_a_lost_index_is_asked_for_anew_and_typing_goes_on(
    qtbot: QtBot, finder: Finder, palette: SpyingPalette, tmp_path: Path
) -> None:
    library = read_library([write_bundle(tmp_path / "other", report="---\ntitle: Report\n---\nText.\n")])
    lost = StoredIndex(file=str(tmp_path / "gone.db"))
    with qtbot.waitSignal(finder.index_lost):
        finder.use(Reading(library, lost))
        finder.open("report")
    assert palette.shown() == []
    finder.use(reading_of(library))
    palette.type("report")
    assert palette.shown() == [(ELSEWHERE, "desk/report")]


def test_what_a_query_means_is_shown_when_it_comes_unless_the_person_moved(
    palette: SpyingPalette, conductor: Conductor, memory: Memory,
    trace: TraceRecord, tmp_path: Path, monkeypatch: pytest.MonkeyPatch,
) -> None:  # fmt: skip
    meaning = Meaning([])
    asked: list[str] = []
    monkeypatch.setattr(meaning, "ask", asked.append)
    report = "---\ntitle: The quarterly report\n---\nText.\n"
    tax = "---\ntitle: The quarterly tax\n---\nText.\n"
    mine = Finder(lambda: palette, conductor, memory, trace, lambda: None, meaning)
    mine.use(reading_of(read_library([write_bundle(tmp_path / "other", report=report, tax=tax)])))
    mine.open("quarterly")
    assert asked == ["quarterly"]
    assert palette.shown()[0] == (ELSEWHERE, "desk/report")
    meaning.nearest.emit("another query", [Near("desk/tax", 0.9, 0)])
    assert palette.shown()[0] == (ELSEWHERE, "desk/report")
    meaning.nearest.emit("quarterly", [Near("desk/tax", 0.9, 0), Near("no/such", 0.9, 0)])
    assert palette.shown()[0] == (ELSEWHERE, "desk/tax")
    palette.press(Qt.Key.Key_Down)
    meaning.nearest.emit("quarterly", [Near("desk/report", 0.9, 0)])
    assert palette.shown()[0] == (ELSEWHERE, "desk/tax")
    mine.close()


def test_without_cards_the_palette_opens_all_the_same(
    conductor: Conductor, memory: Memory, trace: TraceRecord, palette: SpyingPalette
) -> None:
    finder = Finder(lambda: palette, conductor, memory, trace, lambda: None)
    finder.open("payment")
    assert palette.isVisible()
    assert palette.rows == []
    finder.close()


def test_a_card_deleted_while_the_palette_is_open_does_no_harm(
    finder: Finder, palette: SpyingPalette, windows: Windows, conductor: Conductor, presenter: Presenter
) -> None:
    windows.see(PAYMENTS)
    finder.open()
    finder.use(reading_of(Library(())))
    conductor.use(Library(()))
    palette.press(Qt.Key.Key_Return)
    assert presenter.panel_card is None

    finder.open()
    assert palette.rows == []


def test_enter_gives_the_focus_back_and_opens_the_card(
    finder: Finder, palette: SpyingPalette, given_back: list[str], presenter: Presenter, memory: Memory
) -> None:
    finder.open("terms")
    palette.press(Qt.Key.Key_Return)

    assert not palette.isVisible()
    assert given_back == ["focus"]
    assert presenter.panel_card == "desk/terms"
    assert memory.recent(1) == ("desk/terms",)


def test_esc_gives_the_focus_back_and_a_click_elsewhere_does_not(
    finder: Finder, palette: SpyingPalette, given_back: list[str]
) -> None:
    finder.open()
    palette.press(Qt.Key.Key_Escape)
    assert not palette.isVisible()
    assert given_back == ["focus"]

    finder.open()
    palette.left.emit(False)
    assert given_back == ["focus"]


def test_the_hotkey_opens_and_the_same_hotkey_closes(
    finder: Finder, palette: SpyingPalette, given_back: list[str]
) -> None:
    finder.toggle()
    assert palette.isVisible()
    finder.toggle()
    assert not palette.isVisible()
    assert given_back == ["focus"]


def test_a_link_to_a_card_opens_that_card(
    finder: Finder, palette: SpyingPalette, given_back: list[str], presenter: Presenter
) -> None:
    finder.open("terms")
    palette.link_clicked.emit("sidecue:desk/undo")

    assert presenter.panel_card == "desk/undo"
    assert not palette.isVisible()
    assert given_back == ["focus"]


def test_another_link_goes_out_and_the_palette_stays(
    finder: Finder, palette: SpyingPalette, monkeypatch: pytest.MonkeyPatch, presenter: Presenter
) -> None:
    opened: list[str] = []
    monkeypatch.setattr(QDesktopServices, "openUrl", lambda url: opened.append(QUrl(url).toString()))
    finder.open("terms")
    palette.link_clicked.emit("https://example.org/terms")
    palette.link_clicked.emit("file:///etc/passwd")

    assert opened == ["https://example.org/terms"]
    assert palette.isVisible()
    assert presenter.panel_card is None


def test_the_trace_tells_of_paintings_and_never_what_was_typed(
    qtbot: QtBot, finder: Finder, palette: SpyingPalette, trace: TraceRecord
) -> None:
    trace.events.clear()
    finder.open()
    qtbot.waitUntil(lambda: "palette_painted" in trace.names())
    palette.type("payment")
    qtbot.waitUntil(lambda: any(event["letters"] == 7 for event in trace.of("results_painted")))

    last = trace.of("results_painted")[-1]
    assert last["results"] == 3
    assert 0 <= last["took"] < 10
    assert "payment" not in str(trace.events)


def test_while_the_index_is_made_anew_nothing_is_called_missing(
    finder: Finder, palette: SpyingPalette, library: Library, memory: Memory, tmp_path: Path
) -> None:
    stored = store(library.cards.values(), tmp_path)
    finder.use(Reading(library, stored))
    Path(stored.file).write_bytes(b"nothing of an index")
    finder.open("payment")
    assert "Getting the cards ready" in palette._parts.empty.text
    palette.press(Qt.Key.Key_L, Qt.KeyboardModifier.ControlModifier)
    assert memory.missing() == ()

    finder.use(reading_of(library))  # and what was typed is searched again by itself
    assert [row.card.id for row in palette.rows][:1] == ["desk/terms"]


def test_what_was_found_for_another_spelling_may_still_be_noted_as_missing(
    finder: Finder, palette: SpyingPalette, memory: Memory
) -> None:
    finder.open("paymnet")
    assert palette.note
    palette.press(Qt.Key.Key_L, Qt.KeyboardModifier.ControlModifier)
    assert [entry.query for entry in memory.missing()] == ["paymnet"]
