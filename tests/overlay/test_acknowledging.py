"""A required card from the first cue to the log: asked for, done or declined, quiet, and asked for anew."""

from __future__ import annotations

import sys
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

import pytest
from PySide6.QtTest import QTest
from pytestqt.qtbot import QtBot

from content.attention.cue import Loudness
from content.evidence.entry import Acknowledgement, content_of
from content.evidence.log import EvidenceLog
from content.library.library import Library
from content.library.reading import read_library
from content.memory.memory import Memory
from overlay.acknowledging import Acknowledging
from overlay.companions import Companions
from overlay.conductor import Conductor
from overlay.evidence import Evidence
from overlay.panel.panel import Panel
from overlay.panel.tab import Tab
from overlay.panel_actions import PanelActions
from overlay.presenter import Presenter
from tests.content.channels.desk.test_disk import room_for
from tests.content.memory.examples import Clock
from tests.overlay.desk import GAME, MAIL, PAYMENTS, TraceRecord, Windows, write_bundle
from tests.overlay.panel.driving import click, part

PAY = """---
title: Before you pay
when: {app: soffice, title: "*payment run*"}
required: before-task
valid: 12 months
---
- [ ] The total matches
- [ ] No new bank details
"""
UNDO = """---
title: Undo a payment
when: {app: soffice, title: "*payment run*"}
loudness: panel
---
1. Open the run.
"""
SEND = """---
title: Before you send
when: {app: thunderbird}
required: before-task
reset: visit
---
- [ ] Is everyone in it?
"""
RULES = """---
title: The rules
when: {app: mines}
required: before-task
valid: 1 week
---
Read them.
"""


@dataclass
class Desk:
    """The parts of the app that a required card goes through, on a folder that outlives them."""

    panel: Panel
    conductor: Conductor
    evidence: Evidence
    presenter: Presenter
    memory: Memory
    library: Library
    log: EvidenceLog
    windows: Windows
    troubles: list[str]
    recorded: list[tuple[str, str]]
    parts: list[object]

    def tick(self, card: str, *numbers: int, done: bool = True) -> None:
        for number in numbers:
            self.panel.ticked.emit(card, self.library.cards[card].items[number].key, done)

    def entries(self) -> list[Acknowledgement]:
        found = self.log.look().examination
        assert found.findings == ()
        return [entry.acknowledged for _, entry, _ in found.entries]

    def decline(self, reason: str) -> None:
        click(part(self.panel, "panelClose"))
        QTest.keyClicks(part(self.panel, "panelDeclineReason"), reason)
        click(part(self.panel, "panelDeclineRecord"))


@pytest.fixture
def bundle(tmp_path: Path) -> Path:
    return write_bundle(tmp_path / "desk", pay=PAY, undo=UNDO, send=SEND, rules=RULES)


def make(folder: Path, panel: Panel, tab: Tab, memory: Memory, library: Library, clock: Clock) -> Desk:
    evidence, trace = Evidence(folder, memory), TraceRecord()
    companions = Companions.of(memory, evidence=evidence)
    presenter = Presenter(panel, tab, memory, trace, companions)
    conductor = Conductor(memory, presenter, trace, clock, companions)
    actions = PanelActions(panel, tab, conductor, presenter, memory, clock, lambda: None)
    acknowledging = Acknowledging(panel, conductor, presenter, memory, evidence)
    troubles: list[str] = []
    recorded: list[tuple[str, str]] = []
    evidence.troubled.connect(troubles.append)
    evidence.recorded.connect(lambda card, how: recorded.append((card, how)))
    for user in (actions, acknowledging, conductor):
        user.use(library)
    windows = Windows(conductor.observe)
    return Desk(
        panel,
        conductor,
        evidence,
        presenter,
        memory,
        library,
        EvidenceLog(folder),
        windows,
        troubles,
        recorded,
        [actions, acknowledging],
    )


@pytest.fixture
def desk(
    tmp_path: Path, panel: Panel, tab: Tab, memory: Memory, library: Library, clock: Clock
) -> Iterator[Desk]:
    made = make(tmp_path / "evidence", panel, tab, memory, library, clock)
    yield made
    made.evidence.close()


def test_ticking_everything_is_recorded_once(desk: Desk, clock: Clock) -> None:
    desk.windows.see(PAYMENTS)
    desk.tick("desk/pay", 0)
    assert desk.entries() == []
    desk.tick("desk/pay", 1)
    card = desk.library.cards["desk/pay"]
    (said,) = desk.entries()
    assert said == Acknowledgement(
        at=clock.now,
        card="desk/pay",
        bundle_version="1.2",
        content=content_of(card),
        items=tuple(item.key for item in card.items),
        of=2,
        how=said.how,
    )
    assert desk.recorded == [("desk/pay", "done")]

    desk.tick("desk/pay", 1, done=False)
    desk.tick("desk/pay", 1)
    assert len(desk.entries()) == 1


