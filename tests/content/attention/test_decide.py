"""The attention policy: examples a person would give, and what must hold for any input."""

from __future__ import annotations

import time
from collections.abc import Iterator
from dataclasses import replace
from datetime import UTC, datetime, timedelta, timezone
from itertools import combinations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from content.attention.cue import Budget, Held, Loudness, Moment, Offer, Shown, Wishes
from content.attention.decide import MAY_LEAD, decide
from content.attention.limits import limits_in
from triggers.session.base import Sign

NOON = datetime(2026, 5, 4, 12, 0, tzinfo=timezone(timedelta(hours=2)))
PAY = Offer("desk/pay", "title fits", required=True)
UNDO = Offer("desk/undo", "app fits")


@pytest.fixture(scope="module", autouse=True)
def berlin() -> Iterator[None]:
    """The clocks on the wall go by Central European time."""
    with pytest.MonkeyPatch.context() as patch:
        patch.setenv("TZ", "CET-1CEST,M3.5.0,M10.5.0/3")
        time.tzset()
        yield
    time.tzset()


def test_the_leading_card_opens_the_panel_and_the_rest_follow_in_order() -> None:
    cue = decide([PAY, UNDO], Wishes(), Moment(NOON))
    assert (cue.loudness, cue.cards, cue.because, cue.held) == (
        Loudness.PANEL,
        ("desk/pay", "desk/undo"),
        "title fits",
        (),
    )


def test_no_offer_is_no_cue() -> None:
    assert decide([], Wishes(), Moment(NOON)).because == "no card belongs to this window"


@pytest.mark.parametrize(
    ("wishes", "reason"),
    [
        (Wishes(never=frozenset({"desk/pay"})), "you asked never to see it"),
        (Wishes(not_here=frozenset({("desk/pay", "soffice")})), "you asked not to see it in soffice"),
        (Wishes(snoozed={"desk/pay": NOON + timedelta(hours=1)}), "snoozed until 13:00"),
        (Wishes(snoozed={"desk/pay": NOON + timedelta(days=1)}), "snoozed until 2026-05-05 12:00"),
        (Wishes(snoozed={"desk/pay": datetime(2026, 5, 4, 11, 0, tzinfo=UTC)}), "snoozed until 13:00"),
    ],
)
def test_a_held_card_leaves_its_place_to_the_next(wishes: Wishes, reason: str) -> None:
    cue = decide([replace(PAY, required=False), UNDO], wishes, Moment(NOON, app="SOffice"))
    assert (cue.cards, cue.held) == (("desk/undo",), (Held("desk/pay", reason),))


@pytest.mark.parametrize(
    ("wishes", "wish"),
    [
        (Wishes(never=frozenset({"desk/pay"})), ("never", "desk/pay", "")),
        (Wishes(not_here=frozenset({("desk/pay", "soffice")})), ("not-here", "desk/pay", "soffice")),
        (Wishes(snoozed={"desk/pay": NOON + timedelta(hours=1)}), ("snooze", "desk/pay", "")),
    ],
)
def test_a_wish_counts_for_a_required_card_if_it_was_required_then(
    wishes: Wishes, wish: tuple[str, str, str]
) -> None:
    moment = Moment(NOON, app="SOffice")
    cue = decide([PAY], wishes, moment)
    assert (cue.loudness, cue.cards) == (Loudness.TAB, ("desk/pay",))
    assert "but it is required now" in cue.because
    assert decide([PAY], replace(wishes, though_required=frozenset({wish})), moment).cards == ()
    assert decide([replace(PAY, required=False)], wishes, moment).cards == ()


@pytest.mark.parametrize(
    ("end", "words"),
    [
        (datetime(2026, 3, 28, 22, 59, tzinfo=UTC), "until 23:59"),
        (datetime(2026, 3, 29, 4, tzinfo=UTC), "until 2026-03-29 06:00"),
    ],
)
def test_the_end_of_a_snooze_is_said_in_the_time_that_holds_then(end: datetime, words: str) -> None:
    day_before_summer_time = datetime(2026, 3, 28, 9, tzinfo=UTC).astimezone()
    moment = Moment(day_before_summer_time, paused_until=end)
    assert decide([PAY], Wishes(), moment).because == f"paused {words}"
    offers = [replace(PAY, required=False), UNDO]
    (held,) = decide(offers, Wishes(snoozed={"desk/pay": end}), Moment(day_before_summer_time)).held
    assert held.because == f"snoozed {words}"


