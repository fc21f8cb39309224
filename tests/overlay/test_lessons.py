"""From what happens at the desk to what is quiet, what comes back, and what the panel asks."""

from __future__ import annotations

from dataclasses import replace
from pathlib import Path

import pytest
from PySide6.QtWidgets import QLabel

from content.attention.cue import Loudness
from content.events.event import Event, Happening
from content.learning.knowledge import MASTERED, Knowledge, Rating
from content.learning.reviews import A_DAY
from content.learning.study import READ
from content.library.library import Library
from content.library.reading import read_library
from content.memory.memory import Memory
from overlay.conductor import Conductor
from overlay.lessons import Lessons
from overlay.panel.panel import Panel
from overlay.panel.tab import Tab
from overlay.presenter import Presenter
from overlay.recorder import Origin
from tests.content.memory.examples import Clock
from tests.overlay.desk import GAME, MAIL, PAYMENTS, Windows, write_bundle
from tests.overlay.panel.driving import choose, click, part

PAY = """---
title: Before you pay
when: {app: soffice, title: "*payment run*"}
recall: {question: Who has to see it?, answer: A second person.}
loudness: panel
---
- [ ] The total matches
- [ ] No new bank details
"""
MAIL_CARD = """---
title: Before you send
when: {app: thunderbird}
loudness: panel
---
Is everyone in it?
"""
TERMS = "---\ntitle: Payment terms\n---\nThirty days.\n"
GUIDE = "---\ntitle: Undo\n---\n1. Open the run.\n2. Recall it.\n"

pytestmark = pytest.mark.usefixtures("actions")


@pytest.fixture
def bundle(tmp_path: Path) -> Path:
    return write_bundle(tmp_path / "desk", pay=PAY, mail=MAIL_CARD, terms=TERMS, undo=GUIDE)


def learned(memory: Memory, card: str) -> Knowledge:
    known = memory.learned.knowledge(card)
    assert known is not None
    return known


def know(memory: Memory, clock: Clock, card: str, days_ago: float = 0.0, stability: float = MASTERED) -> None:
    clock.move(days=-days_ago)
    memory.learned.learn(card, Knowledge(stability, 5.0, clock.now))
    clock.move(days=days_ago)


def tick_all(panel: Panel, library: Library, card: str) -> None:
    for item in library.cards[card].items:
        panel.ticked.emit(card, item.key, True)


def test_a_checklist_done_quickly_on_three_days_gets_quiet_by_itself(
    panel: Panel, windows: Windows, conductor: Conductor, library: Library, clock: Clock, memory: Memory
) -> None:
    for days in (2, 8, 1):
        windows.see(PAYMENTS)
        assert conductor.cue.loudness is Loudness.PANEL
        clock.move(seconds=30)
        tick_all(panel, library, "desk/pay")
        windows.see(GAME)
        clock.move(days=days)
    windows.see(PAYMENTS)

    assert conductor.cue.loudness is Loudness.BADGE
    assert not panel.isVisible()
    assert "you know this card" in conductor.cue.because
    assert memory.learned.times_completed("desk/pay") == 3


def test_i_know_this_makes_it_quiet_at_once_and_i_do_not_undoes_it(
    panel: Panel, windows: Windows, conductor: Conductor, presenter: Presenter
) -> None:
    windows.see(PAYMENTS)
    choose(panel, "panelKnow")
    assert not panel.isVisible()
    assert conductor.cue.loudness is Loudness.BADGE

    conductor.toggle()  # the tray's menu, or the hotkey
    assert presenter.panel_card == "desk/pay"
    choose(panel, "panelKnow")
    windows.see(GAME)
    windows.see(PAYMENTS)
    assert conductor.cue.loudness > Loudness.BADGE


def test_a_fading_card_comes_back_as_its_question_and_a_yes_puts_it_away(
    panel: Panel, windows: Windows, conductor: Conductor, clock: Clock, memory: Memory
) -> None:
    know(memory, clock, "desk/pay", days_ago=MASTERED + 2)
    windows.see(PAYMENTS)
    assert part(panel, "recallQuestion")
    assert [it.objectName() for it in panel._body.controls() if it.isVisible()].count("item-0") == 0

    click(part(panel, "recallShow"))
    label = part(panel, "recallAnswer")
    assert isinstance(label, QLabel)
    assert label.text() == "A second person."
    click(part(panel, "recall-good"))

    assert not panel.isVisible()
    assert learned(memory, "desk/pay").stability > MASTERED
    assert conductor.cue.loudness is Loudness.BADGE


