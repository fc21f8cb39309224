"""What the session and the person's habits do to a cue, through the conductor to the screen."""

from __future__ import annotations

from dataclasses import replace

import pytest

from content.attention.cue import Budget, Loudness
from content.library.library import Library
from content.memory.memory import Memory
from overlay.calm import Calm
from overlay.conductor import Conductor
from overlay.panel.panel import Panel
from overlay.panel.tab import Tab
from overlay.presenter import Presenter
from tests.content.memory.examples import Clock
from tests.overlay.desk import GAME, PAYMENTS, TraceRecord, Windows
from tests.triggers.fake_loop import FakeLoop
from triggers.session.base import Reading, Sign


def in_panel(presenter: Presenter) -> str | None:
    return presenter.panel_card


class Desktop:
    """A session whose signs a test sets, and how often it was asked."""

    def __init__(self) -> None:
        self.signs: set[Sign] = set()
        self.unknown = {Sign.SHARING: "nobody tells"}
        self.input_at: float | None = None
        self.asked = 0

    def read(self) -> Reading:
        self.asked += 1
        return Reading(frozenset(self.signs), self.unknown, self.input_at)


@pytest.fixture
def desktop() -> Desktop:
    return Desktop()


@pytest.fixture
def loop() -> FakeLoop:
    return FakeLoop()


@pytest.fixture
def presenter(panel: Panel, tab: Tab, memory: Memory, trace: TraceRecord, loop: FakeLoop) -> Presenter:
    return Presenter(panel, tab, memory, trace, calm=Calm(loop, loop.clock))


@pytest.fixture
def conductor(
    memory: Memory,
    presenter: Presenter,
    trace: TraceRecord,
    clock: Clock,
    library: Library,
    loop: FakeLoop,
    desktop: Desktop,
) -> Conductor:
    made = Conductor(memory, presenter, trace, clock)
    made.ask_session(loop, desktop.read)
    made.use(library)
    return made


def test_the_session_is_asked_only_when_something_would_get_louder(
    windows: Windows, desktop: Desktop, presenter: Presenter
) -> None:
    windows.see(GAME)
    assert desktop.asked == 0
    windows.see(PAYMENTS)
    assert (desktop.asked, in_panel(presenter)) == (1, "desk/pay")
    windows.see(replace(PAYMENTS, title="Payment run 13.ods"))
    assert desktop.asked == 1


def test_the_key_that_brought_a_window_is_not_typed_into_it(
    windows: Windows, conductor: Conductor, presenter: Presenter, desktop: Desktop
) -> None:
    desktop.signs = {Sign.TYPING}
    desktop.input_at = windows.seq + 0.9  # a tenth of a second before the window that comes
    windows.see(PAYMENTS)
    assert in_panel(presenter) == "desk/pay"


def test_a_key_that_was_pressed_in_the_window_is_typed(
    windows: Windows, conductor: Conductor, presenter: Presenter, desktop: Desktop
) -> None:
    desktop.signs = {Sign.TYPING}
    windows.see(replace(PAYMENTS, title="Nothing of interest"))
    desktop.input_at = windows.seq + 0.05
    windows.see(PAYMENTS)  # the same window with another title
    assert in_panel(presenter) is None


def test_a_cue_waits_while_the_person_types_and_comes_when_they_rest(
    windows: Windows, desktop: Desktop, presenter: Presenter, loop: FakeLoop, conductor: Conductor
) -> None:
    desktop.signs = {Sign.TYPING}
    windows.see(PAYMENTS)
    assert (conductor.cue.loudness, in_panel(presenter)) == (Loudness.BADGE, None)
    loop.advance(5)
    assert in_panel(presenter) is None
    desktop.signs = set()
    loop.advance(5)
    assert in_panel(presenter) == "desk/pay"
    assert loop.scheduled == 0


def test_what_waits_for_a_window_that_is_left_never_comes(
    windows: Windows, desktop: Desktop, presenter: Presenter, loop: FakeLoop
) -> None:
    desktop.signs = {Sign.TYPING}
    windows.see(PAYMENTS)
    windows.see(GAME)
    desktop.signs = set()
    loop.advance(60)
    assert in_panel(presenter) is None
    assert loop.scheduled == 0


