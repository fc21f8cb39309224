"""Progress along paths comes from what was completed, and shows only where one may go on."""

from __future__ import annotations

from pathlib import Path

import pytest

from content.library.library import Library
from content.memory.memory import Memory
from overlay.conductor import Conductor
from overlay.finder import Finder
from overlay.onward import PROBABLE, Onward
from overlay.palette.rows import RECENT
from tests.content.memory.examples import Clock
from tests.overlay.desk import BUNDLE, GAME, MAIL, PAYMENTS, Windows, write_bundle
from tests.overlay.spying import SpyingPalette, reading_of

PATHS = (
    "paths:\n  - {title: First days, cards: [pay, mail, terms]}\n  - {title: Later, cards: [news, undo]}\n"
)


@pytest.fixture
def bundle(tmp_path: Path) -> Path:
    folder = write_bundle(tmp_path / "desk")
    (folder / "bundle.yaml").write_text(BUNDLE + PATHS, encoding="utf-8")
    return folder


@pytest.fixture
def onward(memory: Memory, library: Library) -> Onward:
    made = Onward(memory)
    made.use(library)
    return made


def said(onward: Onward, card: str, *shown: str) -> list[tuple[str, str]]:
    return [(it.card.id, it.because) for it in onward.after(card, shown)]


def test_the_next_card_of_the_path_with_how_many_are_done(onward: Onward, memory: Memory) -> None:
    assert said(onward, "desk/pay") == [("desk/mail", "First days · 0 of 3")]
    memory.learned.complete("desk/pay")
    memory.learned.complete("desk/mail")
    assert said(onward, "desk/pay") == [("desk/terms", "First days · 2 of 3")]
    assert said(onward, "desk/undo") == [("desk/news", "Later · 0 of 2")]


def test_what_was_skipped_comes_after_the_end(onward: Onward, memory: Memory) -> None:
    memory.learned.complete("desk/terms")

    assert said(onward, "desk/terms") == [("desk/pay", "First days · 1 of 3")]


def test_a_finished_path_leads_nowhere(onward: Onward, memory: Memory) -> None:
    for card in ("pay", "mail", "terms"):
        memory.learned.complete(f"desk/{card}")

    assert said(onward, "desk/pay") == []
    assert onward.listed() == ()


def test_what_is_shown_already_is_not_offered_again(onward: Onward) -> None:
    assert said(onward, "desk/pay", "desk/pay", "desk/mail") == []


def test_a_path_leads_past_a_card_that_is_never_to_be_seen(onward: Onward, memory: Memory) -> None:
    memory.learned.complete("desk/pay")
    there = {card for card, _ in said(onward, "desk/pay")} | {it.card.id for it in onward.listed()}
    (next_card,) = there
    memory.never(next_card)
    after = {card for card, _ in said(onward, "desk/pay")} | {it.card.id for it in onward.listed()}
    assert next_card not in after


def test_the_empty_palette_lists_begun_paths_only(
    onward: Onward, memory: Memory, finder: Finder, palette: SpyingPalette, library: Library
) -> None:
    finder._onward = onward
    memory.opened("desk/terms")
    finder.use(reading_of(library))
    finder.open()
    assert [row.group for row in palette.rows] == [RECENT]

    memory.learned.complete("desk/news")
    finder.open()
    assert [(row.group, row.card.id) for row in palette.rows] == [
        ("Later · 1 of 2", "desk/undo"),
        (RECENT, "desk/terms"),
    ]


def live(onward: Onward, clock: Clock, cards: list[str]) -> None:
    for card in cards:
        onward.came_to(f"desk/{card}")
        clock.move(minutes=20)


def test_what_follows_in_the_persons_own_order_is_suggested(
    onward: Onward, clock: Clock, memory: Memory
) -> None:
    live(onward, clock, ["pay", "news", "undo", "terms"] * 30)
    onward.came_to("desk/pay")
    assert said(onward, "desk/pay")[1:] == []  # nothing before it was learned at leisure
    onward.warm()
    assert said(onward, "desk/pay")[1:] == [("desk/news", PROBABLE)]
    assert onward.listed()[0].card.id == "desk/news"

    memory.never("desk/news")
    assert "desk/news" not in [card for card, _ in said(onward, "desk/pay")]


def test_it_is_silent_without_an_order_without_the_setting_and_after_forgetting(
    onward: Onward, clock: Clock, memory: Memory
) -> None:
    onward.warm()
    live(onward, clock, ["pay", "news", "undo", "terms"] * 30)
    assert onward.listed()
    onward.suggests = False
    assert onward.listed() == ()
    onward.suggests = True
    memory.forget_history()
    onward.forget()
    assert onward.listed() == ()

    onward.keeps_history = False
    onward.came_to("desk/pay")
    assert memory.order.all() == []


def test_contexts_and_openings_make_the_order(
    conductor: Conductor, windows: Windows, clock: Clock, memory: Memory
) -> None:
    for window in (PAYMENTS, MAIL, PAYMENTS, GAME):
        windows.see(window)
    conductor.choose("desk/terms")
    clock.move(minutes=30)
    windows.see(PAYMENTS)

    assert [card for card, _ in memory.order.all()] == ["desk/pay", "desk/mail", "desk/terms", "desk/pay"]
