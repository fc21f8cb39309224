from __future__ import annotations

import json
import time
from pathlib import Path

import pytest

from overlay.trace import FileTrace, NoTrace, TraceError
from triggers.context import Context

SECRET = "Kündigung Müller"
CONTEXT = Context(app="soffice", window_class="libreoffice", title=SECRET, url=f"https://x/{SECRET}")


def nobody(reason: str) -> None:
    raise AssertionError(reason)


def lines(file: Path) -> list[dict[str, object]]:
    return [json.loads(line) for line in file.read_text(encoding="utf-8").splitlines()]


def test_each_event_is_a_line_at_once(tmp_path: Path) -> None:
    file = tmp_path / "trace.jsonl"
    trace = FileTrace(file, titles=False, lost=nobody)
    before = time.monotonic()
    trace.event("cue", seq=3, cards=["desk/pay"])
    trace.event("hotkey", 12.5, chord="super+f1")

    first, second = lines(file)
    assert before <= float(str(first.pop("t"))) <= time.monotonic()
    assert first == {"event": "cue", "seq": 3, "cards": ["desk/pay"]}
    assert second == {"t": 12.5, "event": "hotkey", "chord": "super+f1"}
    trace.close()
    trace.close()


def test_no_title_and_no_address_unless_asked_for(tmp_path: Path) -> None:
    file = tmp_path / "trace.jsonl"
    trace = FileTrace(file, titles=False, lost=nobody)
    trace.context(1.5, 7, CONTEXT)
    trace.close()
    assert lines(file) == [{"t": 1.5, "event": "context", "seq": 7, "app": "soffice", "class": "libreoffice"}]

    trace = FileTrace(file, titles=True, lost=nobody)
    trace.context(1.5, 7, CONTEXT)
    trace.close()
    assert lines(file)[1]["title"] == SECRET
    assert "https" not in file.read_text(encoding="utf-8")


def test_a_second_run_adds_to_the_file(tmp_path: Path) -> None:
    for _ in range(2):
        trace = FileTrace(tmp_path / "trace.jsonl", titles=False, lost=nobody)
        trace.event("source", name="x11")
        trace.close()
    assert len(lines(tmp_path / "trace.jsonl")) == 2


def test_a_file_that_cannot_be_written_is_told(tmp_path: Path) -> None:
    with pytest.raises(TraceError, match=r"nowhere/trace\.jsonl cannot be written: .*; name a file in"):
        FileTrace(tmp_path / "nowhere" / "trace.jsonl", titles=False, lost=nobody)


@pytest.mark.skipif(not Path("/dev/full").exists(), reason="needs a disk that is always full")
def test_a_full_disk_is_told_once_and_stops_nothing() -> None:
    told: list[str] = []
    trace = FileTrace(Path("/dev/full"), titles=False, lost=told.append)
    for number in range(3):
        trace.event("cue", seq=number)
        trace.context(1.0, number, CONTEXT)
    trace.close()

    assert told == ["The trace in /dev/full cannot be written: No space left on device"]


def test_half_a_character_is_written_as_json_has_it(tmp_path: Path) -> None:
    file = tmp_path / "trace.jsonl"
    trace = FileTrace(file, titles=True, lost=nobody)
    trace.context(1.0, 1, Context(app="soffice", title="half \ud83d"))
    trace.close()
    assert lines(file)[0]["title"] == "half \ud83d"


def test_an_ordinary_run_writes_nothing(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.chdir(tmp_path)
    trace = NoTrace()
    trace.event("cue", seq=1)
    trace.context(1.0, 1, CONTEXT)
    trace.close()
    assert list(tmp_path.iterdir()) == []
