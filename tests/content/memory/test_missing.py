"""What is noted as missing stays in the person's words, once each, and is theirs to take back."""

from __future__ import annotations

from datetime import timedelta
from pathlib import Path

from content.memory.memory import Memory
from content.memory.missing import KEPT
from tests.content.memory.examples import MORNING, Clock


def test_the_same_words_are_one_entry_with_a_count(tmp_path: Path) -> None:
    clock = Clock()
    memory = Memory(tmp_path, clock)
    memory.note_missing("  cancel a   Standing order ")
    clock.now += timedelta(days=2)
    memory.note_missing("Cancel a standing order")
    memory.note_missing("   ")
    memory.close()

    (entry,) = Memory(tmp_path, clock, read_only=True).missing()
    assert (entry.query, entry.count) == ("Cancel a standing order", 2)
    assert (entry.first, entry.last) == (MORNING, MORNING + timedelta(days=2))


def test_it_is_taken_back_whatever_its_case(tmp_path: Path) -> None:
    memory = Memory(tmp_path, Clock())
    memory.note_missing("One")
    memory.note_missing("Two")
    memory.forget_missing("one")
    memory.forget_missing("never noted")
    assert [entry.query for entry in memory.missing()] == ["Two"]
    memory.close()


def test_a_long_list_loses_what_was_noted_longest_ago(tmp_path: Path) -> None:
    clock = Clock()
    memory = Memory(tmp_path, clock, schedule=lambda _save: None)
    for number in range(KEPT + 2):
        clock.now += timedelta(seconds=1)
        memory.note_missing(f"thing {number} " + "x" * 300)
    entries = memory.missing()
    assert len(entries) == KEPT
    assert entries[0].query.startswith("thing 2 ")
    assert max(len(entry.query) for entry in entries) <= 200
    memory.close()