def test_who_did_not_remember_sees_the_card_and_it_is_as_loud_as_on_the_first_day(
    panel: Panel, windows: Windows, conductor: Conductor, clock: Clock, memory: Memory
) -> None:
    know(memory, clock, "desk/pay", days_ago=MASTERED + 2)
    windows.see(PAYMENTS)
    click(part(panel, "recallShow"))
    click(part(panel, "recall-again"))

    assert part(panel, "item-0")
    assert not memory.learned.knowledge("desk/pay") or learned(memory, "desk/pay").stability < MASTERED
    windows.see(GAME)
    clock.move(minutes=20)
    windows.see(PAYMENTS)
    assert conductor.cue.loudness is Loudness.PANEL
    assert part(panel, "item-0")


def test_it_is_asked_once_and_then_stays_quiet(
    panel: Panel, windows: Windows, conductor: Conductor, clock: Clock, memory: Memory
) -> None:
    know(memory, clock, "desk/pay", days_ago=MASTERED + 2)
    windows.see(PAYMENTS)
    windows.see(GAME)
    windows.see(PAYMENTS)
    assert conductor.cue.loudness.name == "TAB"  # a glance elsewhere is the same visit, and it opened once
    conductor.toggle("tab")
    assert part(panel, "recallQuestion")
    panel.closed.emit("desk/pay")
    assert conductor.cue.loudness is Loudness.BADGE

    windows.see(GAME)
    clock.move(hours=2)
    windows.see(PAYMENTS)
    assert conductor.cue.loudness is Loudness.BADGE


def test_the_card_can_be_had_instead_of_its_question(
    panel: Panel, windows: Windows, clock: Clock, memory: Memory
) -> None:
    know(memory, clock, "desk/pay", days_ago=MASTERED + 2)
    windows.see(PAYMENTS)
    click(part(panel, "recallSkip"))

    assert part(panel, "item-0")
    assert learned(memory, "desk/pay").stability == MASTERED


def test_who_searches_for_the_card_gets_the_card(
    panel: Panel, windows: Windows, conductor: Conductor, clock: Clock, memory: Memory
) -> None:
    know(memory, clock, "desk/pay", days_ago=MASTERED + 2)
    windows.see(PAYMENTS)
    conductor.choose("desk/pay")

    assert part(panel, "item-0")
    assert learned(memory, "desk/pay").stability == MASTERED  # it lay there already


@pytest.mark.parametrize(("origin", "is_forgotten"), [("palette", True), ("link", True), ("panel", False)])
def test_a_quiet_card_that_is_searched_for_was_forgotten(
    windows: Windows,
    conductor: Conductor,
    clock: Clock,
    memory: Memory,
    origin: Origin,
    *,
    is_forgotten: bool,
) -> None:
    know(memory, clock, "desk/pay", days_ago=2)
    windows.see(PAYMENTS)
    assert conductor.cue.loudness is Loudness.BADGE
    conductor.choose("desk/pay", origin)

    assert (learned(memory, "desk/pay").stability < MASTERED) == is_forgotten


@pytest.mark.parametrize("origin", ["panel", "palette"])
def test_what_the_panel_lists_is_not_searched_for(
    tmp_path: Path,
    panel: Panel,
    windows: Windows,
    conductor: Conductor,
    clock: Clock,
    memory: Memory,
    origin: Origin,
) -> None:
    also = PAY.replace("Before you pay", "Also")
    conductor.use(read_library([write_bundle(tmp_path / "both", pay=PAY, also=also)]))
    know(memory, clock, "desk/pay", days_ago=2, stability=30.0)
    windows.see(PAYMENTS)
    assert conductor.cue.cards == ("desk/also", "desk/pay")
    conductor.choose("desk/pay", origin)

    assert learned(memory, "desk/pay").stability == 30.0


def test_a_review_is_as_loud_as_the_person_allows_and_no_louder(
    tab: Tab, panel: Panel, windows: Windows, conductor: Conductor, clock: Clock, memory: Memory
) -> None:
    know(memory, clock, "desk/pay", days_ago=MASTERED + 2)
    conductor.loudest = Loudness.TAB
    windows.see(PAYMENTS)
    assert tab.isVisible()
    assert not panel.isVisible()

    tab.opened.emit()
    assert part(panel, "recallQuestion")