def test_what_was_just_done_stays_a_moment_and_is_quiet_then(qtbot: QtBot, desk: Desk, clock: Clock) -> None:
    desk.windows.see(PAYMENTS)
    assert desk.conductor.cue.cards == ("desk/pay", "desk/undo")
    desk.tick("desk/pay", 0, 1)
    desk.conductor.reconsider()
    assert desk.presenter.panel_card == "desk/pay"

    desk.evidence._linger.setInterval(0)
    with qtbot.waitSignal(desk.evidence.settled):
        desk.evidence._linger.start()
    assert desk.conductor.cue.cards == ("desk/undo", "desk/pay")  # and does not hold back the other one
    assert desk.presenter.panel_card == "desk/undo"


def test_it_is_asked_for_anew_with_fresh_ticks_when_it_is_not_valid_any_more(
    desk: Desk, clock: Clock
) -> None:
    desk.windows.see(PAYMENTS)
    desk.tick("desk/pay", 0, 1)
    desk.evidence._settle()
    clock.move(days=365)
    desk.windows.see(GAME)
    desk.windows.see(PAYMENTS)
    assert desk.conductor.cue.cards == ("desk/undo", "desk/pay")

    clock.move(days=1)
    desk.windows.see(GAME)
    desk.windows.see(PAYMENTS)
    assert desk.conductor.cue.cards == ("desk/pay", "desk/undo")
    desk.tick("desk/pay", 0, 1)
    assert len(desk.entries()) == 2


def test_ticks_kept_for_ever_start_afresh_when_the_period_is_over(
    desk: Desk, clock: Clock, bundle: Path
) -> None:
    write_bundle(bundle, pay=PAY.replace("valid:", "reset: never\nvalid:"), undo=UNDO, send=SEND, rules=RULES)
    library = read_library([bundle])
    for user in (*desk.parts, desk.conductor):
        user.use(library)  # type: ignore[attr-defined]
    desk.library = library
    desk.windows.see(PAYMENTS)
    desk.tick("desk/pay", 0, 1)
    desk.windows.see(GAME)
    clock.move(days=400)
    desk.windows.see(PAYMENTS)
    assert desk.memory.ticked(library.cards["desk/pay"]) == frozenset()
    assert desk.presenter.panel_card == "desk/pay"


def test_what_ran_out_during_a_visit_needs_fresh_ticks(desk: Desk, clock: Clock, bundle: Path) -> None:
    pay = PAY.replace("valid: 12 months", "reset: never\nvalid: 1 day")
    write_bundle(bundle, pay=pay, undo=UNDO, send=SEND, rules=RULES)
    library = read_library([bundle])
    for user in (*desk.parts, desk.conductor):
        user.use(library)  # type: ignore[attr-defined]
    desk.library = library
    desk.windows.see(PAYMENTS)
    desk.tick("desk/pay", 0, 1)
    desk.evidence._settle()
    desk.conductor.toggle()
    clock.move(days=2)

    desk.panel.done.emit("desk/pay")  # one click, in a panel that was left open
    assert len(desk.entries()) == 1
    assert desk.memory.ticked(library.cards["desk/pay"]) == frozenset()
    desk.tick("desk/pay", 0)
    assert len(desk.entries()) == 1
    desk.tick("desk/pay", 1)
    assert len(desk.entries()) == 2


def test_a_reason_that_nobody_can_read_records_nothing(desk: Desk) -> None:
    desk.windows.see(PAYMENTS)
    desk.panel.declined.emit("desk/pay", "\u200b")
    assert desk.entries() == []
    assert desk.evidence.is_owed("desk/pay")


def test_declining_is_recorded_with_its_reason_and_holds_for_the_visit(desk: Desk, clock: Clock) -> None:
    desk.windows.see(PAYMENTS)
    desk.tick("desk/pay", 0)
    desk.decline(" Boss  is  waiting ")
    (said,) = desk.entries()
    assert (said.how.value, said.reason, len(said.items), said.of) == ("declined", "Boss is waiting", 1, 2)
    assert not desk.panel.isVisible()
    assert desk.conductor.cue.loudness is Loudness.TAB

    clock.move(minutes=1)
    desk.windows.see(GAME)
    clock.move(minutes=1)
    desk.windows.see(PAYMENTS)
    assert desk.conductor.cue.loudness is Loudness.TAB  # a glance elsewhere is the same visit
    assert len(desk.entries()) == 1

    clock.move(minutes=20)
    desk.windows.see(GAME)
    clock.move(minutes=20)
    desk.windows.see(PAYMENTS)
    assert desk.presenter.panel_card == "desk/pay"


def test_the_hotkey_and_the_tray_ask_too(desk: Desk) -> None:
    desk.windows.see(PAYMENTS)
    desk.conductor.toggle()
    assert desk.panel.isVisible()
    assert part(desk.panel, "panelDecline").isVisible()


def test_a_required_card_looked_up_elsewhere_closes_at_once_and_can_be_done(desk: Desk) -> None:
    desk.windows.see(MAIL)
    desk.conductor.choose("desk/pay")
    click(part(desk.panel, "panelClose"))
    assert desk.presenter.panel_card == "desk/send"
    assert desk.entries() == []

    desk.conductor.choose("desk/pay")
    desk.tick("desk/pay", 0, 1)
    assert [said.card for said in desk.entries()] == ["desk/pay"]


