"""A palette on no screen, and cards to show in it."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from pathlib import Path

import pytest
from pytestqt.qtbot import QtBot

from content.cards.model import Card, CardKind, Item, Part, Prose
from overlay.palette.palette import Palette
from overlay.theme.theme import Theme

MakeCard = Callable[..., Card]


@pytest.fixture
def make_card(tmp_path: Path) -> MakeCard:
    def make(
        title: str,
        kind: CardKind = CardKind.CHECKLIST,
        parts: tuple[Part, ...] = (Prose("Two people check every run."), Item("a", "The total", "The total")),
        minutes: float | None = 2,
    ) -> Card:
        name = "-".join(title.casefold().split())
        return Card(
            id=f"treasury/{name}",
            title=title,
            kind=kind,
            parts=parts,
            bundle="treasury",
            bundle_title="Treasury desk",
            file=str(tmp_path / "cards" / "card.md"),
            root=tmp_path,
            minutes=minutes,
        )

    return make


@pytest.fixture
def theme(qtbot: QtBot) -> Theme:
    return Theme("light")


@pytest.fixture
def palette(qtbot: QtBot, theme: Theme) -> Iterator[Palette]:
    made = Palette(theme)
    qtbot.addWidget(made)
    yield made
    made.hide()
