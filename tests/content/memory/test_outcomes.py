"""How appearances ended is kept over a restart, short, and forgotten when the person says so."""

from __future__ import annotations

import json
from pathlib import Path

from content.attention.easing import KEPT
from content.memory.memory import Memory
from tests.content.memory.examples import Clock


def test_the_last_few_are_kept_over_a_restart(tmp_path: Path) -> None:
    memory = Memory(tmp_path, Clock())
    for number in range(KEPT + 3):
        memory.outcomes.appeared("desk/pay")
        if number % 2:
            memory.outcomes.was_closed("desk/pay")
    memory.outcomes.was_closed("desk/never-shown")
    kept = dict(memory.wishes().outcomes)
    memory.close()
    again = Memory(tmp_path, Clock(), read_only=True)
    assert again.wishes().outcomes == kept == {"desk/pay": "-+-+-+-+-+"}


def test_undone_it_starts_afresh(tmp_path: Path) -> None:
    memory = Memory(tmp_path, Clock())
    memory.outcomes.appeared("desk/pay")
    memory.outcomes.forget("desk/pay")
    memory.outcomes.forget("desk/pay")
    assert memory.wishes().outcomes == {}
    memory.close()
    assert "desk/pay" not in (tmp_path / "memory.json").read_text()


def test_what_somebody_wrote_by_hand_is_no_record(tmp_path: Path) -> None:
    Memory(tmp_path, Clock()).close()
    tables = {"about": {"file": {"schema": 1}}, "outcomes": {"desk/pay": {"ended": "+?" * 50 + "-"}}}
    (tmp_path / "memory.json").write_text(json.dumps(tables))
    assert Memory(tmp_path, Clock(), read_only=True).wishes().outcomes == {"desk/pay": "+" * 9 + "-"}


def test_wishes_are_told_anew_when_a_snooze_ends_or_one_is_made(tmp_path: Path) -> None:
    clock = Clock()
    memory = Memory(tmp_path, clock)
    memory.snooze("desk/pay", clock().replace(hour=10))
    assert "desk/pay" in memory.wishes().snoozed
    memory.never("desk/undo")
    assert memory.wishes().never == {"desk/undo"}
    clock.move(hours=2)
    assert memory.wishes().snoozed == {}
    clock.move(hours=-2)
    assert "desk/pay" in memory.wishes().snoozed
    memory.close()
