"""What somebody thinks of a card is one entry, theirs to change, and gone from the disk when it is erased."""

from __future__ import annotations

from pathlib import Path

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from content.memory.feedback import LONGEST, Feedback
from content.memory.memory import Memory
from tests.content.memory.examples import MORNING, Clock


def test_it_survives_a_restart(tmp_path: Path) -> None:
    memory = Memory(tmp_path, Clock())
    memory.feedback.rate("desk/pay", helpful=False)
    memory.feedback.outdated("desk/pay", outdated=True)
    memory.feedback.write("desk/pay", "  The menu moved\nto Tools. ")
    memory.close()

    again = Memory(tmp_path, Clock(), read_only=True)
    assert again.feedback.all() == (Feedback("desk/pay", False, True, "The menu moved to Tools.", MORNING),)
    assert again.feedback.on("desk/undo") == Feedback("desk/undo")


def test_the_same_once_more_takes_it_back_and_nothing_is_left(tmp_path: Path) -> None:
    memory = Memory(tmp_path, Clock())
    memory.feedback.rate("desk/pay", helpful=True)
    memory.feedback.rate("desk/pay", helpful=False)
    assert memory.feedback.on("desk/pay").helpful is False
    memory.feedback.rate("desk/pay", helpful=False)
    memory.feedback.write("desk/pay", "Hm")
    memory.feedback.write("desk/pay", " ")

    assert memory.feedback.all() == ()
    memory.close()


@settings(suppress_health_check=[HealthCheck.function_scoped_fixture], max_examples=30, deadline=None)
@given(st.text(max_size=700))
def test_a_line_is_kept_whole_or_refused_with_what_to_do(tmp_path: Path, text: str) -> None:
    memory = Memory(tmp_path / "state", Clock())
    line = " ".join(text.split())
    before = memory.feedback.on("desk/pay").text
    if len(line) > LONGEST:
        with pytest.raises(ValueError, match=f"shorten it to {LONGEST}"):
            memory.feedback.write("desk/pay", text)
        assert memory.feedback.on("desk/pay").text == before
    else:
        memory.feedback.write("desk/pay", text)
        assert memory.feedback.on("desk/pay").text == line
    memory.close()


def test_erasing_leaves_no_copy_on_the_disk(tmp_path: Path) -> None:
    memory = Memory(tmp_path, Clock(), schedule=lambda _save: None)
    memory.feedback.write("desk/pay", "Unerhört")
    memory.feedback.write("desk/undo", "Gut so")
    memory.flush()
    assert memory.feedback.erase("desk/pay") == 1
    seen = b"".join(file.read_bytes() for file in tmp_path.iterdir())
    assert "Unerhört".encode() not in seen
    assert b"Gut so" in seen

    assert (memory.feedback.erase(), memory.feedback.erase()) == (1, 0)
    memory.close()
    assert b"Gut so" not in b"".join(file.read_bytes() for file in tmp_path.iterdir())


def test_a_line_in_a_file_that_was_set_aside_is_erased_too(tmp_path: Path) -> None:
    memory = Memory(tmp_path, Clock())
    memory.feedback.write("desk/pay", "an uncommon line")
    memory.close()
    file = tmp_path / "memory.json"
    file.write_bytes(file.read_bytes()[:-9])
    file.with_name("memory.json.bak").unlink(missing_ok=True)
    memory = Memory(tmp_path, Clock())
    assert memory.feedback.all() == ()

    assert memory.feedback.erase() == 0
    memory.close()
    assert all(b"uncommon" not in path.read_bytes() for path in tmp_path.iterdir())
