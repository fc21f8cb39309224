from __future__ import annotations

import json
import stat
import sys
from collections.abc import Iterator
from pathlib import Path

import pytest

from content.events.event import Event
from content.xapi.errors import XapiError
from content.xapi.export import export
from content.xapi.statement import statement
from tests.content.xapi.examples import ADA, NOW, event, numbered

EVENTS = [numbered(number)[1] for number in range(1, 4)]
STATEMENTS = [statement(one, ADA) for one in EVENTS]


def test_json_is_a_list_and_jsonl_one_a_line(tmp_path: Path) -> None:
    assert export(EVENTS, ADA, tmp_path / "a.json") == (3, [])
    assert export(EVENTS, ADA, tmp_path / "a.jsonl") == (3, [])

    assert json.loads((tmp_path / "a.json").read_text()) == STATEMENTS
    lines = (tmp_path / "a.jsonl").read_text()
    assert [json.loads(line) for line in lines.splitlines()] == STATEMENTS
    assert lines.endswith("}\n")
    if sys.platform != "win32":
        assert stat.S_IMODE((tmp_path / "a.json").stat().st_mode) == 0o600


def test_nothing_is_an_empty_file_of_its_format(tmp_path: Path) -> None:
    export([], ADA, tmp_path / "a.json")
    export([], ADA, tmp_path / "a.jsonl")
    assert json.loads((tmp_path / "a.json").read_text()) == []
    assert (tmp_path / "a.jsonl").read_bytes() == b""


def test_an_event_that_makes_no_statement_is_told_and_costs_no_other(tmp_path: Path) -> None:
    wrong = Event("seven", NOW, event().what)
    number, faults = export([EVENTS[0], wrong, EVENTS[1]], ADA, tmp_path / "a.json")
    assert number == 2
    assert faults == ["event 'seven': has an id that is no UUID; please report this"]
    assert json.loads((tmp_path / "a.json").read_text()) == STATEMENTS[:2]


def test_a_file_that_is_there_stays(tmp_path: Path) -> None:
    (tmp_path / "a.json").write_text("mine")
    with pytest.raises(XapiError, match="is there already; name a file that does not exist yet"):
        export(EVENTS, ADA, tmp_path / "a.json")
    assert (tmp_path / "a.json").read_text() == "mine"


@pytest.mark.parametrize("name", ["a", "a.csv", "json", ".json"])
def test_the_ending_says_the_format(tmp_path: Path, name: str) -> None:
    with pytest.raises(XapiError, match=r"end its name in \.json or \.jsonl"):
        export(EVENTS, ADA, tmp_path / name)
    assert not list(tmp_path.iterdir())


def test_a_folder_that_is_not_there_is_told(tmp_path: Path) -> None:
    with pytest.raises(XapiError, match="cannot be written: No such file"):
        export(EVENTS, ADA, tmp_path / "none" / "a.json")


def test_events_that_break_off_leave_no_file(tmp_path: Path) -> None:
    def broken() -> Iterator[Event]:
        yield EVENTS[0]
        raise RuntimeError("the log broke")

    with pytest.raises(RuntimeError):
        export(broken(), ADA, tmp_path / "a.json")
    assert not list(tmp_path.iterdir())
