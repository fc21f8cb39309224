from __future__ import annotations

from datetime import UTC, datetime, timedelta

from hypothesis import given
from hypothesis import strategies as st

from content.attention.visits import AWAY, Mark, Visits

NOON = datetime(2026, 5, 4, 12, 0, tzinfo=UTC)
MINUTE = timedelta(minutes=1)


def test_a_visit_begins_once() -> None:
    visits = Visits()

    assert visits.see(["pay", "mail"], NOON) == {"pay", "mail"}
    assert visits.see(["pay"], NOON + MINUTE) == frozenset()


def test_a_look_elsewhere_is_part_of_the_visit() -> None:
    visits = Visits()
    visits.see(["pay"], NOON)
    visits.see([], NOON + MINUTE)

    assert visits.see(["pay"], NOON + MINUTE + AWAY) == frozenset()


def test_after_a_long_time_elsewhere_a_new_visit_begins() -> None:
    visits = Visits()
    visits.see(["pay"], NOON)
    visits.dismiss("pay", NOON)
    visits.see([], NOON + MINUTE)

    assert visits.see(["pay"], NOON + MINUTE + AWAY + MINUTE) == {"pay"}
    assert visits.dismissed == frozenset()


def test_staying_is_being_there_however_quiet_it_is() -> None:
    visits = Visits()
    visits.see(["pay"], NOON)
    visits.dismiss("pay", NOON)

    assert visits.see(["pay"], NOON + 20 * AWAY) == frozenset()
    assert visits.dismissed == {"pay"}


def test_what_was_sent_away_can_be_asked_for_again() -> None:
    visits = Visits()
    visits.see(["pay"], NOON)
    visits.dismiss("pay", NOON)
    visits.recall("pay")
    visits.recall("never seen")

    assert visits.dismissed == frozenset()


def test_a_clock_that_jumps_back_keeps_no_card_away_for_ever() -> None:
    visits = Visits()
    visits.see(["pay"], NOON)
    visits.dismiss("pay", NOON)
    visits.see([], NOON + MINUTE)

    assert visits.see(["pay"], NOON - timedelta(days=400)) == {"pay"}
    assert visits.dismissed == frozenset()


def test_a_card_closed_where_no_rule_offers_it_is_forgotten_in_time() -> None:
    visits = Visits()
    visits.dismiss("found", NOON)
    assert visits.dismissed == {"found"}

    visits.see([], NOON + AWAY + MINUTE)

    assert visits.dismissed == frozenset()


def test_what_happened_to_a_card_elsewhere_does_not_begin_its_visit() -> None:
    visits = Visits()
    visits.mark(Mark.USED, "pay", NOON)
    visits.dismiss("mail", NOON)

    assert visits.see(["pay", "mail"], NOON + MINUTE, required=["mail"]) == {"pay", "mail"}
    assert visits.marked(Mark.USED) == {"pay"}
    assert visits.dismissed == frozenset()  # where nothing was asked, nothing was declined


def test_what_is_required_and_was_declined_stays_so_for_the_visit() -> None:
    visits = Visits()
    visits.see(["pay"], NOON, required=["pay"])
    visits.dismiss("pay", NOON)
    visits.see([], NOON + MINUTE)
    visits.see(["pay"], NOON + 2 * MINUTE, required=["pay"])
    assert visits.dismissed == {"pay"}

    visits.see([], NOON + 3 * MINUTE)
    visits.see(["pay"], NOON + 4 * MINUTE + AWAY, required=["pay"])
    assert visits.dismissed == frozenset()


Looks = st.lists(st.tuples(st.sets(st.sampled_from("abc")), st.integers(-30, 60), st.booleans()), max_size=30)


@given(Looks)
def test_only_what_is_offered_begins_and_nothing_begins_twice_in_a_row(
    looks: list[tuple[set[str], int, bool]],
) -> None:
    visits, now, before = Visits(), NOON, frozenset[str]()
    for offered, minutes, closes in looks:
        now += timedelta(minutes=minutes)
        begun = visits.see(sorted(offered), now)
        assert begun <= offered
        assert not begun & before
        assert not begun & visits.dismissed
        if closes and offered:
            visits.dismiss(min(offered), now)
            assert min(offered) in visits.dismissed
        before = frozenset(offered)
