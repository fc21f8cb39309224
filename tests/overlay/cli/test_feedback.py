"""`sidecue feedback` lists, writes to a file and erases what one person said, and sends nothing."""

from __future__ import annotations

import csv
import io
import json
from contextlib import closing
from datetime import UTC, datetime
from pathlib import Path

import pytest

from content.memory.memory import Memory
from tests.overlay.cli.conftest import Sidecue

DAY = datetime(2026, 5, 4, 9, tzinfo=UTC)


@pytest.fixture
def said(profile: Path) -> Path:
    with closing(Memory(profile, lambda: DAY)) as memory:
        memory.feedback.rate("desk/pay", helpful=True)
        memory.feedback.outdated("desk/undo", outdated=True)
        memory.feedback.write("desk/undo", "=CMD() moved")
    return profile


def test_it_is_listed(sidecue: Sidecue, said: Path) -> None:
    done = sidecue("feedback", "list")

    assert done.out.splitlines() == [
        "2026-05-04  desk/pay: helpful",
        "2026-05-04  desk/undo: outdated “=CMD() moved”",
    ]
    assert json.loads(sidecue("feedback", "list", "--json").out)[0] == {
        "card": "desk/pay", "helpful": True, "outdated": False, "text": "", "date": "2026-05-04",
    }  # fmt: skip


def test_it_is_written_to_a_new_file_of_ones_own(sidecue: Sidecue, said: Path, tmp_path: Path) -> None:
    file = tmp_path / "mine.json"
    done = sidecue("feedback", "export", file)
    assert (done.status, done.err) == (0, "")
    assert "2 cards" in done.out
    assert [entry["card"] for entry in json.loads(file.read_text(encoding="utf-8"))] == [
        "desk/pay",
        "desk/undo",
    ]

    before = file.read_bytes()
    again = sidecue("feedback", "export", file)
    assert (again.status, file.read_bytes()) == (2, before)
    assert "name another file" in again.err


def test_a_table_runs_nothing_in_a_spreadsheet(sidecue: Sidecue, said: Path) -> None:
    rows = list(csv.DictReader(io.StringIO(sidecue("feedback", "export", "--csv").out)))

    assert [row["helpful"] for row in rows] == ["yes", ""]
    assert rows[1]["text"] == "'=CMD() moved"


@pytest.mark.parametrize("line", ["＝CMD()", "\t=CMD()", " +1", "@SUM(1)"])
def test_no_beginning_of_a_formula_is_left(sidecue: Sidecue, profile: Path, line: str) -> None:
    with closing(Memory(profile, lambda: DAY)) as memory:
        memory.feedback.write("desk/pay", line)
    (row,) = csv.DictReader(io.StringIO(sidecue("feedback", "export", "--csv").out))
    assert row["text"] == "'" + line.strip()


def test_it_is_erased_one_by_one_or_all(sidecue: Sidecue, said: Path) -> None:
    assert sidecue("feedback", "erase", "desk/pay").out == "Erased what you said about 1 card.\n"
    assert sidecue("feedback", "erase", "--all").out == "Erased what you said about 1 card.\n"
    with closing(Memory(said, lambda: DAY, read_only=True)) as memory:
        assert memory.feedback.all() == ()


@pytest.mark.parametrize("arguments", [(), ("desk/pay", "--all")])
def test_what_to_erase_has_to_be_said(sidecue: Sidecue, said: Path, arguments: tuple[str, ...]) -> None:
    done = sidecue("feedback", "erase", *arguments)

    assert (done.status, done.err) == (2, "sidecue: say which: a card, or --all\n")
    with closing(Memory(said, lambda: DAY, read_only=True)) as memory:
        assert len(memory.feedback.all()) == 2


def test_a_state_of_a_newer_version_is_left_alone(sidecue: Sidecue, said: Path) -> None:
    file = said / "memory.json"
    newer = file.read_text(encoding="utf-8").replace('"schema":1', '"schema":999')
    file.write_text(newer, encoding="utf-8")
    done = sidecue("feedback", "erase", "--all")

    assert done.status == 1
    assert "newer Sidecue" in done.err
    assert file.read_text(encoding="utf-8") == newer
