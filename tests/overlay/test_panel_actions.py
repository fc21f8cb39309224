from __future__ import annotations

import pytest
from PySide6.QtCore import QUrl
from PySide6.QtGui import QDesktopServices

from content.audience.others import Others
from content.library.library import Library
from content.memory.memory import Memory
from content.memory.wish import WishKind
from overlay.conductor import Conductor
from overlay.panel.panel import Panel
from overlay.panel.tab import Tab
from overlay.panel_actions import PanelActions
from overlay.presenter import Presenter
from tests.content.memory.examples import Clock
from tests.overlay.desk import GAME, MAIL, PAYMENTS, Windows
from triggers.sources.base import NothingFocused

pytestmark = pytest.mark.usefixtures("actions")


@pytest.fixture
def given_back() -> list[str]:
    return []


def test_a_tick_is_remembered(panel: Panel, windows: Windows, memory: Memory, library: Library) -> None:
    card = library.cards["desk/pay"]
    windows.see(PAYMENTS)
    panel.ticked.emit(card.id, card.items[1].key, True)
    assert memory.ticked(card) == {card.items[1].key}

    panel.ticked.emit(card.id, card.items[1].key, False)
    panel.ticked.emit("gone/card", "key", True)
    assert memory.ticked(card) == frozenset()


def test_a_step_is_remembered(panel: Panel, windows: Windows, memory: Memory, library: Library) -> None:
    windows.see(PAYMENTS)
    panel.step_reached.emit("desk/undo", 2)
    panel.step_reached.emit("gone/card", 2)

    assert memory.step(library.cards["desk/undo"]) == 2


def test_a_finished_guide_starts_over_and_leaves(
    panel: Panel, windows: Windows, conductor: Conductor, memory: Memory, library: Library, tab: Tab
) -> None:
    windows.see(PAYMENTS)
    conductor.choose("desk/undo")
    panel.step_reached.emit("desk/undo", 2)
    panel._finish()

    assert memory.step(library.cards["desk/undo"]) == 0
    assert not panel.isVisible()
    assert tab.isVisible()  # the card that was offered before had its one automatic panel of this visit
    assert conductor.cue.cards == ("desk/pay", "desk/undo")


def test_closing_leaves_the_tab_and_the_tab_opens_the_panel_again(
    panel: Panel, tab: Tab, windows: Windows
) -> None:
    windows.see(PAYMENTS)
    panel.closed.emit("desk/pay")
    assert not panel.isVisible()
    assert tab.isVisible()

    tab.opened.emit()
    assert panel.isVisible()


@pytest.mark.parametrize(("choice", "hours", "held"), [("hour", 0.9, 1), ("hour", 1.1, 0), ("week", 167, 1)])
def test_snoozing_keeps_the_card_back_until_then(
    panel: Panel, windows: Windows, clock: Clock, conductor: Conductor, choice: str, hours: float, held: int
) -> None:
    windows.see(MAIL)
    panel.snoozed.emit("desk/mail", choice)
    assert [kept.card for kept in conductor.cue.held] == ["desk/mail"]

    clock.move(hours=hours)
    conductor.reconsider()
    assert len(conductor.cue.held) == held


def test_not_here_holds_in_this_app_alone(
    panel: Panel, windows: Windows, memory: Memory, conductor: Conductor
) -> None:
    windows.see(PAYMENTS)
    panel.not_here.emit("desk/pay")

    assert conductor.cue.cards == ("desk/undo",)
    (wish,) = memory.wish_list()
    assert (wish.kind, wish.card, wish.app) == (WishKind.NOT_HERE, "desk/pay", "soffice")


def test_not_here_without_a_window_only_closes_the_card(
    panel: Panel, windows: Windows, memory: Memory, conductor: Conductor, presenter: Presenter
) -> None:
    windows.see(NothingFocused())
    conductor.choose("desk/terms")
    panel.not_here.emit("desk/terms")

    assert presenter.panel_card is None
    assert memory.wish_list() == ()


def test_never_is_for_good(panel: Panel, windows: Windows, clock: Clock, conductor: Conductor) -> None:
    windows.see(PAYMENTS)
    panel.never.emit("desk/pay")
    clock.move(days=1000)
    conductor.reconsider()

    assert conductor.cue.cards == ("desk/undo",)


