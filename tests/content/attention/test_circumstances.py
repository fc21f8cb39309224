"""The moments in which nothing gets louder: what each still allows, and what becomes of the panel."""

from __future__ import annotations

from dataclasses import replace
from datetime import UTC, datetime, timedelta

import pytest

from content.attention.circumstances import BREATHER, CIRCUMSTANCES
from content.attention.cue import Loudness, Moment, Offer, Shown, Wishes
from content.attention.decide import decide
from triggers.session.base import Sign

NOON = datetime(2026, 5, 4, 12, 0, tzinfo=UTC)
PAY, MUST = Offer("desk/pay", "title fits"), Offer("desk/must", "title fits", required=True)
BADGE, TAB, PANEL = Loudness.BADGE, Loudness.TAB, Loudness.PANEL


@pytest.mark.parametrize(
    ("sign", "most", "required", "waits", "lapses"),
    [
        (Sign.LOCKED, BADGE, BADGE, True, False),
        (Sign.SHARING, BADGE, BADGE, False, True),
        (Sign.PRESENTING, BADGE, BADGE, False, True),
        (Sign.FULL_SCREEN, BADGE, BADGE, False, True),
        (Sign.DO_NOT_DISTURB, BADGE, TAB, False, True),
        (Sign.IDLE, BADGE, BADGE, True, False),
        (Sign.TYPING, BADGE, BADGE, True, False),
        (Sign.DRAGGING, BADGE, BADGE, True, False),
        (Sign.KEPT_AWAKE, TAB, PANEL, False, True),
    ],
)
def test_each_sign_of_the_session(
    sign: Sign, most: Loudness, required: Loudness, waits: bool, lapses: bool
) -> None:
    moment = Moment(NOON, signs=frozenset({sign}))
    cue = decide([PAY], Wishes(), moment)
    assert (cue.loudness, cue.waits, bool(cue.lapses)) == (most, waits, lapses)
    assert cue.because != PAY.because
    must = decide([MUST], Wishes(), moment)
    assert (must.loudness, must.lapses) == (required, ())  # what must be done is late rather than never


def test_only_a_panel_that_would_have_opened_lapses() -> None:
    moment = Moment(NOON, known=frozenset({PAY.card}), signs=frozenset({Sign.PRESENTING}))
    assert not decide([PAY], Wishes(), moment).lapses
    assert not decide([replace(PAY, loudest=TAB)], Wishes(), replace(moment, known=frozenset())).lapses


def test_every_sign_has_its_row() -> None:
    assert {row.name for row in CIRCUMSTANCES} >= set(Sign)


@pytest.mark.parametrize("sign", [Sign.TYPING, Sign.DRAGGING, Sign.IDLE])
def test_what_is_there_already_stays_while_the_person_types(sign: Sign) -> None:
    moment = Moment(NOON, signs=frozenset({sign}), shown=Shown("desk/pay", TAB))
    assert decide([PAY], Wishes(), moment).loudness is TAB
    assert decide([PAY], Wishes(), replace(moment, shown=Shown("desk/pay", PANEL))).loudness is PANEL
    assert decide([PAY], Wishes(), replace(moment, shown=Shown("desk/other", PANEL))).loudness is BADGE


def test_a_tab_that_could_not_be_louder_waits_for_nothing() -> None:
    moment = Moment(NOON, signs=frozenset({Sign.TYPING}), shown=Shown("desk/pay", TAB), loudest=TAB)
    assert not decide([PAY], Wishes(), moment).waits


@pytest.mark.parametrize(("after", "loudness"), [(0, TAB), (14, TAB), (15, PANEL), (-60, PANEL)])
def test_right_after_a_dismissal_the_next_card_waits_at_the_tab(after: int, loudness: Loudness) -> None:
    assert timedelta(seconds=15) == BREATHER
    moment = Moment(NOON, closed_at=NOON - timedelta(seconds=after))
    assert decide([PAY], Wishes(), moment).loudness is loudness
    assert decide([MUST], Wishes(), moment).loudness is PANEL


def test_quiet_hours_leave_the_badge_and_for_what_must_be_done_the_tab() -> None:
    moment = Moment(NOON, is_quiet=True)
    assert decide([PAY], Wishes(), moment).loudness is BADGE
    assert decide([MUST], Wishes(), moment).loudness is TAB
    assert decide([PAY], Wishes(), moment).because == "these are your quiet hours"
