"""From what happens at the desk to what is quiet, what comes back, and what the panel asks."""

from __future__ import annotations

from pathlib import Path

import pytest
from PySide6.QtWidgets import QLabel

from content.attention.cue import Loudness
from content.learning.knowledge import MASTERED, Knowledge, Rating
from content.library.library import Library
from content.memory.memory import Memory
from overlay.conductor import Conductor
from overlay.lessons import Lessons
from overlay.panel.panel import Panel
from overlay.panel.tab import Tab
from overlay.presenter import Presenter
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
