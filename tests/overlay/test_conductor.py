from __future__ import annotations

from dataclasses import replace

from content.attention.cue import Loudness
from content.library.library import Library
from content.memory.memory import Memory
from overlay.conductor import Conductor
from overlay.panel.panel import Panel
from overlay.panel.tab import Tab
from overlay.presenter import Presenter
from tests.content.memory.examples import Clock
from tests.overlay.desk import GAME, MAIL, PAYMENTS, TraceRecord, Windows
from triggers.sources.base import NothingFocused, Unavailable


def test_a_window_with_a_card_opens_the_panel_and_another_closes_it(
    windows: Windows, presenter: Presenter, panel: Panel
) -> None:
    windows.see(PAYMENTS)
    assert presenter.panel_card == "desk/pay"
    assert panel.isVisible()

    windows.see(GAME)
    assert not panel.isVisible()


def test_each_window_leaves_one_chain_with_one_number(windows: Windows, trace: TraceRecord) -> None:
    trace.events.clear()
    windows.see(PAYMENTS)

    assert trace.names() == ["context", "match", "cue"]
    assert {event["seq"] for event in trace.events} == {1}
    assert trace.of("context")[0]["t"] == 1.0
    assert trace.of("match")[0]["cards"] == ["desk/pay", "desk/undo"]
    assert trace.of("cue")[0] == {
        "event": "cue",
        "t": None,
        "seq": 1,
        "loudness": "panel",
        "cards": ["desk/pay", "desk/undo"],
    }


def test_a_title_that_is_the_same_after_cleaning_decides_nothing_anew(
    windows: Windows, trace: TraceRecord
) -> None:
    windows.see(PAYMENTS)
    trace.events.clear()

    windows.see(replace(PAYMENTS, title=f"* {PAYMENTS.title}"))

    assert trace.events == []


def test_a_closed_panel_becomes_a_tab_for_the_rest_of_the_visit(
    conductor: Conductor, windows: Windows, panel: Panel, tab: Tab
) -> None:
    windows.see(PAYMENTS)
    conductor.dismiss("desk/pay")
    assert not panel.isVisible()
    assert tab.isVisible()

    windows.see(GAME)
    windows.see(PAYMENTS)
    assert not panel.isVisible()
    assert tab.isVisible()


def test_the_next_visit_opens_the_panel_again(
    conductor: Conductor, windows: Windows, clock: Clock, panel: Panel
) -> None:
    windows.see(PAYMENTS)
    conductor.dismiss("desk/pay")
    windows.see(GAME)
    clock.move(minutes=11)

    windows.see(PAYMENTS)

    assert panel.isVisible()


def test_a_closed_panel_stays_closed_however_long_the_window_was_quiet(
    conductor: Conductor, windows: Windows, clock: Clock, panel: Panel
) -> None:
    windows.see(PAYMENTS)
    conductor.dismiss("desk/pay")
    clock.move(hours=3)

    windows.see(replace(PAYMENTS, title="Payment run 13.ods"))

    assert not panel.isVisible()


def test_a_visit_begins_with_a_fresh_list_where_the_card_says_so(
    library: Library, windows: Windows, memory: Memory, clock: Clock
) -> None:
    card = library.cards["desk/mail"]
    windows.see(MAIL)
    memory.tick(card, card.items[0].key, done=True)
    windows.see(GAME)
    windows.see(MAIL)
    assert memory.ticked(card) == {card.items[0].key}

    windows.see(GAME)
    clock.move(minutes=11)
    windows.see(MAIL)
    assert memory.ticked(card) == frozenset()


def test_a_chosen_card_stays_through_other_windows_until_it_is_closed(
    conductor: Conductor, windows: Windows, presenter: Presenter
) -> None:
    windows.see(GAME)
    conductor.choose("desk/terms")
    for state in (MAIL, PAYMENTS, NothingFocused(), GAME):
        windows.see(state)
        assert presenter.panel_card == "desk/terms"

    conductor.dismiss("desk/terms")
    assert presenter.panel_card is None


def test_a_chosen_card_that_is_gone_after_a_reading_leaves(
    conductor: Conductor, presenter: Presenter
) -> None:
    conductor.choose("desk/terms")
    conductor.use(Library(()))

    assert presenter.panel_card is None


