"""A card that cannot be built shows nothing, never a mixture of two cards."""

from __future__ import annotations

import pytest
from pytestqt.qtbot import QtBot

from content.cards.model import Card
from overlay.panel.panel import Panel, PanelContent
from overlay.panel.rows import RowText
from overlay.panel.view import CardView
from overlay.theme.theme import Theme
from tests.overlay.panel.driving import click, part


class Fault:
    """Makes one card fail, at building or at laying out, until it is mended."""

    def __init__(self, patch: pytest.MonkeyPatch) -> None:
        self._patch = patch

    def building(self, card: Card) -> None:
        plain = CardView._add_part

        def add(view: CardView, *args: object) -> None:
            plain(view, *args)  # type: ignore[arg-type]
            if view.card.id == card.id:
                raise KeyError("half-way")

        self._patch.setattr(CardView, "_add_part", add)

    def laying_out(self, card: Card) -> None:
        plain = RowText.height
        texts = {part.text for part in card.steps}

        def height(row: RowText, width: int) -> int:
            if row._markdown in texts:
                raise KeyError("no layout")
            return plain(row, width)

        self._patch.setattr(RowText, "height", height)

    def mend(self) -> None:
        self._patch.undo()


@pytest.fixture
def fault(monkeypatch: pytest.MonkeyPatch) -> Fault:
    return Fault(monkeypatch)


@pytest.mark.parametrize("kind", ["building", "laying_out"])
def test_a_broken_card_hides_the_panel_and_is_told(
    qtbot: QtBot, panel: Panel, checklist: Card, guide: Card, fault: Fault, kind: str
) -> None:
    panel.present(PanelContent(checklist))
    panel.appear(None)
    getattr(fault, kind)(guide)
    with qtbot.waitSignal(panel.broken) as told:
        panel.present(PanelContent(guide))
    assert told.args == [guide.id, "KeyError"]
    assert not panel.isVisible()
    panel.appear(None)  # as the one who shows it goes on to say
    panel.enter_keyboard()
    assert not panel.isVisible()
    assert not panel.has_keyboard


def test_what_was_built_of_a_broken_card_is_gone(
    panel: Panel, checklist: Card, guide: Card, fault: Fault
) -> None:
    panel.present(PanelContent(checklist))
    fault.building(guide)
    panel.present(PanelContent(guide))
    assert [view.card for view in panel.findChildren(CardView)] == [checklist]


@pytest.mark.parametrize("kind", ["building", "laying_out"])
def test_the_next_card_comes_back_whole(
    qtbot: QtBot, panel: Panel, checklist: Card, guide: Card, fault: Fault, kind: str
) -> None:
    getattr(fault, kind)(guide)
    panel.present(PanelContent(guide))
    panel.appear(None)
    assert not panel.isVisible()
    panel.present(PanelContent(checklist))  # and no word of appearing: whoever shows it believes it in view
    assert panel.isVisible()
    assert part(panel, "panelTitle").text() == checklist.title  # type: ignore[attr-defined]
    with qtbot.waitSignal(panel.ticked) as told:
        click(part(panel, "item-0"))
    assert told.args == [checklist.id, "total", True]


def test_a_panel_that_was_sent_away_stays_away(
    panel: Panel, checklist: Card, guide: Card, fault: Fault
) -> None:
    panel.appear(None)
    fault.building(guide)
    panel.present(PanelContent(guide))
    panel.vanish()
    panel.present(PanelContent(checklist))
    assert not panel.isVisible()


def test_a_card_that_was_mended_is_shown(panel: Panel, guide: Card, fault: Fault) -> None:
    fault.building(guide)
    panel.present(PanelContent(guide))
    fault.mend()
    panel.present(PanelContent(guide))
    panel.appear(None)
    assert len(panel.findChildren(CardView)) == 1
    assert part(panel, "step-0").isVisible()


def test_a_new_theme_may_find_a_card_broken_too(
    qtbot: QtBot, panel: Panel, theme: Theme, checklist: Card, fault: Fault
) -> None:
    panel.present(PanelContent(checklist))
    panel.appear(None)
    fault.building(checklist)
    with qtbot.waitSignal(panel.broken):
        theme.set("dark", 100, motion=True)
    assert not panel.isVisible()
