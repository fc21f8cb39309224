"""What the app tells its recorder when people work: each Happening where it happens, once."""

from __future__ import annotations

import uuid
from dataclasses import replace
from typing import Any

from PySide6.QtCore import Qt

from content.attention.cue import Loudness
from content.events.event import Event, Happening
from content.library.library import Library
from overlay.conductor import Conductor
from overlay.finder import Finder
from overlay.palette.deeds import Deed
from overlay.panel.panel import Panel
from overlay.panel.tab import Tab
from overlay.panel_actions import PanelActions
from overlay.recorder import Recorder
from tests.content.memory.examples import Clock
from tests.overlay.desk import GAME, MAIL, PAYMENTS, Windows
from tests.overlay.spying import SpyingPalette


def said(happened: list[Event]) -> list[tuple[str, str, dict[str, Any]]]:
    return [(one.what.value, one.card, dict(one.detail)) for one in happened]


def test_a_window_with_cards_is_a_visit_to_each_and_a_cue_of_the_first(
    windows: Windows, happened: list[Event]
) -> None:
    windows.see(PAYMENTS)
    expected = [
        ("visited", "desk/pay", {}),
        ("visited", "desk/undo", {}),
        ("cued", "desk/pay", {"loudness": "panel"}),
    ]
    assert sorted(said(happened)[:2]) == expected[:2]
    assert said(happened)[2:] == expected[2:]


def test_coming_back_and_a_changed_title_say_nothing_anew_within_the_visit(
    windows: Windows, happened: list[Event], clock: Clock
) -> None:
    windows.see(MAIL)
    for state in (replace(MAIL, title="Write: Bye"), GAME, MAIL):
        windows.see(state)
    assert [one.what for one in happened] == [Happening.VISITED, Happening.CUED]

    windows.see(GAME)
    clock.move(minutes=11)
    windows.see(MAIL)
    assert [one.what for one in happened][2:] == [Happening.VISITED, Happening.CUED]


def test_what_is_held_back_is_visited_and_not_cued(
    conductor: Conductor, windows: Windows, happened: list[Event]
) -> None:
    conductor.loudest = Loudness.NONE
    windows.see(MAIL)
    assert said(happened) == [("visited", "desk/mail", {})]

    conductor.loudest = Loudness.BADGE
    conductor.reconsider()
    conductor.loudest = Loudness.PANEL
    conductor.reconsider()
    cues = [one.detail["loudness"] for one in happened if one.what is Happening.CUED]
    assert cues == ["badge", "tab"]


def test_opening_at_the_tab_by_key_and_from_elsewhere_says_from_where(
    actions: PanelActions, conductor: Conductor, tab: Tab, windows: Windows, happened: list[Event]
) -> None:
    windows.see(MAIL)
    tab.opened.emit()
    conductor.toggle()
    actions.visit_by_keyboard()
    conductor.choose("desk/terms")
    conductor.choose("desk/none")
    opened = [(one.card, one.detail["from"]) for one in happened if one.what is Happening.OPENED]
    assert opened == [("desk/mail", "tab"), ("desk/mail", "key"), ("desk/terms", "link")]


def test_a_card_that_is_completed_is_not_dismissed_when_it_is_closed(
    actions: PanelActions,
    panel: Panel,
    windows: Windows,
    library: Library,
    happened: list[Event],
    clock: Clock,
) -> None:
    card = library.cards["desk/pay"]
    windows.see(PAYMENTS)
    clock.move(seconds=30)
    for item in card.items:
        panel.ticked.emit(card.id, item.key, True)
    panel.closed.emit(card.id)
    assert said(happened)[3:] == [("completed", "desk/pay", {"seconds": 30.0})]

    panel.ticked.emit(card.id, card.items[0].key, False)
    panel.closed.emit(card.id)
    assert said(happened)[4:] == [("dismissed", "desk/pay", {"loudness": "panel"})]


