from __future__ import annotations

from collections.abc import Iterable
from dataclasses import replace
from datetime import date, timedelta

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from content.cards.model import Card
from content.events.event import Event, Happening
from content.insights.cards import CardInsight, Trend
from content.insights.compare import LEAST_DAYS, LEAST_EACH, Comparison
from content.insights.insights import Insights, insights
from content.insights.stats import Estimate, TooFew
from content.insights.visits import history_of
from tests.content.events.examples import event
from tests.content.insights.examples import visit, working_days
from tests.content.memory.examples import MORNING, card

TODAY = MORNING.date() + timedelta(days=60)
PAY = card()


def of(
    events: Iterable[Event], *cards: Card, change_day: date | None = None, today: date = TODAY
) -> Insights:
    return insights(events, {one.id: one for one in cards}, today, change_day)


def only(found: Insights) -> CardInsight:
    (one,) = found.cards
    return one


def test_time_to_help_is_from_the_context_to_the_open_card() -> None:
    events = [one for day in range(12) for one in visit(MORNING + timedelta(days=day), looked_up=5.0 + day)]
    found = only(of(events)).to_help
    assert isinstance(found, Estimate)
    assert (found.value, found.low, found.high) == (10.5, 7.0, 14.0)


def test_a_card_that_opens_by_itself_is_help_at_once_and_a_tab_is_none() -> None:
    (shown,) = history_of([event(Happening.VISITED), event(Happening.CUED, loudness="panel")]).all_visits()
    (spoken,) = history_of([event(Happening.VISITED), event(Happening.CUED, loudness="tab")]).all_visits()
    assert (shown.to_help, spoken.to_help) == (0.0, None)


def test_an_opening_long_after_is_a_lookup_but_no_help_for_that_visit() -> None:
    late = event(Happening.OPENED, at=MORNING + timedelta(minutes=31))
    found = history_of([*visit(MORNING), late])
    assert found.all_visits()[0].to_help is None
    assert len(found.lookups["desk/pay"]) == 1


def test_a_clock_that_jumped_back_makes_no_time_negative() -> None:
    found = history_of([*visit(MORNING), event(Happening.OPENED, at=MORNING - timedelta(hours=1))])
    assert found.all_visits()[0].to_help is None
    assert found.backwards == 1


def test_closing_what_the_person_opened_themselves_is_no_sending_away() -> None:
    closed = event(Happening.DISMISSED, at=MORNING + timedelta(seconds=20), loudness="panel")
    (opened,) = history_of([*visit(MORNING, looked_up=3), closed]).all_visits()
    (unread,) = history_of([*visit(MORNING), closed]).all_visits()
    assert (opened.sent_away, unread.sent_away) == (False, True)


def test_lookups_that_become_fewer_are_called_falling() -> None:
    fewer = only(of([*working_days(10, 4), *working_days(10, 1, MORNING + timedelta(days=10))])).trend
    same = only(of(working_days(20, 2))).trend
    assert isinstance(fewer, Trend)
    assert isinstance(same, Trend)
    assert (fewer.is_falling, fewer.first, fewer.second) == (True, 1.0, 0.25)
    assert not same.is_falling
    assert not same.is_rising


def test_a_few_visits_are_too_few_for_a_trend_and_the_number_is_said() -> None:
    assert only(of(working_days(4, 4))).trend == TooFew(16, 20, "visits")


def test_recurrence_looks_at_the_visit_after_one_that_helped() -> None:
    events = working_days(12, 2)  # of each day's four visits two are helped; the one after is helped once
    again = only(of(events)).again
    assert isinstance(again, Estimate)
    assert again.count == 24
    assert again.value == pytest.approx(0.5)


def test_cards_never_used_are_told_after_two_weeks_only() -> None:
    there = replace(PAY, id="desk/undo", when=None)
    assert of(working_days(13, 1), PAY, there).unused == TooFew(13, 14, "days with events")

    unused = of(working_days(14, 1), PAY, there).unused
    assert not isinstance(unused, TooFew)
    assert [(one.card, one.visits) for one in unused] == [("desk/undo", None)]


