"""A panel on no screen, and cards of every kind to show in it."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from pathlib import Path

import pytest
from pytestqt.qtbot import QtBot

from content.cards.model import Card, CardKind, Item, Part, Prose, Step, Video
from overlay.panel.panel import Panel
from overlay.theme.theme import Theme


def pytest_collection_modifyitems(items: list[pytest.Item]) -> None:
    """The platform without a screen says that it cannot raise a window; everything else is a failure."""
    for item in items:
        if item.path.is_relative_to(Path(__file__).parent):
            item.add_marker(pytest.mark.qt_log_ignore(r"This plugin does not support raise\(\)"))


MakeCard = Callable[..., Card]


@pytest.fixture
def make_card(tmp_path: Path) -> MakeCard:
    def make(
        name: str = "release",
        title: str = "Before you release a payment run",
        kind: CardKind = CardKind.CHECKLIST,
        parts: tuple[Part, ...] = (),
        **fields: object,
    ) -> Card:
        return Card(
            id=f"treasury/{name}",
            title=title,
            kind=kind,
            parts=parts,
            bundle="treasury",
            bundle_title="Treasury desk",
            file=f"cards/{name}.md",
            root=tmp_path,
            minutes=2,
            **fields,  # type: ignore[arg-type]
        )

    return make


@pytest.fixture
def checklist(make_card: MakeCard) -> Card:
    return make_card(
        parts=(
            Prose("Two people check every run."),
            Item("total", "The **total** matches", "The total matches"),
            Item("bank", "No new bank details", "No new bank details"),
            Item("mail", "Read the [approval](https://example.org/a)", "Read the approval", 1),
        )
    )


@pytest.fixture
def guide(make_card: MakeCard) -> Card:
    texts = ("Open the run.", "Choose *Recall*.", "Say why.")
    steps = tuple(Step(at, text, text.replace("*", "")) for at, text in enumerate(texts, start=1))
    return make_card("undo", "Undo a payment run", CardKind.GUIDE, steps)


@pytest.fixture
def film(make_card: MakeCard) -> Card:
    video = Video("https://video.example.org/v/81", 105)
    return make_card("film", "How the approval screen works", CardKind.VIDEO, (), video=video)


@pytest.fixture
def theme(qtbot: QtBot) -> Theme:
    return Theme("light")


@pytest.fixture
def panel(qtbot: QtBot, theme: Theme) -> Iterator[Panel]:
    made = Panel(theme)
    qtbot.addWidget(made)
    yield made
    made.vanish()