def test_a_guide_is_completed_at_its_last_step_once(
    actions: PanelActions, conductor: Conductor, panel: Panel, happened: list[Event]
) -> None:
    conductor.choose("desk/undo", "suggestion")
    for step in (1, 2, 2, 1):
        panel.step_reached.emit("desk/undo", step)
    assert [one.what for one in happened] == [Happening.OPENED, Happening.COMPLETED]
    assert happened[0].detail["from"] == "suggestion"


def test_wishes_are_told(
    actions: PanelActions, panel: Panel, windows: Windows, happened: list[Event]
) -> None:
    windows.see(PAYMENTS)
    panel.snoozed.emit("desk/pay", "hour")
    panel.not_here.emit("desk/pay")
    panel.never.emit("desk/pay")
    wishes = [one.detail["wish"] for one in happened if one.what is Happening.WISHED]
    assert wishes == ["not-today", "not-here", "never"]


def test_a_search_is_told_without_a_letter_of_it(
    finder: Finder, palette: SpyingPalette, happened: list[Event]
) -> None:
    finder.open("undo")
    palette.press(Qt.Key.Key_Return)
    finder.open("xylophone ")
    palette.press(Qt.Key.Key_Escape)
    finder.open("payment")
    finder.toggle()
    finder.open()
    finder.toggle()

    searches = [dict(one.detail) for one in happened if one.what is Happening.SEARCHED]
    assert searches == [
        {"found": "opened", "letters": 4},
        {"found": "nothing", "letters": 9},
        {"found": "left", "letters": 7},
    ]
    assert [one.detail for one in happened if one.what is Happening.OPENED] == [{"from": "palette"}]


def test_a_search_that_sent_a_card_to_the_panel_is_told_once(
    finder: Finder, palette: SpyingPalette, happened: list[Event]
) -> None:
    finder.open("undo")
    palette.asked.emit(Deed.SEND, "desk/undo")
    palette.asked.emit(Deed.SEND, "desk/terms")
    palette.press(Qt.Key.Key_Escape)
    assert [one.what for one in happened].count(Happening.SEARCHED) == 1


def test_there_is_a_method_for_everything_that_can_happen(clock: Clock) -> None:
    happened: list[Event] = []
    recorder = Recorder((happened.append, happened.append), clock)
    recorder.visited("a/b")
    recorder.cued("a/b", Loudness.TAB)
    recorder.opened("a/b", "tab")
    recorder.dismissed("a/b", Loudness.TAB)
    recorder.completed("a/b")
    recorder.wished("a/b", "never")
    recorder.learned(Happening.KNOWN, "a/b", {})
    recorder.learned(Happening.RECALLED, "a/b", {"rating": "good"})
    recorder.learned(Happening.RATED, "a/b", {"rating": "outdated"})
    recorder.acknowledged("a/b", "done")
    recorder.searched("left", 3)

    assert [one.what for one in happened[::2]] == list(Happening)
    assert happened[::2] == happened[1::2]
    assert len({one.id for one in happened}) == len(Happening)
    assert {one.at for one in happened} == {clock()}


def test_a_clock_that_is_put_back_makes_no_length_negative() -> None:
    happened: list[Event] = []
    clock, seconds = Clock(), iter([10.0, 15.5])
    recorder = Recorder((happened.append,), clock, lambda: next(seconds))
    recorder.opened("a/b", "key")
    clock.move(hours=-5)
    recorder.completed("a/b")
    assert happened[-1].detail == {"seconds": 5.5}


def test_every_event_has_a_random_uuid_of_its_own(clock: Clock) -> None:
    happened: list[Event] = []
    recorder = Recorder((happened.append,), clock)
    for _ in range(200):
        recorder.visited("a/b")
    ids = [uuid.UUID(one.id) for one in happened]
    assert len(set(ids)) == 200
    assert {(one.version, one.variant) for one in ids} == {(4, uuid.RFC_4122)}
    assert [str(one) for one in ids] == [one.id for one in happened]
