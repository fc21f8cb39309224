"""Pins stay in the order in which they were made, over restarts, until they are taken back."""

from __future__ import annotations

from pathlib import Path

from content.memory.memory import Memory
from tests.content.memory.examples import Clock


def test_pins_are_kept_in_the_order_of_pinning(tmp_path: Path) -> None:
    memory = Memory(tmp_path, Clock())
    for card in ("desk/b", "desk/a", "desk/c", "desk/b"):
        memory.pin(card)
    memory.unpin("desk/a")
    memory.unpin("desk/never")
    memory.pin("desk/a")
    memory.close()

    again = Memory(tmp_path, Clock(), read_only=True)
    assert again.pins() == ("desk/b", "desk/c", "desk/a")


def test_a_file_from_before_there_were_pins_is_read(tmp_path: Path) -> None:
    (tmp_path / "memory.json").write_text('{"about":{"file":{"schema":1}},"wishes":{}}')
    memory = Memory(tmp_path, Clock())
    assert (memory.problems, memory.pins()) == ((), ())
    memory.close()


def test_forgetting_the_history_leaves_pins_alone(tmp_path: Path) -> None:
    memory = Memory(tmp_path, Clock())
    memory.opened("desk/a")
    memory.pin("desk/a")
    memory.forget_history()
    assert memory.pins() == ("desk/a",)
    memory.close()
