"""Walking through a window in less than a blink uses nothing of it up, and is no visit to be noted."""

from __future__ import annotations

from pathlib import Path

import pytest

from content.attention.cue import Loudness
from content.events.event import Event
from content.learning.knowledge import Knowledge
from content.learning.reviews import ONE_AT_LEAST
from content.library.library import Library
from content.memory.memory import Memory
from overlay.calm import Calm
from overlay.companions import Companions
from overlay.conductor import Conductor
from overlay.panel.panel import Panel
from overlay.panel.tab import Tab
from overlay.presenter import Presenter
from tests.content.memory.examples import Clock
from tests.overlay.desk import GAME, MAIL, PAYMENTS, TraceRecord, Windows, write_bundle
from tests.overlay.panel.driving import part
from tests.overlay.test_lessons import MAIL_CARD, PAY, know
from tests.triggers.fake_loop import FakeLoop

BLINK = 0.05

pytestmark = pytest.mark.usefixtures("actions")


@pytest.fixture
def bundle(tmp_path: Path) -> Path:
    return write_bundle(tmp_path / "desk", pay=PAY, mail=MAIL_CARD)


@pytest.fixture
def loop() -> FakeLoop:
    return FakeLoop()


@pytest.fixture
def presenter(
    panel: Panel, tab: Tab, memory: Memory, trace: TraceRecord, companions: Companions, loop: FakeLoop
) -> Presenter:
    return Presenter(panel, tab, memory, trace, companions, Calm(loop, loop.clock))


def test_a_blink_uses_up_no_review_no_time_and_no_panel(
    windows: Windows, conductor: Conductor, panel: Panel, loop: FakeLoop, clock: Clock, memory: Memory
) -> None:
    know(memory, clock, "desk/pay", days_ago=12, stability=10.0)
    windows.see(MAIL)
    loop.advance(BLINK)
    windows.see(PAYMENTS)
    loop.advance(BLINK)
    windows.see(GAME)
    loop.advance(5)
    known = memory.learned.knowledge("desk/pay")
    assert known is not None
    assert (known.asked, memory.learned.spent()) == (None, 0.0)

    windows.see(PAYMENTS)
    loop.advance(5)
    assert conductor.cue.loudness is Loudness.PANEL
    assert part(panel, "recallQuestion")
    clock.move(seconds=5)
    windows.see(GAME)
    assert memory.learned.spent() == ONE_AT_LEAST


def test_a_blink_after_a_rest_shows_the_question_and_does_not_use_it_up(
    windows: Windows, panel: Panel, loop: FakeLoop, clock: Clock, memory: Memory
) -> None:
    know(memory, clock, "desk/pay", days_ago=12, stability=10.0)
    windows.see(PAYMENTS)
    assert panel.isVisible()
    clock.move(seconds=BLINK)
    windows.see(GAME)
    loop.advance(5)
    assert memory.learned.spent() == 0
    windows.see(PAYMENTS)
    panel.answered.emit("desk/pay", "good")
    known = memory.learned.knowledge("desk/pay")
    assert known is not None
    assert known.stability > 10.0
    assert memory.learned.spent() == ONE_AT_LEAST


def test_a_question_is_there_in_the_first_picture(
    windows: Windows, panel: Panel, loop: FakeLoop, clock: Clock, memory: Memory
) -> None:
    memory.learned.learn("desk/pay", Knowledge(10.0, 5.0, clock.now))
    clock.move(days=12)
    windows.see(PAYMENTS)
    assert part(panel, "recallQuestion")


def test_a_panel_that_would_have_lapsed_in_a_blink_has_not(
    windows: Windows, conductor: Conductor, panel: Panel, loop: FakeLoop, clock: Clock
) -> None:
    windows.see(MAIL)
    loop.advance(5)
    conductor.dismiss("desk/mail")
    loop.advance(5)
    clock.move(seconds=5)
    windows.see(PAYMENTS)  # a card was closed a moment ago
    loop.advance(BLINK)
    clock.move(seconds=BLINK)
    windows.see(GAME)
    loop.advance(120)
    clock.move(minutes=2)
    windows.see(PAYMENTS)
    assert conductor.cue.loudness is Loudness.PANEL


def test_what_lapses_lapses_though_the_picture_stays_the_same(
    windows: Windows, conductor: Conductor, loop: FakeLoop, clock: Clock
) -> None:
    conductor.quiet_hours = f"{clock.now:%H:%M}-23:00"
    conductor.loudest = Loudness.BADGE
    windows.see(PAYMENTS)
    conductor.loudest = Loudness.PANEL
    conductor.reconsider()  # a badge as before, but now for the quiet hours alone
    clock.move(seconds=1)
    conductor.quiet_hours = ""
    conductor.reconsider()
    assert conductor.cue.because == "the moment to open by itself has passed for this visit"


def test_visits_and_steps_are_noted_when_the_window_stays(
    windows: Windows, loop: FakeLoop, memory: Memory, happened: list[Event]
) -> None:
    windows.see(MAIL)
    loop.advance(BLINK)
    windows.see(PAYMENTS)
    loop.advance(BLINK)
    windows.see(MAIL)
    loop.advance(5)
    said = [(event.what.value, event.card) for event in happened]
    assert said == [("visited", "desk/mail"), ("cued", "desk/mail")]
    assert [card for card, _ in memory.order.all()] == ["desk/mail"]

    windows.see(PAYMENTS)
    loop.advance(5)
    said = [(event.what.value, event.card) for event in happened[2:]]
    assert said == [("visited", "desk/pay"), ("cued", "desk/pay")]
    assert [card for card, _ in memory.order.all()] == ["desk/mail", "desk/pay"]


def test_a_visit_to_cards_that_show_nothing_is_noted(
    windows: Windows, conductor: Conductor, library: Library, happened: list[Event]
) -> None:
    conductor.loudest = Loudness.NONE
    windows.see(PAYMENTS)
    assert [(event.what.value, event.card) for event in happened] == [("visited", "desk/pay")]