@pytest.mark.parametrize("signal", ["never", "not_here", "closed"])
def test_a_chosen_card_goes_when_it_is_sent_away(
    panel: Panel, windows: Windows, conductor: Conductor, presenter: Presenter, signal: str
) -> None:
    windows.see(GAME)
    conductor.choose("desk/undo")
    getattr(panel, signal).emit("desk/undo")

    assert presenter.panel_card is None


def test_a_card_of_the_short_list_comes_into_the_panel(
    panel: Panel, windows: Windows, presenter: Presenter
) -> None:
    windows.see(PAYMENTS)
    panel.card_chosen.emit("desk/undo")

    assert presenter.panel_card == "desk/undo"


def test_links_go_out_of_sidecue(panel: Panel, monkeypatch: pytest.MonkeyPatch) -> None:
    opened: list[str] = []
    monkeypatch.setattr(QDesktopServices, "openUrl", lambda url: opened.append(QUrl(url).toString()))
    panel.link_opened.emit("https://example.org/a")
    panel.link_opened.emit("javascript:alert(1)")

    assert opened == ["https://example.org/a"]


def test_the_hotkey_leads_into_the_panel_and_back(
    actions: PanelActions, panel: Panel, windows: Windows, given_back: list[str]
) -> None:
    windows.see(PAYMENTS)
    actions.visit_by_keyboard()
    was_inside = panel.has_keyboard
    assert given_back == []

    actions.visit_by_keyboard()
    assert (was_inside, panel.has_keyboard) == (True, False)
    assert given_back == ["focus"]
    assert panel.isVisible()


def test_the_hotkey_opens_a_closed_panel_and_does_nothing_where_there_is_no_card(
    actions: PanelActions, panel: Panel, windows: Windows
) -> None:
    windows.see(GAME)
    actions.visit_by_keyboard()
    assert not panel.isVisible()
    assert not panel.has_keyboard

    windows.see(PAYMENTS)
    panel.closed.emit("desk/pay")
    actions.visit_by_keyboard()
    assert panel.isVisible()
    assert panel.has_keyboard


@pytest.mark.parametrize(
    ("signal", "arguments"),
    [("closed", ()), ("never", ()), ("not_here", ()), ("snoozed", ("hour",)), ("keyboard_left", None)],
)
def test_whoever_leaves_by_keyboard_is_back_in_their_window(
    actions: PanelActions,
    panel: Panel,
    windows: Windows,
    given_back: list[str],
    signal: str,
    arguments: tuple[str, ...] | None,
) -> None:
    windows.see(PAYMENTS)
    actions.visit_by_keyboard()
    getattr(panel, signal).emit(*(() if arguments is None else ("desk/pay", *arguments)))

    assert given_back == ["focus"]


def test_a_link_to_a_card_for_others_says_why_it_is_not_shown(
    panel: Panel,
    windows: Windows,
    conductor: Conductor,
    actions: PanelActions,
    library: Library,
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    said: list[str] = []
    monkeypatch.setattr("overlay.panel_actions.say_why_not", said.append)
    narrowed = Library(library.bundles, (), Others({"desk/secret": "it is for the role tax"}))
    conductor.use(narrowed)
    actions.use(narrowed)
    panel.card_chosen.emit("desk/secret")
    panel.card_chosen.emit("desk/gone")
    assert said == [
        "the card desk/secret is not shown to you: it is for the role tax",
        "there is no card desk/gone",
    ]


def test_an_opinion_is_kept_and_taken_back(panel: Panel, windows: Windows, memory: Memory) -> None:
    windows.see(PAYMENTS)
    for word in ("helpful", "outdated"):
        panel.judged.emit("desk/pay", word)
    panel.line_written.emit("desk/pay", "The menu moved.")
    said = memory.feedback.on("desk/pay")
    assert (said.helpful, said.outdated, said.text) == (True, True, "The menu moved.")

    for word in ("helpful", "outdated"):
        panel.judged.emit("desk/pay", word)
    panel.line_written.emit("desk/pay", "")
    assert memory.feedback.all() == ()