def test_choosing_is_remembered_unless_the_history_is_off(conductor: Conductor, memory: Memory) -> None:
    conductor.choose("desk/terms")
    conductor.keeps_history = False
    conductor.choose("desk/undo")
    conductor.choose("no/such-card")

    assert memory.recent(5) == ("desk/terms",)


def test_choosing_what_was_closed_brings_it_back(
    conductor: Conductor, windows: Windows, presenter: Presenter
) -> None:
    windows.see(PAYMENTS)
    conductor.dismiss("desk/pay")
    conductor.choose("desk/pay")
    assert presenter.panel_card == "desk/pay"

    windows.see(GAME)
    conductor.send_away("desk/pay")
    windows.see(PAYMENTS)
    assert presenter.panel_card is None  # it opens once a visit by itself, and waits at the tab from then on


def test_a_pause_is_silent_and_its_end_is_not(
    conductor: Conductor, windows: Windows, memory: Memory, clock: Clock, panel: Panel, tab: Tab
) -> None:
    memory.pause(clock().replace(hour=10))
    windows.see(PAYMENTS)
    assert conductor.cue.loudness is Loudness.NONE
    assert not panel.isVisible()
    assert not tab.isVisible()

    clock.move(hours=1)
    conductor.reconsider()
    assert panel.isVisible()


def test_what_the_person_asked_for_is_shown_in_a_pause_too(
    conductor: Conductor, windows: Windows, memory: Memory, clock: Clock, presenter: Presenter
) -> None:
    memory.pause(clock().replace(hour=10))
    windows.see(PAYMENTS)
    conductor.toggle()

    assert presenter.panel_card == "desk/pay"


def test_the_settings_limit_how_loud_a_card_may_be(
    conductor: Conductor, windows: Windows, panel: Panel, tab: Tab
) -> None:
    conductor.loudest = Loudness.TAB
    windows.see(PAYMENTS)

    assert tab.isVisible()
    assert not panel.isVisible()


def test_toggle_hides_what_is_shown_and_shows_what_is_offered(
    conductor: Conductor, windows: Windows, presenter: Presenter
) -> None:
    windows.see(PAYMENTS)
    conductor.toggle()
    assert presenter.panel_card is None
    conductor.toggle()
    assert presenter.panel_card == "desk/pay"


def test_what_was_opened_where_it_is_offered_goes_with_its_window(
    conductor: Conductor, windows: Windows, presenter: Presenter
) -> None:
    windows.see(PAYMENTS)
    conductor.toggle()
    conductor.toggle()
    windows.see(GAME)

    assert presenter.panel_card is None


def test_the_panel_makes_way_to_its_tab_while_our_own_windows_are_used(
    conductor: Conductor, windows: Windows, panel: Panel, tab: Tab
) -> None:
    windows.see(PAYMENTS)
    conductor.choose("desk/mail")

    conductor.stand_aside(True)
    assert not panel.isVisible()
    assert tab.isVisible()

    conductor.stand_aside(False)
    assert panel.isVisible()


def test_toggle_without_anything_to_show_does_nothing(
    conductor: Conductor, windows: Windows, presenter: Presenter
) -> None:
    conductor.toggle()
    windows.see(GAME)
    conductor.toggle()

    assert presenter.panel_card is None


def test_what_belongs_here_is_favoured_even_if_it_was_sent_away(
    conductor: Conductor, windows: Windows, memory: Memory
) -> None:
    memory.never("desk/pay")
    windows.see(PAYMENTS)

    assert conductor.favoured() == ("desk/pay", "desk/undo")
    assert conductor.cue.cards == ("desk/undo",)


def test_a_source_that_is_lost_leaves_nothing_on_the_screen(
    conductor: Conductor, windows: Windows, panel: Panel, tab: Tab
) -> None:
    windows.see(PAYMENTS)
    windows.see(Unavailable("the X server is gone"))

    assert (conductor.window, conductor.context) == (None, None)
    assert conductor.favoured() == ()
    assert not panel.isVisible()
    assert not tab.isVisible()


def test_a_library_read_again_is_held_against_the_present_window(
    conductor: Conductor, windows: Windows, library: Library, presenter: Presenter
) -> None:
    conductor.use(Library(()))
    windows.see(PAYMENTS)
    assert presenter.panel_card is None

    conductor.use(library)
    assert presenter.panel_card == "desk/pay"
