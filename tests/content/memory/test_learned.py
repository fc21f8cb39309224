"""What is learned survives a restart, and a row that no Sidecue wrote is no knowledge."""

from __future__ import annotations

import json
from datetime import timedelta
from pathlib import Path

import pytest

from content.learning.knowledge import Knowledge
from content.memory.memory import Memory
from tests.content.memory.examples import MORNING, Clock, card


def test_knowledge_survives_a_restart(tmp_path: Path) -> None:
    memory = Memory(tmp_path, Clock())
    known = Knowledge(3.5, 5.25, MORNING)
    memory.learned.learn("desk/pay", known)
    memory.learned.learn("desk/undo", Knowledge(2.0, 5.0, MORNING))
    memory.learned.forget("desk/undo")
    memory.close()

    again = Memory(tmp_path, Clock(), read_only=True)
    assert again.problems == ()
    assert again.learned.knowledge("desk/pay") == known
    assert again.learned.knowledge("desk/undo") is None


def test_a_card_that_was_brought_back_is_noted_as_asked(tmp_path: Path) -> None:
    clock = Clock()
    memory = Memory(tmp_path, clock)
    memory.learned.learn("desk/pay", Knowledge(3.5, 5.0, MORNING))
    clock.move(days=5)
    memory.learned.brought_back("desk/pay")
    memory.learned.brought_back("desk/never-learned")

    known = memory.learned.knowledge("desk/pay")
    assert known is not None
    assert known.asked == clock.now
    assert memory.learned.knowledge("desk/never-learned") is None
    memory.close()


def test_completions_are_counted(tmp_path: Path) -> None:
    memory = Memory(tmp_path, Clock())
    memory.learned.complete("desk/pay")
    memory.learned.complete("desk/pay")

    assert memory.learned.times_completed("desk/pay") == 2
    assert memory.learned.times_completed("desk/undo") == 0
    memory.close()


def test_review_time_counts_for_its_own_day_even_if_the_clock_jumps_and_returns(tmp_path: Path) -> None:
    clock = Clock()
    memory = Memory(tmp_path, clock)
    memory.learned.spend(100.0)
    clock.move(days=1)
    assert memory.learned.spent() == 0.0
    memory.learned.spend(20.5)
    clock.move(days=-1)
    assert memory.learned.spent() == 100.0
    for days in (30, 31):  # one day alone may be a clock that is wrong
        clock.now = MORNING + timedelta(days=days)
        memory.learned.spend(1.0)
        memory.learned.spend(1.0)
    clock.now = MORNING
    assert memory.learned.spent() == 0.0
    memory.close()


@pytest.mark.parametrize("values", [{"stability": 0.0}, {"stability": -3.0}, {"difficulty": 99.0}])
def test_a_row_with_impossible_numbers_is_no_knowledge(tmp_path: Path, values: dict[str, float]) -> None:
    memory = Memory(tmp_path, Clock())
    memory.learned.learn("desk/pay", Knowledge(3.5, 5.0, MORNING))
    memory.close()
    file = tmp_path / "memory.json"
    tables = json.loads(file.read_text(encoding="utf-8"))
    tables["knowledge"]["desk/pay"].update(values)
    file.write_text(json.dumps(tables), encoding="utf-8")

    again = Memory(tmp_path, Clock(), read_only=True)
    assert again.problems == ()
    assert again.learned.knowledge("desk/pay") is None


def test_all_of_it_can_be_forgotten_to_the_last_byte(tmp_path: Path) -> None:
    clock, of = Clock(), card("uncommon")
    memory = Memory(tmp_path, clock)
    memory.learned.learn(of.id, Knowledge(3.5, 5.25, MORNING))
    memory.learned.complete(of.id)
    memory.learned.spend(30)
    memory.tick(of, "k1", True)
    memory.outcomes.appeared(of.id)
    memory.never("desk/other")
    memory.forget_learned()

    assert memory.learned.knowledge(of.id) is None
    assert (memory.learned.times_completed(of.id), memory.learned.spent()) == (0, 0.0)
    assert (memory.ticked(of), dict(memory.outcomes.records)) == (frozenset(), {})
    assert all(b"uncommon" not in path.read_bytes() for path in tmp_path.iterdir())
    assert memory.wishes().never == {"desk/other"}
    memory.close()


def test_what_is_completed_is_not_kept_where_nobody_wants_it(tmp_path: Path) -> None:
    memory = Memory(tmp_path, Clock())
    memory.learned.keeps_done = False
    memory.learned.complete("desk/pay")
    assert memory.learned.times_completed("desk/pay") == 0
    memory.close()
