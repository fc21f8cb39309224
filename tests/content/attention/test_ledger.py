"""Random days with the real ledger and decision: the budget holds, and nothing opens twice a visit."""

from __future__ import annotations

from dataclasses import dataclass, field
from datetime import UTC, datetime, timedelta

from hypothesis import given, settings
from hypothesis import strategies as st

from content.attention.cue import Budget, Loudness, Offer, Shown, Wishes
from content.attention.decide import decide
from content.attention.ledger import Around, Ledger
from triggers.session.base import Sign

MORNING = datetime(2026, 5, 4, 8, 0, tzinfo=UTC)
CARDS = [f"desk/{name}" for name in "abcdefgh"]


@dataclass
class Record:
    """Implements Outcomes."""

    appeared_: list[str] = field(default_factory=list)
    closed: list[str] = field(default_factory=list)

    def appeared(self, card: str) -> None:
        self.appeared_.append(card)

    def was_closed(self, card: str) -> None:
        self.closed.append(card)


def step(
    ledger: Ledger, offers: list[Offer], now: datetime, around: Around | None = None
) -> tuple[Loudness, str]:
    """One decision, shown at once."""
    ledger.see(offers, now)
    cue = decide(offers, Wishes(), ledger.moment(now, around or Around()))
    ledger.decided(cue, now)
    card = cue.cards[0] if cue.cards else ""
    ledger.shows(card, cue.loudness, now)
    return cue.loudness, card


def test_a_panel_opens_once_a_visit_and_stays_while_the_window_does() -> None:
    ledger, pay = Ledger(Record()), [Offer("desk/pay", "")]
    assert step(ledger, pay, MORNING)[0] is Loudness.PANEL
    assert step(ledger, pay, MORNING + timedelta(minutes=5))[0] is Loudness.PANEL
    step(ledger, [], MORNING + timedelta(minutes=6))
    assert step(ledger, pay, MORNING + timedelta(minutes=7))[0] is Loudness.TAB
    step(ledger, [], MORNING + timedelta(minutes=8))
    assert step(ledger, pay, MORNING + timedelta(minutes=30))[0] is Loudness.PANEL


def test_what_was_worked_with_comes_back_with_its_window() -> None:
    ledger = Ledger(record := Record())
    pay = [Offer("desk/pay", "")]
    step(ledger, pay, MORNING)
    ledger.uses("desk/pay", MORNING)
    step(ledger, [], MORNING + timedelta(minutes=1))
    assert step(ledger, pay, MORNING + timedelta(minutes=2))[0] is Loudness.PANEL
    ledger.closes("desk/pay", MORNING + timedelta(minutes=3))
    assert record.closed == []  # closed after work is not a dismissal
    assert step(ledger, pay, MORNING + timedelta(minutes=3))[0] is Loudness.TAB
    assert ledger.moment(MORNING, Around()).spent == Budget(1, 1)


def test_a_panel_that_was_held_in_a_presentation_does_not_open_after_it() -> None:
    ledger, pay = Ledger(Record()), [Offer("desk/pay", "")]
    presenting = Around(signs=frozenset({Sign.PRESENTING}))
    assert step(ledger, pay, MORNING, presenting)[0] is Loudness.BADGE
    assert step(ledger, pay, MORNING + timedelta(minutes=1))[0] is Loudness.TAB


def test_a_panel_that_was_held_while_typing_opens_after_it() -> None:
    ledger, pay = Ledger(Record()), [Offer("desk/pay", "")]
    assert step(ledger, pay, MORNING, Around(signs=frozenset({Sign.TYPING})))[0] is Loudness.BADGE
    assert step(ledger, pay, MORNING + timedelta(seconds=1))[0] is Loudness.PANEL


def test_what_must_be_done_is_closed_for_this_visit_only() -> None:
    ledger, must = Ledger(Record()), [Offer("desk/must", "", required=True)]
    step(ledger, must, MORNING)
    ledger.closes("desk/must", MORNING)
    assert step(ledger, must, MORNING)[0] is Loudness.TAB
    step(ledger, [], MORNING + timedelta(minutes=1))
    assert step(ledger, must, MORNING + timedelta(minutes=2))[0] is Loudness.TAB
    step(ledger, [], MORNING + timedelta(minutes=3))
    assert step(ledger, must, MORNING + timedelta(minutes=14))[0] is Loudness.PANEL


def test_what_the_person_opened_themselves_is_no_interruption() -> None:
    ledger = Ledger(record := Record())
    ledger.asks("desk/pay", is_offered=True)
    ledger.shows("desk/pay", Loudness.PANEL, MORNING, asked=True)
    ledger.closes("desk/pay", MORNING)
    assert (record.appeared_, record.closed) == (["desk/pay"], [])
    assert ledger.moment(MORNING, Around()).spent == Budget(0, 0)
    assert ledger.moment(MORNING, Around()).shown == Shown("desk/pay", Loudness.PANEL)


Steps = st.lists(
    st.tuples(
        st.integers(0, 30),  # minutes
        st.frozensets(st.sampled_from(CARDS), max_size=3),
        st.frozensets(st.sampled_from(Sign), max_size=1),
        st.sampled_from(["stay", "close", "use"]),
    ),
    max_size=60,
)


@settings(deadline=None)
@given(Steps, st.integers(0, 4), st.integers(1, 6))
def test_the_budget_is_never_exceeded_on_any_day(
    steps: list[tuple[int, frozenset[str], frozenset[Sign], str]], panels: int, cues: int
) -> None:
    ledger, now, shown = Ledger(Record()), MORNING, ""
    opened: list[datetime] = []
    in_visit: dict[str, datetime] = {}
    for minutes, offered, signs, does in steps:
        now += timedelta(minutes=minutes)
        offers = [Offer(card, "") for card in sorted(offered)]
        around = Around(signs=signs, budget=Budget(panels, cues))
        before = ledger.moment(now, around)
        loudness, card = step(ledger, offers, now, around)
        if loudness is Loudness.PANEL and shown != card and card not in before.used:
            opened.append(now)
            last = in_visit.get(card)
            assert last is None or now - last > timedelta(minutes=10)
        shown = card if loudness is Loudness.PANEL else ""
        if shown:
            in_visit[card] = now
        if shown and does == "close":
            ledger.closes(card, now)
        elif shown and does == "use":
            ledger.uses(card, now)
        spent = ledger.moment(now, around).spent
        assert spent.panels <= panels
        assert spent.cues <= cues
        assert sum(now - at < timedelta(hours=1) for at in opened) <= panels