def test_a_card_that_may_only_mark_the_tray_is_not_used_up(
    panel: Panel, windows: Windows, conductor: Conductor, clock: Clock, memory: Memory
) -> None:
    know(memory, clock, "desk/pay", days_ago=MASTERED + 2)
    conductor.loudest = Loudness.BADGE
    windows.see(PAYMENTS)

    assert learned(memory, "desk/pay").asked is None


def test_reviews_keep_their_distance_and_end_after_three_minutes_a_day(
    panel: Panel, windows: Windows, clock: Clock, memory: Memory
) -> None:
    know(memory, clock, "desk/mail", days_ago=MASTERED + 2)
    asked = 0
    for _ in range(12):
        know(memory, clock, "desk/pay", days_ago=MASTERED + 2)
        windows.see(PAYMENTS)
        if panel.isVisible():
            asked += 1
            clock.move(seconds=45)
            click(part(panel, "recallShow"))
            click(part(panel, "recall-good"))
            windows.see(MAIL)  # another one is due a moment later
            assert learned(memory, "desk/mail").asked is None
        windows.see(GAME)
        clock.move(minutes=30)

    assert asked == 3  # of 45 seconds each: a fourth could go beyond the three minutes
    assert memory.learned.spent() == 135.0 <= A_DAY


def test_a_note_that_was_brought_back_and_read_is_refreshed(
    windows: Windows, conductor: Conductor, tab: Tab, clock: Clock, memory: Memory
) -> None:
    conductor.loudest = Loudness.TAB
    know(memory, clock, "desk/mail", days_ago=MASTERED + 2)
    windows.see(MAIL)
    assert tab.isVisible()
    tab.opened.emit()

    assert learned(memory, "desk/mail").stability > MASTERED


def test_a_note_is_learned_when_it_is_opened_and_forgotten_when_it_is_opened_again(
    conductor: Conductor, clock: Clock, memory: Memory
) -> None:
    conductor.choose("desk/terms")
    first = learned(memory, "desk/terms")
    clock.move(days=1)
    conductor.choose("desk/terms")

    assert learned(memory, "desk/terms").stability < first.stability
    assert memory.learned.times_completed("desk/terms") == 2


def test_a_guide_is_completed_with_its_last_step(panel: Panel, conductor: Conductor, memory: Memory) -> None:
    conductor.choose("desk/undo")
    assert memory.learned.times_completed("desk/undo") == 0
    panel.step_reached.emit("desk/undo", 2)
    panel._finish()

    assert memory.learned.times_completed("desk/undo") == 1


def test_without_the_history_openings_teach_nothing(
    conductor: Conductor, lessons: Lessons, memory: Memory
) -> None:
    lessons.keeps_history = False
    conductor.choose("desk/terms")

    assert memory.learned.knowledge("desk/terms") is None


def test_switched_off_nothing_is_quiet_and_nothing_is_learned(
    panel: Panel, windows: Windows, conductor: Conductor, lessons: Lessons, clock: Clock, memory: Memory
) -> None:
    know(memory, clock, "desk/pay")
    lessons.on = False
    windows.see(PAYMENTS)
    assert conductor.cue.loudness is Loudness.PANEL

    lessons.answered("desk/pay", Rating.GOOD)
    conductor.choose("desk/terms")
    assert memory.learned.knowledge("desk/terms") is None


def test_what_is_said_about_a_card_that_is_gone_is_about_nothing(panel: Panel, memory: Memory) -> None:
    panel.knows.emit("gone/card", True)
    panel.answered.emit("gone/card", "good")

    assert memory.learned.knowledge("gone/card") is None


def test_events_are_told_to_whoever_listens(memory: Memory, library: Library) -> None:
    told: list[tuple[str, str, dict[str, object]]] = []
    lessons = Lessons(memory, lambda what, card, detail: told.append((what.value, card, dict(detail))))
    lessons.use(library.cards)
    lessons.showing("desk/pay")
    lessons.completed("desk/pay")
    lessons.know("desk/pay")
    lessons.answered("desk/pay", Rating.HARD)
    memory.feedback.rate("desk/pay", helpful=True)
    lessons.judged("desk/pay", "helpful")
    memory.feedback.rate("desk/pay", helpful=True)
    lessons.judged("desk/pay", "helpful")  # which takes it back, and is no rating

    assert told == [
        ("completed", "desk/pay", {"seconds": 0.0}),
        ("known", "desk/pay", {}),
        ("recalled", "desk/pay", {"rating": "hard"}),
        ("rated", "desk/pay", {"rating": "helpful"}),
    ]


