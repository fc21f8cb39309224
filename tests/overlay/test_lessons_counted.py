"""What counts for and against a card, and how much of a day what was brought back may take."""

from __future__ import annotations

from dataclasses import replace
from pathlib import Path

import pytest

from content.attention.cue import Loudness
from content.cards.model import Required
from content.events.event import Event, Happening
from content.learning.knowledge import MASTERED
from content.learning.reviews import A_DAY
from content.learning.study import READ
from content.library.library import Library
from content.library.reading import read_library
from content.memory.memory import Memory
from overlay.conductor import Conductor
from overlay.panel.panel import Panel
from overlay.recorder import Origin
from tests.content.memory.examples import Clock
from tests.overlay.desk import GAME, MAIL, PAYMENTS, Windows, write_bundle
from tests.overlay.panel.driving import choose, click, part
from tests.overlay.test_lessons import MAIL_CARD, PAY, bundle, know, learned

__all__ = ["bundle"]

pytestmark = pytest.mark.usefixtures("actions")


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


def test_a_card_that_became_required_is_shown_and_not_asked(
    windows: Windows, conductor: Conductor, library: Library, clock: Clock, memory: Memory
) -> None:
    know(memory, clock, "desk/pay", days_ago=MASTERED + 2)
    windows.see(PAYMENTS)
    assert conductor.lessons.question("desk/pay")
    pay = replace(library.cards["desk/pay"], required=Required.BEFORE_TASK)
    conductor.lessons.use({**library.cards, "desk/pay": pay})
    assert conductor.lessons.question("desk/pay") is None
