"""Why do I see this, and why don't I: the rule, the loudness, and what held the others."""

from __future__ import annotations

from content.attention.cue import Cue, Held, Loudness
from content.attention.reasons import what_becomes, why_held, why_shown

RULES = {"desk/pay": "title fits", "desk/undo": "app fits"}


def test_a_panel_that_opened_by_itself_says_its_rule() -> None:
    cue = Cue(Loudness.PANEL, ("desk/pay", "desk/undo"), "title fits", rule="title fits")
    assert why_shown(cue, None, RULES, "by hand") == ["title fits"]


def test_one_that_was_opened_at_its_tab_says_why_it_did_not_by_itself() -> None:
    cue = Cue(Loudness.TAB, ("desk/pay",), "you closed it during this visit")
    assert why_shown(cue, "desk/pay", RULES, "by hand") == [
        "title fits",
        "By itself it would wait at the tab: you closed it during this visit.",
    ]


def test_one_from_elsewhere_was_opened_by_hand() -> None:
    assert why_shown(Cue(Loudness.NONE), "desk/terms", RULES, "by hand") == ["by hand"]


def test_what_is_kept_back_is_named_with_its_reason_and_not_without_end() -> None:
    held = tuple(Held(f"desk/{number}", "snoozed until 14:00") for number in range(8))
    lines = why_held(Cue(Loudness.NONE, held=held), lambda card: card.upper())
    assert lines[0] == "Kept back: DESK/0, because snoozed until 14:00."
    assert lines[-1] == "Kept back: 3 more; `sidecue why` names them."
    assert len(lines) == 6


def test_what_becomes_of_a_cue_that_is_kept_quiet() -> None:
    cards = ("desk/pay",)
    assert what_becomes(Cue(Loudness.BADGE, cards, waits=True)).startswith("it waits")
    assert what_becomes(Cue(Loudness.BADGE, cards, lapses=cards)).startswith("its panel has lapsed")
    assert what_becomes(Cue(Loudness.PANEL, cards)) == ""