def test_answering_well_and_knowing_are_no_closings(
    panel: Panel, windows: Windows, clock: Clock, memory: Memory, happened: list[Event]
) -> None:
    for _ in range(6):
        know(memory, clock, "desk/pay", days_ago=12, stability=10.0)
        windows.see(PAYMENTS)
        click(part(panel, "recallShow"))
        click(part(panel, "recall-good"))
        windows.see(GAME)
        clock.move(days=1)
    memory.learned.forget("desk/pay")
    windows.see(PAYMENTS)
    choose(panel, "panelKnow")

    assert memory.outcomes.records["desk/pay"] == "+++++++"
    assert Happening.DISMISSED not in [event.what for event in happened]


@pytest.mark.parametrize(
    ("seconds", "letter"), [(READ.total_seconds(), "+"), (READ.total_seconds() - 1, "-")]
)
def test_a_text_that_was_read_before_it_was_closed_was_not_sent_away(
    panel: Panel,
    windows: Windows,
    clock: Clock,
    memory: Memory,
    happened: list[Event],
    seconds: float,
    letter: str,
) -> None:
    windows.see(MAIL)
    clock.move(seconds=seconds)
    panel.closed.emit("desk/mail")

    assert memory.outcomes.records["desk/mail"] == letter
    assert (Happening.DISMISSED in [event.what for event in happened]) == (letter == "-")


def test_a_checklist_that_only_stood_open_was_sent_away(
    panel: Panel, windows: Windows, clock: Clock, memory: Memory
) -> None:
    windows.see(PAYMENTS)
    clock.move(seconds=60)
    panel.closed.emit("desk/pay")

    assert memory.outcomes.records["desk/pay"] == "-"


@pytest.mark.parametrize("what", ["link", "helpful", "unhelpful"])
def test_a_link_and_a_kind_word_speak_for_the_card(
    panel: Panel, windows: Windows, memory: Memory, monkeypatch: pytest.MonkeyPatch, what: str
) -> None:
    monkeypatch.setattr("overlay.panel_actions.open_outside", lambda _target: None)
    windows.see(PAYMENTS)
    if what == "link":
        panel.link_opened.emit("https://example.org/more")
    else:
        panel.judged.emit("desk/pay", what)
    panel.closed.emit("desk/pay")

    assert memory.outcomes.records["desk/pay"] == ("-" if what == "unhelpful" else "+")


@pytest.mark.parametrize("what", ["text", "again", "skip"])
def test_no_day_has_more_than_three_minutes_of_what_was_brought_back(
    tmp_path: Path,
    panel: Panel,
    windows: Windows,
    conductor: Conductor,
    clock: Clock,
    memory: Memory,
    what: str,
) -> None:
    text = MAIL_CARD if what == "text" else PAY.replace('soffice, title: "*payment run*"', "thunderbird")
    cards = {f"c{number}": text.replace("thunderbird", f"app{number}") for number in range(12)}
    library = read_library([write_bundle(tmp_path / "many", **cards)])
    conductor.use(library)
    brought_back = 0
    for number in range(12):
        know(memory, clock, f"desk/c{number}", days_ago=MASTERED + 2)
        windows.see(replace(MAIL, id=100 + number, app=f"app{number}"))
        if panel.isVisible():
            brought_back += 1
            for button in {"text": (), "again": ("recallShow", "recall-again"), "skip": ("recallSkip",)}[
                what
            ]:
                click(part(panel, button))
            clock.move(minutes=2)  # of reading it, which count one
            conductor.dismiss(f"desk/c{number}")
        windows.see(GAME)
        clock.move(minutes=15)

    assert brought_back == 3
    assert memory.learned.spent() == A_DAY


def test_what_is_read_now_counts_before_the_next_review_begins(
    panel: Panel, windows: Windows, clock: Clock, memory: Memory
) -> None:
    know(memory, clock, "desk/mail", days_ago=MASTERED + 2)
    know(memory, clock, "desk/pay", days_ago=MASTERED + 2)
    memory.learned.spend(100)
    windows.see(PAYMENTS)
    assert part(panel, "recallQuestion")
    clock.move(minutes=15)
    windows.see(MAIL)

    assert learned(memory, "desk/mail").asked is None
    assert memory.learned.spent() == 160