def test_a_snooze_ends_at_its_time() -> None:
    wishes = Wishes(snoozed={"desk/pay": NOON})
    assert decide([PAY], wishes, Moment(NOON)).cards == ("desk/pay",)


def test_not_here_means_only_here() -> None:
    wishes = Wishes(not_here=frozenset({("desk/pay", "soffice")}))
    assert decide([PAY], wishes, Moment(NOON, app="excel")).cards == ("desk/pay",)


def test_a_pause_holds_everything_until_its_time() -> None:
    moment = Moment(NOON, paused_until=NOON + timedelta(minutes=15))
    cue = decide([PAY, UNDO], Wishes(), moment)
    assert (cue.loudness, cue.cards, cue.because) == (Loudness.NONE, (), "paused until 12:15")
    assert [held.card for held in cue.held] == ["desk/pay", "desk/undo"]
    assert decide([PAY], Wishes(), Moment(NOON, paused_until=NOON)).loudness is Loudness.PANEL


def test_a_leading_card_closed_during_this_visit_keeps_its_tab() -> None:
    offers = [PAY, replace(UNDO, loudest=Loudness.TAB)]
    cue = decide(offers, Wishes(), Moment(NOON, dismissed=frozenset({"desk/pay"})))
    assert (cue.loudness, cue.because) == (Loudness.TAB, "you closed it during this visit")
    assert cue.cards == ("desk/pay", "desk/undo")


@pytest.mark.parametrize(
    ("wishes", "moment"),
    [
        (Wishes(), Moment(NOON, dismissed=frozenset({"desk/a"}))),
        (Wishes(), Moment(NOON, finished=frozenset({"desk/a"}))),
        (Wishes(), Moment(NOON, opened=frozenset({"desk/a"}))),
        (Wishes(outcomes={"desk/a": "-" * 6}), Moment(NOON)),
    ],
)
def test_a_card_that_is_quiet_hides_none_behind_it(wishes: Wishes, moment: Moment) -> None:
    offers = [Offer(f"desk/{name}", name) for name in "abc"]
    cue = decide(offers, wishes, moment)
    assert (cue.loudness, cue.cards) == (Loudness.PANEL, ("desk/b", "desk/a", "desk/c"))
    assert (cue.because, cue.rule) == ("b", "b")


def test_the_second_required_card_is_asked_for_when_the_first_was_declined() -> None:
    offers = [PAY, Offer("desk/must", "must", required=True), UNDO]
    moment = Moment(NOON, dismissed=frozenset({"desk/pay"}), closed_at=NOON)
    cue = decide(offers, Wishes(), moment)
    assert (cue.loudness, cue.cards) == (Loudness.PANEL, ("desk/must", "desk/pay", "desk/undo"))


def test_what_lapses_lapses_for_all_that_would_have_opened() -> None:
    offers = [Offer(f"desk/{name}", "") for name in "ab"]
    closed = frozenset({"desk/a"})
    cue = decide(offers, Wishes(), Moment(NOON, dismissed=closed, closed_at=NOON))
    assert (cue.cards[0], cue.loudness, cue.lapses) == ("desk/a", Loudness.TAB, ("desk/b",))


def test_a_cue_waits_for_a_louder_card_behind_the_one_that_leads() -> None:
    offers = [PAY, Offer("desk/must", "", required=True)]
    shown = Shown("desk/pay", Loudness.TAB)
    typing = frozenset({Sign.TYPING})
    moment = Moment(NOON, dismissed=frozenset({"desk/pay"}), shown=shown, signs=typing)
    cue = decide(offers, Wishes(), moment)
    assert (cue.cards[0], cue.loudness, cue.waits) == ("desk/pay", Loudness.TAB, True)
    panel = replace(moment, dismissed=frozenset(), shown=Shown("desk/must", Loudness.PANEL))
    cue = decide(offers, Wishes(), panel)
    assert (cue.cards[0], cue.loudness, cue.waits) == ("desk/must", Loudness.PANEL, True)