def test_full_screen_hides_what_was_there_and_gives_the_panel_up(
    windows: Windows, presenter: Presenter, loop: FakeLoop, tab: Tab, conductor: Conductor
) -> None:
    windows.see(PAYMENTS)
    loop.advance(1)
    windows.see(replace(PAYMENTS, full_screen=True))
    loop.advance(1)
    assert (conductor.cue.loudness, in_panel(presenter)) == (Loudness.BADGE, None)
    windows.see(replace(PAYMENTS, full_screen=False))
    loop.advance(1)
    assert tab.isVisible()
    conductor.toggle()  # what the person asks for is shown, whatever the session is like
    assert in_panel(presenter) == "desk/pay"


def test_who_works_in_full_screen_windows_can_say_so(
    windows: Windows, presenter: Presenter, conductor: Conductor, desktop: Desktop
) -> None:
    conductor.over_full_screen = True
    desktop.signs = {Sign.FULL_SCREEN}
    windows.see(replace(PAYMENTS, full_screen=True))
    assert in_panel(presenter) == "desk/pay"


def test_quiet_hours_and_the_budget_are_the_persons(
    windows: Windows, conductor: Conductor, loop: FakeLoop, tab: Tab
) -> None:
    conductor.quiet_hours = "08:00-10:00"  # it is nine
    windows.see(PAYMENTS)
    assert (conductor.cue.loudness, conductor.cue.because) == (Loudness.BADGE, "these are your quiet hours")
    conductor.quiet_hours = ""
    conductor.budget = Budget(panels=0, cues=9)
    conductor.reconsider()
    assert tab.isVisible()


def test_a_card_closed_again_and_again_waits_at_the_tab_and_the_undo_brings_it_back(
    windows: Windows, conductor: Conductor, memory: Memory, clock: Clock, loop: FakeLoop
) -> None:
    loudnesses = []
    for visit in range(8):
        windows.see(PAYMENTS)
        loudnesses.append(conductor.cue.loudness)
        if conductor.cue.loudness is Loudness.PANEL and visit % 2:
            conductor.dismiss("desk/pay")
        windows.see(GAME)
        loop.advance(5)
        clock.move(hours=2)
    assert loudnesses == [Loudness.PANEL] * 6 + [Loudness.TAB] * 2
    assert memory.outcomes.records["desk/pay"] == "+-+-+-"
    memory.outcomes.forget("desk/pay")
    windows.see(PAYMENTS)
    assert conductor.cue.loudness is Loudness.PANEL


def test_a_blink_takes_nothing_away(
    windows: Windows, presenter: Presenter, loop: FakeLoop, conductor: Conductor, trace: TraceRecord
) -> None:
    windows.see(PAYMENTS)
    conductor.toggle()
    conductor.toggle()
    loop.advance(1)
    trace.events.clear()
    for _ in range(20):
        windows.see(GAME)
        loop.advance(0.05)
        windows.see(PAYMENTS)
        loop.advance(0.05)
    loop.advance(5)
    assert in_panel(presenter) == "desk/pay"
    assert trace.of("cue_painted") == []


def test_the_moment_can_be_asked_for(windows: Windows, conductor: Conductor, desktop: Desktop) -> None:
    windows.see(PAYMENTS)
    desktop.signs = {Sign.PRESENTING}
    prepared, unknown = conductor.present()
    moment = prepared.moment
    assert (moment.spent, moment.opened, moment.signs) == (
        Budget(1, 1),
        frozenset({"desk/pay"}),
        frozenset({Sign.PRESENTING}),
    )
    assert unknown == {Sign.SHARING: "nobody tells"}


def test_a_window_that_tells_whether_it_fills_the_screen_leaves_that_not_unknown(
    windows: Windows, conductor: Conductor, desktop: Desktop
) -> None:
    desktop.unknown = {Sign.FULL_SCREEN: "nobody tells"}
    windows.see(PAYMENTS)
    assert conductor.present()[1] == {Sign.FULL_SCREEN: "nobody tells"}
    windows.see(replace(PAYMENTS, full_screen=False))
    assert conductor.present()[1] == {}
