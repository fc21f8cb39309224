"""The order of cards is kept short, survives a restart, and is forgotten with the history."""

from __future__ import annotations

import json
from pathlib import Path

from content.memory.memory import Memory
from content.memory.order import KEPT
from tests.content.memory.examples import MORNING, Clock


def test_it_survives_a_restart_and_a_repetition_is_no_step(tmp_path: Path) -> None:
    clock = Clock()
    memory = Memory(tmp_path, clock)
    for card in ("desk/a", "desk/b", "desk/b", "desk/a"):
        memory.order.came_to(card)
        clock.move(minutes=1)
    memory.close()

    steps = Memory(tmp_path, clock, read_only=True).order.all()
    assert [card for card, _ in steps] == ["desk/a", "desk/b", "desk/a"]
    assert steps[0][1] == MORNING


def test_only_the_latest_are_kept(tmp_path: Path) -> None:
    memory = Memory(tmp_path, Clock(), schedule=lambda _save: None)
    for number in range(KEPT + 5):
        memory.order.came_to(f"desk/{number}")

    steps = memory.order.all()
    assert (len(steps), steps[0][0]) == (KEPT, "desk/5")
    memory.close()


def test_it_goes_with_the_history(tmp_path: Path) -> None:
    memory = Memory(tmp_path, Clock())
    memory.order.came_to("desk/a")
    memory.forget_history()

    assert memory.order.all() == []
    memory.close()


def test_numbers_that_point_nowhere_are_passed_over(tmp_path: Path) -> None:
    memory = Memory(tmp_path, Clock())
    memory.order.came_to("desk/a")
    memory.close()
    file = tmp_path / "memory.json"
    tables = json.loads(file.read_text(encoding="utf-8"))
    tables["order"]["order"] = {"cards": ["desk/a"], "steps": [0, 7, -1, 0], "at": [5, 5, 5, 10**18, 3]}
    file.write_text(json.dumps(tables), encoding="utf-8")

    again = Memory(tmp_path, Clock(), read_only=True)
    assert (again.problems, [card for card, _ in again.order.all()]) == ((), ["desk/a"])