def test_what_is_due_each_visit_is_asked_for_each_visit(desk: Desk, clock: Clock) -> None:
    for visits in (1, 2, 3):
        desk.windows.see(MAIL)
        assert desk.presenter.panel_card == "desk/send"
        desk.tick("desk/send", 0)
        desk.evidence._settle()
        assert desk.conductor.cue.loudness is Loudness.TAB
        assert len(desk.entries()) == visits
        desk.windows.see(PAYMENTS)
        clock.move(minutes=20)


def test_a_note_is_confirmed(desk: Desk, clock: Clock) -> None:
    desk.windows.see(GAME)
    click(part(desk.panel, "panelClose"))
    click(part(desk.panel, "panelDeclineDone"))
    (said,) = desk.entries()
    assert (said.card, said.how.value, said.items, said.of) == ("desk/rules", "done", (), 0)
    desk.windows.see(PAYMENTS)
    clock.move(minutes=20)
    desk.evidence._settle()
    desk.windows.see(GAME)
    assert desk.conductor.cue.loudness is Loudness.TAB
    assert desk.conductor.cue.because == "done on 2026-05-04, valid until 2026-05-11"


def test_it_is_known_after_a_restart(
    desk: Desk, tmp_path: Path, panel: Panel, tab: Tab, memory: Memory, library: Library, clock: Clock
) -> None:
    desk.windows.see(PAYMENTS)
    desk.tick("desk/pay", 0, 1)
    with desk.log.file.open("ab") as stream:
        stream.write(b'{"torn')  # by a crash
    again = make(tmp_path / "evidence", panel, tab, memory, library, clock)
    again.windows.see(PAYMENTS)
    assert again.conductor.cue.cards == ("desk/undo", "desk/pay")
    assert again.troubles == []
    assert desk.log.file.read_bytes().endswith(b"}\n")  # mended


@pytest.mark.skipif(sys.platform == "win32", reason="the limit is one of POSIX")
def test_a_full_disk_is_said_and_nothing_is_shown_as_recorded(desk: Desk) -> None:
    desk.windows.see(PAYMENTS)
    with room_for(0):
        desk.tick("desk/pay", 0, 1)
    assert desk.recorded == []
    assert desk.presenter.panel_card == "desk/pay"
    note = part(desk.panel, "panelDeclineNote")
    assert note.text().startswith("Not recorded: cannot be written: File too large.")  # type: ignore[attr-defined]
    assert "required" in part(desk.panel, "panelMeta").accessibleName()
    assert "was not recorded" in desk.troubles[-1]

    click(part(desk.panel, "panelDeclineDone"))
    assert desk.recorded == [("desk/pay", "done")]
    assert desk.troubles[-1] == ""
    assert "valid until" in part(desk.panel, "panelMeta").accessibleName()


def test_a_log_that_was_tampered_with_is_told_and_the_person_goes_on(
    desk: Desk, tmp_path: Path, panel: Panel, tab: Tab, memory: Memory, library: Library, clock: Clock
) -> None:
    desk.windows.see(PAYMENTS)
    desk.tick("desk/pay", 0, 1)
    raw = desk.log.file.read_bytes()
    desk.log.file.write_bytes(raw.replace(b'"done"', b'"d0ne"'))
    again = make(tmp_path / "evidence", panel, tab, memory, library, clock)
    again.windows.see(PAYMENTS)
    assert "the line was altered" in again.troubles[0]
    assert again.presenter.panel_card == "desk/pay"  # asked for, since nothing vouches for it

    again.decline("late")
    assert panel.isVisible()
    click(part(panel, "panelDeclineAnyway"))
    assert not panel.isVisible()
    assert again.recorded == []


def test_a_log_of_another_desk_is_not_believed_at_the_start(
    desk: Desk, tmp_path: Path, panel: Panel, tab: Tab, memory: Memory, library: Library, clock: Clock
) -> None:
    desk.windows.see(PAYMENTS)
    desk.tick("desk/pay", 0, 1)
    other = make(tmp_path / "other", panel, tab, memory, library, clock)
    other.windows.see(PAYMENTS)
    for key in ("desk/pay", "desk/rules"):
        other.evidence.record(key)
    for name in ("log.jsonl", "head.json"):
        (desk.log.folder / name).write_bytes((other.log.folder / name).read_bytes())
    again = make(desk.log.folder, panel, tab, memory, library, clock)
    again.windows.see(PAYMENTS)
    assert "signed by another key" in again.troubles[0]
    assert again.evidence.is_owed("desk/rules")
    for made in (other, again):
        made.evidence.close()


def test_without_required_cards_nothing_is_loaded(tmp_path: Path, memory: Memory) -> None:
    evidence = Evidence(tmp_path / "evidence", memory)
    evidence.use(read_library([write_bundle(tmp_path / "plain")]))
    assert evidence.standing("desk/pay") is None
    assert evidence.quiet(["desk/pay", "gone/card"]) == {}
    assert "_done" not in vars(evidence)
    assert not (tmp_path / "evidence").exists()
