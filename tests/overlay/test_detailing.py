"""When a source of detail runs, which of what it says is passed on, and what is told when it cannot."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace

import pytest

from overlay.detail_state import MISSED, DetailState
from overlay.detailing import GAP, RETRY, Detailing
from overlay.settings.table import DETAIL, Settings
from tests.overlay.desk import MAIL, PAYMENTS
from tests.overlay.settings.conftest import FakeStore
from tests.triggers.fake_loop import FakeLoop
from triggers.beyond import ALL, NOTHING, Beyond
from triggers.context import Context, Detail, WindowInfo
from triggers.detail.base import Deliver, Lost
from triggers.detail.selector import DetailChoice
from triggers.loop import Loop
from triggers.selection import PassedOver
from triggers.sources.base import NothingFocused

DIALOG = Detail(PAYMENTS.pid, PAYMENTS.title, "button", "OK", "Error 5")


def everything(_: Context) -> Beyond:
    return ALL


class FakeDetail:
    """Implements DetailSource; says what a test wants it to say."""

    name = "fake"

    def __init__(self) -> None:
        self.looked: list[WindowInfo | None] = []
        self.closed = 0

    def start(self, deliver: Deliver, lost: Lost) -> None:
        self.deliver, self.lost = deliver, lost

    def look_at(self, window: WindowInfo | None, wanted: Beyond = ALL) -> None:
        self.looked.append(window)
        self.wanted = wanted

    def close(self) -> None:
        self.closed += 1


class Bench:
    """A Detailing whose sources are fakes, and what it said."""

    def __init__(self) -> None:
        self.loop = FakeLoop()
        self.made: list[FakeDetail] = []
        self.refusal: PassedOver | None = None
        self.delivered: list[Detail | None] = []
        self.states: list[DetailState] = []
        self.detailing = Detailing(self.loop, self.delivered.append, self.states.append, self.choose)

    def choose(self, _loop: Loop, deliver: Deliver, lost: Lost) -> DetailChoice:
        if self.refusal is not None:
            return DetailChoice(None, (self.refusal,))
        source = FakeDetail()
        source.start(deliver, lost)
        self.made.append(source)
        return DetailChoice(source, ())

    @property
    def state(self) -> DetailState:
        return self.states[-1]

    @property
    def source(self) -> FakeDetail:
        return self.made[-1]

    def begin(self) -> None:
        self.detailing.turn(on=True)
        self.detailing.need(everything)
        self.detailing.look_at(PAYMENTS)


@pytest.fixture
def bench() -> Iterator[Bench]:
    made = Bench()
    yield made
    made.detailing.close()
    assert made.loop.scheduled == 0
    assert all(source.closed for source in made.made)


def test_it_is_off_until_somebody_switches_it_on(bench: Bench) -> None:
    settings = Settings(FakeStore())
    bench.detailing.follow(settings)
    bench.detailing.need(everything)
    assert bench.made == []
    assert bench.state == MISSED

    settings.set(DETAIL, True)
    assert bench.state == DetailState("on", "", name="fake")

    settings.set(DETAIL, False)
    assert bench.source.closed
    assert bench.state.state == "off"


def test_nothing_runs_while_no_card_needs_it(bench: Bench) -> None:
    bench.detailing.turn(on=True)
    bench.detailing.look_at(PAYMENTS)
    assert bench.made == []
    assert bench.state == DetailState("resting", "not needed by any card")
    assert bench.loop.scheduled == 0

    bench.detailing.need(everything)
    assert bench.source.looked == [PAYMENTS]

    bench.detailing.need(None)
    assert bench.source.closed == 1
    assert bench.state.state == "resting"


def test_only_what_may_decide_a_card_is_looked_at(bench: Bench) -> None:
    asked = {PAYMENTS.app: Beyond.DIALOG}
    bench.detailing.turn(on=True)
    bench.detailing.need(lambda context: asked.get(context.app, NOTHING))
    bench.detailing.look_at(PAYMENTS)
    assert (bench.source.looked[-1], bench.source.wanted) == (PAYMENTS, Beyond.DIALOG)
    bench.detailing.look_at(MAIL)
    assert (bench.source.looked[-1], bench.source.wanted) == (None, NOTHING)

    bench.detailing.look_at(PAYMENTS)
    bench.source.deliver(DIALOG)
    assert bench.detailing.known_of(PAYMENTS) == DIALOG
    bench.detailing.look_at(MAIL)
    assert bench.detailing.known_of(PAYMENTS) is None, "nothing that was read outlives its window"

    bench.detailing.want()
    assert (bench.source.looked[-1], bench.source.wanted) == (MAIL, ALL)
    bench.detailing.want_no_more()
    assert (bench.source.looked[-1], bench.source.wanted) == (None, NOTHING)
    bench.detailing.need(everything)  # there are other cards
    assert (bench.source.looked[-1], bench.source.wanted) == (MAIL, ALL)


def test_who_makes_cards_may_see_what_there_is_to_ask_about(bench: Bench) -> None:
    bench.detailing.turn(on=True)
    bench.detailing.want()
    assert bench.state.state == "on"
    bench.detailing.want_no_more()
    assert bench.state.state == "resting"
    assert bench.source.closed == 1


def test_switched_off_though_cards_ask_it_says_so(bench: Bench) -> None:
    bench.detailing.need(everything)
    assert bench.state == MISSED
    assert "cards belong to dialogs" in bench.state.reason


def test_another_window_of_the_same_title_shows_something_else(bench: Bench) -> None:
    bench.begin()
    bench.detailing.look_at(PAYMENTS)
    bench.source.deliver(replace(DIALOG, pid=PAYMENTS.pid, title=PAYMENTS.title))
    assert len(bench.delivered) == 1
    second = replace(PAYMENTS, id=PAYMENTS.id + 1)
    assert bench.detailing.known_of(second) is None
    bench.detailing.look_at(second)
    bench.loop.advance(1)
    bench.source.deliver(replace(DIALOG, pid=PAYMENTS.pid, title=PAYMENTS.title))  # which says the same
    assert len(bench.delivered) == 2


def test_what_belongs_to_the_window_in_front_is_passed_on_and_nothing_else(bench: Bench) -> None:
    bench.begin()
    bench.source.deliver(DIALOG)
    bench.loop.advance(GAP)
    bench.source.deliver(replace(DIALOG, pid=MAIL.pid, title=MAIL.title))
    bench.loop.advance(GAP)
    assert bench.delivered == [DIALOG]


def test_what_came_before_its_window_is_known_when_the_window_comes(bench: Bench) -> None:
    bench.begin()
    early = Detail(MAIL.pid, MAIL.title, "text field", "To")
    bench.source.deliver(early)
    assert bench.delivered == []
    assert bench.detailing.known_of(PAYMENTS) is None
    assert bench.detailing.known_of(MAIL) == early
    assert bench.detailing.known_of(NothingFocused()) is None


def test_the_first_comes_at_once_and_of_ten_thousand_a_few(bench: Bench) -> None:
    bench.begin()
    bench.source.deliver(DIALOG)
    assert bench.delivered == [DIALOG]
    for number in range(10_000):
        bench.source.deliver(replace(DIALOG, control=str(number)))
    assert len(bench.delivered) == 1
    bench.loop.advance(GAP)
    assert bench.delivered[1:] == [replace(DIALOG, control="9999")]
    bench.loop.advance(1)
    assert bench.loop.scheduled == 0


def test_the_same_twice_is_once(bench: Bench) -> None:
    bench.begin()
    for _ in range(3):
        bench.source.deliver(DIALOG)
        bench.loop.advance(1)
    assert bench.delivered == [DIALOG]


def test_nothing_is_kept_once_no_window_is_in_front_or_nobody_may_look(bench: Bench) -> None:
    bench.begin()
    bench.source.deliver(DIALOG)
    bench.detailing.look_at(NothingFocused())
    assert bench.source.looked[-1] is None
    assert bench.detailing.known_of(PAYMENTS) is None

    bench.detailing.look_at(PAYMENTS)
    bench.loop.advance(1)
    bench.source.deliver(DIALOG)
    bench.detailing.turn(on=False)
    assert bench.delivered[-1] is None
    assert bench.detailing.known_of(PAYMENTS) is None


def test_a_source_that_is_lost_is_told_and_replaced_later(bench: Bench) -> None:
    bench.begin()
    first = bench.source
    first.deliver(DIALOG)
    first.lost("the accessibility bus is gone", "log in again")

    assert bench.delivered == [DIALOG, None]
    assert first.closed
    assert bench.state == DetailState("unavailable", "the accessibility bus is gone", "log in again")
    first.deliver(DIALOG)  # its last words
    first.lost("again", "")
    assert len(bench.delivered) == 2

    bench.loop.advance(RETRY)
    assert bench.source is not first
    assert bench.source.looked == [PAYMENTS]
    assert bench.state.state == "on"


def test_where_none_works_the_reason_is_told_and_it_is_tried_ever_more_rarely(bench: Bench) -> None:
    bench.refusal = PassedOver("at-spi", "there is no bus", "install at-spi2-core")
    bench.begin()
    assert bench.state == DetailState("unavailable", "at-spi: there is no bus", "install at-spi2-core")
    told = len(bench.states)
    bench.loop.advance(3600)
    assert len(bench.states) - told < 12

    bench.refusal = None
    bench.loop.advance(600)
    assert bench.state.state == "on"


def test_switching_it_off_ends_the_trying_and_on_again_tries_at_once(bench: Bench) -> None:
    bench.refusal = PassedOver("at-spi", "there is no bus")
    bench.begin()
    bench.detailing.turn(on=False)
    assert bench.loop.scheduled == 0
    bench.refusal = None
    bench.detailing.turn(on=True)
    assert bench.state.state == "on"


def test_a_source_that_is_lost_while_it_begins_is_not_used(bench: Bench) -> None:
    def choose(loop: Loop, deliver: Deliver, lost: Lost) -> DetailChoice:
        choice = bench.choose(loop, deliver, lost)
        lost("it said so", "")
        return choice

    detailing = Detailing(bench.loop, bench.delivered.append, bench.states.append, choose)
    detailing.turn(on=True)
    detailing.need(everything)
    assert bench.source.closed
    assert bench.state.state == "unavailable"
    detailing.close()
