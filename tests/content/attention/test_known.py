"""A card that is known comes no louder than the badge, with the reason, unless it is required."""

from __future__ import annotations

from dataclasses import replace
from datetime import UTC, datetime

from content.attention.cue import Loudness, Moment, Offer, Wishes
from content.attention.decide import decide

MOMENT = Moment(datetime(2026, 5, 4, 9, tzinfo=UTC), known=frozenset({"desk/pay"}))


def test_a_known_card_marks_the_tray_only_and_says_how_to_undo_that() -> None:
    cue = decide([Offer("desk/pay", "rule")], Wishes(), MOMENT)

    assert (cue.loudness, cue.cards) == (Loudness.BADGE, ("desk/pay",))
    assert "you know this card" in cue.because
    assert "I don’t know it yet" in cue.because


def test_a_required_card_is_as_loud_as_ever() -> None:
    cue = decide([Offer("desk/pay", "rule", required=True)], Wishes(), MOMENT)

    assert (cue.loudness, cue.because) == (Loudness.PANEL, "rule")


def test_it_is_reversible() -> None:
    cue = decide([Offer("desk/pay", "rule")], Wishes(), replace(MOMENT, known=frozenset()))

    assert cue.loudness is Loudness.PANEL