def test_only_the_first_few_may_lead() -> None:
    offers = [Offer(f"desk/{number}", "", loudest=Loudness.TAB) for number in range(MAY_LEAD)]
    assert decide([*offers, UNDO], Wishes(), Moment(NOON)).loudness is Loudness.TAB
    assert decide([*offers[1:], UNDO], Wishes(), Moment(NOON)).cards[0] == UNDO.card


def test_closing_a_card_does_not_silence_another_one_that_leads() -> None:
    cue = decide([PAY, UNDO], Wishes(), Moment(NOON, dismissed=frozenset({"desk/undo"})))
    assert cue.loudness is Loudness.PANEL


@pytest.mark.parametrize(
    ("card", "settings", "loudness", "because"),
    [
        (Loudness.TAB, Loudness.PANEL, Loudness.TAB, "the card asks for no more than the tab"),
        (Loudness.PANEL, Loudness.BADGE, Loudness.BADGE, "your settings allow no more than the badge"),
        (Loudness.BADGE, Loudness.TAB, Loudness.BADGE, "the card asks for no more than the badge"),
    ],
)
def test_the_quieter_of_card_and_settings_wins(
    card: Loudness, settings: Loudness, loudness: Loudness, because: str
) -> None:
    cue = decide([Offer("a/b", "", loudest=card)], Wishes(), Moment(NOON, loudest=settings))
    assert (cue.loudness, cue.because) == (loudness, because)


def test_a_card_for_search_only_does_not_silence_the_next_one() -> None:
    cue = decide([Offer("a/quiet", "", loudest=Loudness.NONE), UNDO], Wishes(), Moment(NOON))
    assert (cue.loudness, cue.cards) == (Loudness.PANEL, ("desk/undo",))


def test_a_time_at_the_end_of_the_calendar_does_no_harm() -> None:
    end = datetime.max.replace(tzinfo=timezone(-timedelta(hours=2)))
    assert decide([UNDO], Wishes(snoozed={"desk/undo": end}), Moment(NOON)).cards == ()


NAMES = [f"b/{number}" for number in range(6)]
cards = st.sampled_from(NAMES)
card_sets = st.sampled_from([frozenset(some) for size in range(7) for some in combinations(NAMES, size)])
apps = st.sampled_from(["", "soffice", "SOffice", "ß", "İ"])
times = st.datetimes(timezones=st.timezones())
loudnesses = st.sampled_from(Loudness)
offer_lists = st.lists(
    st.builds(Offer, cards, st.text(max_size=5), st.booleans(), loudnesses),
    unique_by=lambda offer: offer.card,
)
kinds = st.sampled_from(["never", "not-here", "snooze"])
wish_sets = st.builds(
    Wishes,
    card_sets,
    st.frozensets(st.tuples(cards, apps.map(str.casefold))),
    st.dictionaries(cards, times),
    st.dictionaries(cards, st.text("+-", max_size=10)),
    st.frozensets(
        st.tuples(st.sampled_from(["never", "not-here", "snooze"]), cards, st.sampled_from(["", "soffice"]))
    ),
)
budgets = st.builds(Budget, st.integers(0, 3), st.integers(1, 3))
moments = st.builds(
    Moment,
    now=times,
    app=apps,
    loudest=loudnesses,
    paused_until=st.none() | times,
    dismissed=card_sets,
    opened=card_sets,
    missed=card_sets,
    used=card_sets,
    cued=card_sets,
    known=card_sets,
    acknowledged=st.dictionaries(cards, st.just("done")),
    finished=card_sets,
    shown=st.builds(Shown, cards, loudnesses),
    signs=st.frozensets(st.sampled_from(Sign)),
    is_quiet=st.booleans(),
    closed_at=st.none() | times,
    budget=budgets,
    spent=budgets,
)


@given(offer_lists, wish_sets, moments)
def test_every_offer_is_either_shown_or_held_and_order_is_kept(
    offers: list[Offer], wishes: Wishes, moment: Moment
) -> None:
    cue = decide(offers, wishes, moment)
    held = {item.card for item in cue.held}
    free = [offer.card for offer in offers if offer.card not in held]
    assert sorted(cue.cards) == sorted(free)
    assert list(cue.cards[1:]) == [card for card in free if card != cue.cards[0]]
    assert [item.card for item in cue.held] == [offer.card for offer in offers if offer.card in held]
    assert all(item.because for item in cue.held)


