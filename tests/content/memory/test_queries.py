"""Searches are kept latest first, each once, and only so many; forgetting them leaves the rest alone."""

from __future__ import annotations

from pathlib import Path

from content.memory.memory import Memory
from content.memory.queries import KEPT
from tests.content.memory.examples import Clock


def test_the_latest_search_comes_first_and_each_once(tmp_path: Path) -> None:
    memory = Memory(tmp_path, Clock())
    for query in ("undo", "Payment  run", " ", "toner", "payment run "):
        memory.searched(query)
    memory.close()
    again = Memory(tmp_path, Clock(), read_only=True)
    assert again.searches() == ("payment run", "toner", "undo")


def test_only_so_many_are_kept(tmp_path: Path) -> None:
    memory = Memory(tmp_path, Clock(), schedule=lambda _save: None)
    for number in range(KEPT + 2):
        memory.searched(f"query {number}")
    assert len(memory.searches()) == KEPT
    assert memory.searches()[-1] == "query 2"
    memory.close()


def test_forgetting_searches_leaves_no_word_of_them(tmp_path: Path) -> None:
    memory = Memory(tmp_path, Clock())
    memory.searched("standing order")
    memory.opened("desk/pay")
    memory.forget_searches()
    memory.forget_searches()
    assert (memory.searches(), memory.recent(1)) == ((), ("desk/pay",))
    for file in tmp_path.iterdir():  # the last good copy among them
        assert b"standing" not in file.read_bytes()
    memory.close()


def test_clearing_history_and_missing_leaves_no_word_of_them_either(tmp_path: Path) -> None:
    memory = Memory(tmp_path, Clock())
    memory.opened("desk/pay")
    memory.note_missing("standing order")
    memory.pause(None)
    memory.forget_history()
    memory.forget_missing("standing order")
    for file in tmp_path.iterdir():
        content = file.read_bytes()
        assert b"standing" not in content
        assert b"desk/pay" not in content
    memory.close()
