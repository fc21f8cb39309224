"""Visits, budget, dismissals and mastery as limits on the leading card."""

from __future__ import annotations

from datetime import UTC, datetime

import pytest
from hypothesis import given
from hypothesis import strategies as st

from content.attention import easing
from content.attention.cue import Budget, Loudness, Moment, Offer, Shown, Wishes
from content.attention.decide import decide

NOON = datetime(2026, 5, 4, 12, 0, tzinfo=UTC)
PAY, MUST = Offer("desk/pay", "title fits"), Offer("desk/must", "title fits", required=True)
CARD = frozenset({"desk/pay"})
BADGE, TAB, PANEL = Loudness.BADGE, Loudness.TAB, Loudness.PANEL


@pytest.mark.parametrize(
    ("moment", "loudness", "because"),
    [
        (Moment(NOON, opened=CARD), TAB, "it opened once by itself during this visit"),
        (Moment(NOON, opened=CARD, shown=Shown("desk/pay", PANEL)), PANEL, "title fits"),
        (Moment(NOON, opened=CARD, used=CARD), PANEL, "title fits"),
        (Moment(NOON, missed=CARD), TAB, "the moment to open by itself has passed for this visit"),
        (Moment(NOON, finished=CARD), TAB, "you have ticked all of it"),
        (Moment(NOON, finished=CARD, shown=Shown("desk/pay", PANEL)), PANEL, "title fits"),
        (Moment(NOON, spent=Budget(4, 4)), TAB, "4 panels opened within the last hour"),
        (Moment(NOON, spent=Budget(1, 1), budget=Budget(1, 9)), TAB, "1 panel opened within the last hour"),
        (Moment(NOON, budget=Budget(0, 9)), TAB, "your settings let no panel open by itself"),
        (Moment(NOON, spent=Budget(4, 12)), BADGE, "12 cards came into view within the last hour"),
        (Moment(NOON, spent=Budget(4, 12), cued=CARD), TAB, "4 panels opened within the last hour"),
    ],
)
def test_each_limit_says_its_reason(moment: Moment, loudness: Loudness, because: str) -> None:
    cue = decide([PAY], Wishes(), moment)
    assert (cue.loudness, cue.because, cue.rule) == (loudness, because, "title fits")


def test_only_what_must_be_done_opens_again_and_again_and_is_not_counted() -> None:
    card = frozenset({"desk/must"})
    assert decide([MUST], Wishes(), Moment(NOON, opened=card, spent=Budget(9, 99))).loudness is PANEL


@pytest.mark.parametrize(
    ("record", "loudness"),
    [
        ("", PANEL),
        ("-----", PANEL),  # too few to conclude anything
        ("-----+", BADGE),
        ("--++-+", TAB),
        ("--+++++++", PANEL),
        ("+----------"[-10:], BADGE),
    ],
)
def test_a_card_that_is_closed_again_and_again_gets_quieter(record: str, loudness: Loudness) -> None:
    cue = decide([PAY], Wishes(outcomes={"desk/pay": record}), Moment(NOON))
    assert cue.loudness is loudness
    if loudness < PANEL:
        assert cue.because.startswith(f"you closed it {record.count('-')} of the last {len(record)} times")


def test_one_step_down_is_from_what_the_card_may_use() -> None:
    quiet = Offer("desk/pay", "title fits", loudest=TAB)
    cue = decide([quiet], Wishes(outcomes={"desk/pay": "---+++"}), Moment(NOON))
    assert cue.loudness is BADGE


def test_closing_never_silences_what_must_be_done() -> None:
    assert decide([MUST], Wishes(outcomes={"desk/must": "-" * 10}), Moment(NOON)).loudness is PANEL


def test_a_known_card_is_quiet_and_required_ones_are_not() -> None:
    known = decide([PAY], Wishes(), Moment(NOON, known=CARD))
    assert known.loudness is BADGE
    assert known.because.startswith("you know this card")
    assert decide([MUST], Wishes(), Moment(NOON, known=frozenset({"desk/must"}))).loudness is PANEL


def test_what_is_acknowledged_keeps_its_tab() -> None:
    done = decide([MUST], Wishes(), Moment(NOON, acknowledged={"desk/must": "done until 2027-03-31"}))
    assert (done.loudness, done.because) == (TAB, "done until 2027-03-31")


@given(st.lists(st.sampled_from("+-x"), max_size=30))
def test_a_record_is_short_and_closing_makes_nothing_louder(steps: list[str]) -> None:
    record, before = "", PANEL
    for step in steps:
        record = easing.added(record, easing.STAYED)
        if step == "-":
            before = easing.eased(record, PANEL)
            record = easing.closed(record)
            assert easing.eased(record, PANEL) <= before
        assert len(record) <= easing.KEPT
        assert easing.is_eased(record) == (easing.eased(record, PANEL) < PANEL)
