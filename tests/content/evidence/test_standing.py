from __future__ import annotations

from dataclasses import replace
from datetime import datetime, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from content.cards.model import Card, Item, Prose, Reset
from content.cards.period import after
from content.evidence.entry import Acknowledgement, How, content_of
from content.evidence.reason import reason_of
from content.evidence.standing import standing
from tests.content.memory.examples import MORNING, card

KEYS = tuple(item.key for item in card().items)


def done(of: Card, at: datetime = MORNING, how: How = How.DONE) -> Acknowledgement:
    keys = tuple(item.key for item in of.items)
    return Acknowledgement(at, of.id, "1", content_of(of), keys, len(keys), how)


@pytest.mark.parametrize(
    ("valid", "later", "holds"),
    [
        ("1 day", {"days": 1, "hours": 14}, True),
        ("1 day", {"days": 1, "hours": 15}, False),
        ("2 weeks", {"days": 14}, True),
        ("2 weeks", {"days": 15}, False),
        ("12 months", {"days": 365}, True),
        ("12 months", {"days": 366}, False),
        ("1 year", {"days": 365}, True),
    ],
)
def test_it_holds_for_the_period_that_the_card_states(
    valid: str, later: dict[str, float], holds: bool
) -> None:
    of = replace(card(), valid=valid)
    assert standing(of, done(of), MORNING + timedelta(**later)).holds is holds


def test_it_says_until_when() -> None:
    of = replace(card(), valid="12 months")
    now = standing(of, done(of), MORNING)
    assert now.because == "done on 2026-05-04, valid until 2027-05-04"
    assert now.until == datetime(2027, 5, 5, tzinfo=MORNING.tzinfo)
    assert now.short == "valid until 2027-05-04"
    over = standing(of, done(of), MORNING + timedelta(days=400))
    assert over.short == ""
    assert over.because == "done on 2026-05-04, it was valid until 2027-05-04"


@pytest.mark.parametrize(
    ("reset", "later", "holds"),
    [
        (Reset.DAILY, timedelta(hours=14), True),
        (Reset.DAILY, timedelta(hours=15), False),
        (Reset.NEVER, timedelta(days=9000), True),
        (Reset.VISIT, timedelta(), False),
    ],
)
def test_without_a_period_it_holds_as_long_as_ticks_do(reset: Reset, later: timedelta, holds: bool) -> None:
    of = replace(card(), reset=reset)
    assert standing(of, done(of), MORNING + later).holds is holds


def test_what_is_per_visit_holds_in_the_visit_in_which_it_was_done() -> None:
    of = replace(card(), reset=Reset.VISIT)
    began = MORNING.replace(microsecond=900_000)  # an entry has whole seconds
    assert standing(of, done(of), MORNING, began).holds
    assert not standing(of, done(of), MORNING, MORNING + timedelta(minutes=20)).holds


def test_new_items_are_asked_for_anew_and_items_that_went_are_not() -> None:
    of = replace(card(), valid="1 year")
    more = replace(of, parts=(*of.parts, Item("k4", "more", "more")))
    fewer = replace(of, parts=of.parts[:3])
    assert standing(more, done(of), MORNING).because == "the card asks for something else since it was done"
    assert standing(fewer, done(of), MORNING).holds


def test_a_card_with_nothing_to_tick_is_asked_for_anew_when_it_says_something_else() -> None:
    of = replace(card(), parts=(Prose("Read this."),), valid="1 year")
    other = replace(of, parts=(Prose("Read that."),))
    assert standing(of, done(of), MORNING).holds
    assert not standing(other, done(of), MORNING).holds


def test_what_was_declined_or_lies_ahead_or_is_not_there_does_not_hold() -> None:
    of = replace(card(), valid="1 year")
    assert standing(of, None, MORNING).because == "not done yet"
    assert not standing(of, done(of, how=How.DECLINED), MORNING).holds
    assert standing(of, done(of, MORNING + timedelta(hours=23)), MORNING).holds  # another zone, a slow clock
    assert not standing(of, done(of, MORNING + timedelta(days=2)), MORNING).holds


@pytest.mark.parametrize(
    ("start", "period", "day"),
    [
        ("2027-01-31", "1 month", "2027-02-28"),
        ("2028-02-29", "1 year", "2029-02-28"),
        ("2027-12-31", "2 months", "2028-02-29"),
        ("2026-12-01", "1 month", "2027-01-01"),
        ("2026-03-28", "1 day", "2026-03-29"),
    ],
)
def test_months_end_where_people_count_them(start: str, period: str, day: str) -> None:
    last = after(datetime.fromisoformat(f"{start}T17:00:00+01:00"), period) - timedelta(seconds=1)
    assert f"{last:%Y-%m-%d}" == day


@given(
    st.datetimes(timezones=st.just(MORNING.tzinfo)),
    st.integers(1, 999),
    st.sampled_from(["days", "weeks", "months", "years"]),
)
def test_every_period_ends_later_than_it_begins(start: datetime, number: int, unit: str) -> None:
    assert after(start, f"{number} {unit}") > start or start.year == 9999


@given(st.text(max_size=500))
def test_a_reason_is_one_line_that_can_be_kept(text: str) -> None:
    kept = reason_of(text)
    assert len(kept) <= 300
    assert "\n" not in kept
    assert kept == kept.strip()
    assert reason_of(kept) == kept


@pytest.mark.parametrize(
    "text", ["\u200b", "\u200b \u2066\u202e", "\u3164", "\u2800\u2800", "\u0301", "\x00", "\ue000"]
)
def test_a_reason_in_which_nothing_can_be_seen_is_none(text: str) -> None:
    assert reason_of(text) == ""


def test_a_reason_reads_as_it_is_written() -> None:
    assert reason_of("no\u202e  time\u200b 👍 ไม่มีเวลา") == "no time 👍 ไม่มีเวลา"
