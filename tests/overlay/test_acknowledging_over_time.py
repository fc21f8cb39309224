"""Required cards in several windows, in the palette, after earlier wishes, and when what was done expires."""

from __future__ import annotations

from datetime import timedelta
from pathlib import Path

import pytest
from PySide6.QtTest import QTest

from content.attention.cue import Loudness
from content.library.reading import read_library
from tests.content.memory.examples import Clock
from tests.overlay.desk import GAME, MAIL, PAYMENTS, write_bundle
from tests.overlay.panel.driving import choose, click, part
from tests.overlay.test_acknowledging import PAY, RULES, SEND, UNDO, Desk, bundle, desk

__all__ = ["bundle", "desk"]


@pytest.fixture
def expiring(desk: Desk, bundle: Path, clock: Clock) -> Desk:
    """Done ten minutes before midnight for a day, with ticks that are kept; the window stays in front."""
    text = PAY.replace("valid: 12 months", "valid: 1 day\nreset: never")
    write_bundle(bundle, pay=text, undo=UNDO, send=SEND, rules=RULES)
    library = read_library([bundle])
    for user in (*desk.parts, desk.conductor):
        user.use(library)  # type: ignore[attr-defined]
    desk.library = library
    clock.now = clock.now.replace(hour=23, minute=50)
    desk.windows.see(PAYMENTS)
    desk.tick("desk/pay", 0, 1)
    desk.evidence._settle()
    assert not desk.evidence.is_owed("desk/pay")
    return desk


def test_what_expires_during_a_visit_is_to_be_ticked_anew(expiring: Desk, clock: Clock) -> None:
    desk, card = expiring, expiring.library.cards["desk/pay"]
    clock.move(days=1, minutes=20)
    desk.conductor.look_again()
    assert desk.memory.ticked(card) == frozenset()
    assert desk.presenter.panel_card == "desk/pay"
    desk.tick("desk/pay", 0)
    desk.conductor.reconsider()
    assert len(desk.memory.ticked(card)) == 1  # and not taken back again
    assert len(desk.entries()) == 1
    desk.tick("desk/pay", 1)
    assert len(desk.entries()) == 2


def test_a_panel_that_stands_open_while_it_expires_renews_nothing_with_a_click(
    expiring: Desk, clock: Clock
) -> None:
    desk = expiring
    desk.conductor.choose("desk/pay")
    clock.move(days=1, minutes=20)
    desk.panel.done.emit("desk/pay")
    assert len(desk.entries()) == 1
    desk.tick("desk/pay", 1, done=False)
    desk.tick("desk/pay", 1)
    assert len(desk.entries()) == 1
    desk.tick("desk/pay", 0)
    assert len(desk.entries()) == 2


def test_what_expired_is_not_renewed_in_the_palette(expiring: Desk, clock: Clock) -> None:
    desk = expiring
    desk.windows.see(GAME)
    clock.move(days=2)
    desk.conductor.choose("desk/pay", "palette")
    desk.tick("desk/pay", 0)
    assert len(desk.entries()) == 1


def test_what_was_begun_in_the_palette_is_finished_in_its_window_and_recorded_once(
    desk: Desk, clock: Clock, bundle: Path
) -> None:
    write_bundle(bundle, send=SEND + "- [ ] Is it true?\n")
    library = read_library([bundle])
    for user in (*desk.parts, desk.conductor):
        user.use(library)  # type: ignore[attr-defined]
    desk.library = library
    desk.windows.see(GAME)
    desk.conductor.choose("desk/send", "palette")
    desk.tick("desk/send", 0)
    clock.move(minutes=1)
    desk.windows.see(MAIL)
    desk.tick("desk/send", 1)
    desk.evidence._settle()
    assert not desk.evidence.is_owed("desk/send")
    assert len(desk.entries()) == 1

    desk.tick("desk/send", 1, done=False)
    desk.tick("desk/send", 1)
    assert len(desk.entries()) == 1


def test_the_second_required_card_is_asked_for_when_the_first_was_declined(
    desk: Desk, tmp_path: Path
) -> None:
    folder = write_bundle(tmp_path / "two", pay=PAY, sign=PAY.replace("Before you pay", "Sign it"))
    library = read_library([folder])
    for user in (*desk.parts, desk.conductor):
        user.use(library)  # type: ignore[attr-defined]
    desk.library = library
    desk.windows.see(PAYMENTS)
    first, second = desk.conductor.cue.cards
    assert desk.presenter.panel_card == first
    desk.decline("no time")
    assert desk.presenter.panel_card == second
    desk.windows.see(GAME)
    desk.windows.see(PAYMENTS)
    assert desk.presenter.panel_card == second
    desk.tick(second, 0, 1)
    assert [(said.card, said.how.value) for said in desk.entries()] == [(first, "declined"), (second, "done")]


def test_what_was_closed_in_the_palette_is_asked_for_in_its_window(desk: Desk, clock: Clock) -> None:
    desk.windows.see(MAIL)
    desk.conductor.choose("desk/pay")
    click(part(desk.panel, "panelClose"))
    clock.move(minutes=1)
    desk.windows.see(PAYMENTS)
    assert desk.presenter.panel_card == "desk/pay"


def test_what_became_required_after_never_waits_at_its_tab_until_it_is_asked_again_with_a_reason(
    desk: Desk, clock: Clock
) -> None:
    desk.memory.never("desk/send")  # while it was not required
    desk.windows.see(MAIL)
    assert (desk.conductor.cue.loudness, desk.conductor.cue.cards) == (Loudness.TAB, ("desk/send",))

    desk.conductor.toggle("tab")
    choose(desk.panel, "panelNever")
    QTest.keyClicks(part(desk.panel, "panelDeclineReason"), "I send nothing")
    click(part(desk.panel, "panelDeclineRecord"))
    assert [(said.how.value, said.reason) for said in desk.entries()] == [("declined", "I send nothing")]
    assert [held.card for held in desk.conductor.cue.held] == ["desk/send"]
    assert desk.conductor.cue.held[0].because == "you asked never to see it"


def test_a_pause_and_silence_hold_for_what_is_required(desk: Desk, clock: Clock) -> None:
    desk.memory.pause(clock.now + timedelta(hours=1))
    desk.windows.see(MAIL)
    said = [desk.conductor.cue.loudness]
    desk.memory.pause(None)
    for loudest in (Loudness.NONE, Loudness.TAB):
        desk.conductor.loudest = loudest
        desk.conductor.reconsider()
        said.append(desk.conductor.cue.loudness)
    assert said == [Loudness.NONE, Loudness.NONE, Loudness.TAB]
