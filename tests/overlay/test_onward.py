"""Progress along paths comes from what was completed, and shows only where one may go on."""

from __future__ import annotations

from pathlib import Path

import pytest

from content.library.library import Library
from content.memory.memory import Memory
from overlay.finder import Finder
from overlay.onward import Onward
from overlay.palette.rows import RECENT
from tests.overlay.desk import BUNDLE, write_bundle
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