@given(offer_lists, wish_sets, moments)
def test_never_louder_than_allowed_and_never_a_held_card(
    offers: list[Offer], wishes: Wishes, moment: Moment
) -> None:
    cue = decide(offers, wishes, moment)
    assert cue.loudness <= moment.loudest
    assert bool(cue.cards) == (cue.loudness > Loudness.NONE)
    app = moment.app.casefold()
    for card in cue.cards:
        is_required = next(offer.required for offer in offers if offer.card == card)
        asked = {("never", card, "")} if card in wishes.never else set()
        asked |= {("not-here", card, app)} if (card, app) in wishes.not_here else set()
        asked |= {("snooze", card, "")} if wishes.snoozed.get(card, moment.now) > moment.now else set()
        assert not asked & (wishes.though_required if is_required else asked)
        assert not asked or card != cue.cards[0] or cue.loudness <= Loudness.TAB
    if cue.cards:
        leading = next(offer for offer in offers if offer.card == cue.cards[0])
        assert cue.loudness <= leading.loudest
        assert leading.card not in moment.dismissed or cue.loudness <= Loudness.TAB


@given(offer_lists, wish_sets, moments)
def test_never_louder_than_any_limit_and_the_reason_is_that_of_the_quietest(
    offers: list[Offer], wishes: Wishes, moment: Moment
) -> None:
    cue = decide(offers, wishes, moment)
    if cue.cards:
        lead = next(offer for offer in offers if offer.card == cue.cards[0])
        found = (limit(lead, wishes, moment) for limit in limits_in(moment))
        allowed = [one for one in found if one is not None]
        assert all(cue.loudness <= one.loudness for one in allowed)
        reasons = {one.because for one in allowed if one.loudness is cue.loudness} or {lead.because}
        assert cue.because in reasons
        assert cue.rule == lead.because


@given(offer_lists, wish_sets, moments)
def test_no_card_that_may_lead_could_be_louder_alone(
    offers: list[Offer], wishes: Wishes, moment: Moment
) -> None:
    cue = decide(offers, wishes, moment)
    free = [offer for offer in offers if offer.card in cue.cards]
    alone = {offer.card: decide([offer], wishes, moment).loudness for offer in free[:MAY_LEAD]}
    assert cue.loudness == max(alone.values(), default=Loudness.NONE)
    if alone:
        assert cue.cards[0] == max(alone, key=lambda card: alone[card])


@given(offer_lists, wish_sets, moments)
def test_no_session_sign_ever_makes_anything_louder(
    offers: list[Offer], wishes: Wishes, moment: Moment
) -> None:
    undisturbed = replace(moment, signs=frozenset(), is_quiet=False, closed_at=None)
    assert decide(offers, wishes, moment).loudness <= decide(offers, wishes, undisturbed).loudness


@given(offer_lists, wish_sets, moments)
def test_the_same_input_gives_the_same_cue(offers: list[Offer], wishes: Wishes, moment: Moment) -> None:
    assert decide(offers, wishes, moment) == decide(list(offers), wishes, moment)


class CountedName(str):
    """A card's name that counts how often it is compared with another."""

    __slots__ = ()
    compared = 0

    def __eq__(self, other: object) -> bool:
        CountedName.compared += 1
        return str.__eq__(self, other)

    __hash__ = str.__hash__


def test_no_offer_is_held_against_all_the_others() -> None:
    count = 2_000
    offers = [Offer(CountedName(f"b/{number}"), "") for number in range(count)]
    wishes = Wishes(never=frozenset(CountedName(f"b/{number}") for number in range(0, count, 2)))
    CountedName.compared = 0

    decide(offers, wishes, Moment(NOON))

    assert CountedName.compared < 20 * count


def test_a_required_card_that_is_done_keeps_to_its_tab_and_says_until_when() -> None:
    offers = [Offer("a/duty", "the title says so", required=True)]
    done = Moment(NOON, acknowledged={"a/duty": "done on 2026-05-04, valid until 2027-05-04"})
    cue = decide(offers, Wishes(), done)
    assert (cue.loudness, cue.because) == (Loudness.TAB, "done on 2026-05-04, valid until 2027-05-04")
    assert decide(offers, Wishes(), Moment(NOON)).loudness is Loudness.PANEL