def test_overdue_cards_are_those_past_their_review_the_most_used_first() -> None:
    due = TODAY - timedelta(days=1)
    old, older = replace(PAY, review_by=due, owner="Kim"), replace(PAY, id="desk/old", review_by=due)
    fresh = replace(PAY, id="desk/new", review_by=TODAY)
    found = of(working_days(2, 1), older, old, fresh).overdue
    assert [(one.card, one.lookups, one.owner) for one in found] == [
        ("desk/pay", 2, "Kim"),
        ("desk/old", 0, ""),
    ]


def test_searches_are_counted_by_how_they_ended() -> None:
    ends = ["nothing"] * 3 + ["opened"] * 8 + ["left"]
    found = of([event(Happening.SEARCHED, "", found=end, letters=5) for end in ends])
    assert isinstance(found.searches, Estimate)
    assert found.searches.value == 0.25
    assert [(week.found, week.not_found) for week in found.weeks] == [(9, 3)]


def test_weeks_without_events_are_there_and_a_clock_at_1970_makes_no_thousands() -> None:
    lost = event(at=MORNING.replace(year=1970))
    found = of([lost, event(), event(at=MORNING + timedelta(weeks=3))])
    assert len(found.weeks) == 4
    assert [week.lookups for week in found.weeks] == [1, 0, 0, 1]
    assert found.misdated == 1


def test_nothing_happened_is_no_error() -> None:
    found = of([])
    assert (found.first, found.cards, found.weeks) == (None, (), ())


CHANGE = MORNING.date() + timedelta(days=15)


def compared(before: list[Event], after: list[Event]) -> dict[str, Comparison]:
    return {one.name: one for one in of([*before, *after], change_day=CHANGE).comparisons}


def test_a_change_is_told_with_its_uncertainty() -> None:
    later = MORNING + timedelta(days=15)
    found = compared(working_days(15, 4, after=60), working_days(15, 1, later, after=10))
    visits, times = found["Visits with a lookup"], found["From the context to help"]

    assert (visits.before, visits.after, visits.is_clear) == (1.0, 0.25, True)
    assert isinstance(visits.change, Estimate)
    assert -0.9 < visits.change.low < -0.75 < visits.change.high < -0.5
    assert isinstance(times.change, TooFew)  # 15 visits with help after it; 20 are needed


def test_what_did_not_change_is_not_clear() -> None:
    found = compared(working_days(15, 2), working_days(15, 2, MORNING + timedelta(days=15)))
    assert found["Visits with a lookup"].is_clear is False
    assert found["From the context to help"].is_clear is False


def test_nothing_happening_on_either_side_is_still_uncertain() -> None:
    found = compared(working_days(15, 0), working_days(15, 0, MORNING + timedelta(days=15)))
    change = found["Visits with a lookup"].change
    assert isinstance(change, Estimate)
    assert change.low < -0.02
    assert change.high > 0.02


@pytest.mark.parametrize(
    ("days", "needs"),
    [
        (4, TooFew(16, LEAST_EACH, "observations on each side of the day")),
        (6, TooFew(6, LEAST_DAYS, "days on each side of the day")),
    ],
)
def test_too_little_on_one_side_is_refused_with_the_number_that_is_needed(days: int, needs: TooFew) -> None:
    found = compared(working_days(15, 2), working_days(days, 2, MORNING + timedelta(days=15)))
    assert found["Visits with a lookup"].change == needs
    assert found["Visits with a lookup"].before is None


_times = st.integers(-10_000, 10_000).map(lambda minutes: MORNING + timedelta(minutes=minutes))
_any = st.builds(event, st.sampled_from(Happening), st.sampled_from(["a/b", "a/c", ""]), _times)


@settings(deadline=None)  # comparing draws
@given(st.lists(_any, max_size=60))
def test_whatever_happened_in_whatever_order_is_survived_and_counts_agree(events: list[Event]) -> None:
    found = of(events, change_day=MORNING.date())
    visits = sum(one.what is Happening.VISITED for one in events)
    assert sum(week.visits for week in found.weeks) == visits
    assert sum(one.lookups for one in found.cards) == sum(
        one.what is Happening.OPENED and one.card != "" for one in events
    )
