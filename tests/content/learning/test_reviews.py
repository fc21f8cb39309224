"""Known cards are quiet, one card at a time comes back, and no day has more than three minutes of it."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta

from hypothesis import given
from hypothesis import strategies as st

from content.learning.knowledge import MASTERED, Knowledge
from content.learning.reviews import A_DAY, ONE_AT_LEAST, has_room, plan, rest_of

NOW = datetime(2026, 5, 4, 9, tzinfo=UTC)


def known_for(days: float, stability: float = MASTERED) -> Knowledge:
    return Knowledge(stability, 5.0, NOW - timedelta(days=days))


FRESH, FADING, LEARNING = known_for(1), known_for(MASTERED + 2), known_for(1, 2.0)


def test_what_is_known_goes_behind_what_is_not_and_is_quiet() -> None:
    made = plan(["known", "new", "learning"], {"known": FRESH, "learning": LEARNING}, (), NOW)

    assert (made.cards, made.quiet, made.back) == (("new", "learning", "known"), frozenset({"known"}), "")


def test_a_fading_card_comes_back_in_its_place_before_the_quiet_ones() -> None:
    made = plan(["known", "fading"], {"known": FRESH, "fading": FADING}, (), NOW)

    assert (made.cards, made.quiet, made.back) == (("fading", "known"), frozenset({"known"}), "fading")


def test_it_waits_behind_a_card_that_is_new_to_the_person() -> None:
    made = plan(["new", "fading"], {"fading": FADING}, ("fading",), NOW)

    assert (made.back, made.quiet) == ("", frozenset({"fading"}))


def test_only_one_comes_back_at_a_time() -> None:
    made = plan(["one", "two"], {"one": FADING, "two": FADING}, (), NOW)

    assert (made.back, made.quiet) == ("one", frozenset({"two"}))


def test_a_card_that_was_never_mastered_comes_back_only_with_a_question() -> None:
    weak = {"weak": known_for(5, 2.0)}

    assert plan(["weak"], weak, (), NOW).back == ""
    assert plan(["weak"], weak, ("weak",), NOW).back == "weak"


def test_nothing_begins_while_it_may_not_but_what_began_goes_on() -> None:
    fading = {"fading": FADING}

    assert plan(["fading"], fading, (), NOW, may_begin=False).back == ""
    assert plan(["fading"], fading, (), NOW, back="fading", may_begin=False).back == "fading"
    assert plan(["other"], {}, (), NOW, back="fading", may_begin=False).back == ""


@given(
    st.lists(
        st.tuples(
            st.sampled_from("abcdef"),
            st.none() | st.builds(known_for, st.floats(0, 90), st.floats(0.1, 365)),
        ),
        unique_by=lambda entry: entry[0],
    ),
    st.sets(st.sampled_from("abcdef")),
)
def test_every_card_is_offered_once_and_the_one_that_comes_back_is_not_quiet(
    entries: list[tuple[str, Knowledge | None]], may_ask: set[str]
) -> None:
    cards = [card for card, _ in entries]
    made = plan(cards, {card: known for card, known in entries if known}, may_ask, NOW)

    assert sorted(made.cards) == sorted(cards)
    assert made.back not in made.quiet
    assert made.quiet <= set(cards)
    assert made.back in {"", *cards}


@given(st.lists(st.floats(-1e6, 1e6)))
def test_no_day_has_more_than_three_minutes(took: list[float]) -> None:
    spent = 0.0
    for seconds in took:
        if not has_room(spent):
            break
        spent += ONE_AT_LEAST + rest_of(timedelta(seconds=seconds))
    assert spent <= A_DAY
