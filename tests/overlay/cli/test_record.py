"""`why --record`: off until a person says yes, private, one line a window, kept when the disk is full."""

from __future__ import annotations

import errno
import io
import json
import os
import stat
import sys
from collections.abc import Callable
from pathlib import Path

import pytest

from content.bundles.reader import read_bundle
from content.library.library import Library
from overlay.cli.record import Recorder
from overlay.cli.trace_file import RecordError, TraceFile
from tests.overlay.cli.conftest import Sidecue
from tests.overlay.desk import BROWSER, GAME, MAIL, PAYMENTS, Windows
from triggers.context import WindowInfo
from triggers.selection import Candidate
from triggers.sources import supervisor
from triggers.sources.base import Deliver, NothingFocused, SourceState, Unavailable
from triggers.sources.selector import Factory

Sees = Callable[..., None]


class PlayedSource:
    """Implements WindowSource: delivers what a test lets it see."""

    name = "played"

    def __init__(self, states: tuple[SourceState, ...]) -> None:
        self._states = states

    def start(self, deliver: Deliver) -> None:
        windows = Windows(deliver)
        for state in self._states:
            windows.see(state)

    def activate(self, window_id: int) -> None:
        pass

    def close(self) -> None:
        pass


@pytest.fixture
def sees(monkeypatch: pytest.MonkeyPatch) -> Sees:
    """Let the recorder see these states."""

    def see(*states: SourceState) -> None:
        played: Candidate[Factory] = Candidate("played", lambda _loop, _own_pid: PlayedSource(states))
        monkeypatch.setattr(supervisor, "CANDIDATES", (played,))

    return see


@pytest.fixture
def file(tmp_path: Path) -> Path:
    return tmp_path / "day.jsonl"


def test_windows_are_written_with_the_cards_they_bring(
    sidecue: Sidecue, bundle: Path, file: Path, sees: Sees
) -> None:
    sees(PAYMENTS, NothingFocused(), MAIL, GAME)
    done = sidecue("why", "--bundle", bundle, "--record", file, "--yes", "--for", 0)
    assert done.status == 0
    lines = [json.loads(line) for line in file.read_text().splitlines()]
    assert [line["cards"] for line in lines] == [["desk/pay", "desk/undo"], ["desk/mail"], []]
    assert set(lines[0]) == {"app", "class", "title", "os", "cards"}
    assert lines[0]["title"] == "Payment run 12.ods"
    assert f"{file}: 3 lines" in done.err
    assert done.out == ""
    assert sidecue("bundle", "test", bundle, "--trace", file).err.count("expected") == 0


@pytest.mark.skipif(sys.platform == "win32", reason="Windows has no such permissions")
def test_nobody_else_may_read_it(sidecue: Sidecue, bundle: Path, file: Path, sees: Sees) -> None:
    sees(MAIL)
    sidecue("why", "--bundle", bundle, "--record", file, "--yes", "--for", 0)
    assert stat.S_IMODE(file.stat().st_mode) == 0o600


@pytest.mark.parametrize("answer", ["", "\n", "n\n", "perhaps\n"])
def test_without_a_clear_yes_nothing_is_recorded(
    sidecue: Sidecue, bundle: Path, file: Path, sees: Sees, monkeypatch: pytest.MonkeyPatch, answer: str
) -> None:
    sees(MAIL)
    monkeypatch.setattr("sys.stdin", io.StringIO(answer))
    done = sidecue("why", "--bundle", bundle, "--record", file, "--for", 0)
    assert (done.status, file.exists()) == (1, False)
    assert "Its title as it is" in done.err
    assert "Nothing was recorded." in done.err


def test_a_person_says_yes(
    sidecue: Sidecue, bundle: Path, file: Path, sees: Sees, monkeypatch: pytest.MonkeyPatch
) -> None:
    sees(MAIL)
    monkeypatch.setattr("sys.stdin", io.StringIO("Y\n"))
    assert sidecue("why", "--bundle", bundle, "--record", file, "--for", 0).status == 0
    assert file.exists()


def test_titles_can_be_masked(sidecue: Sidecue, bundle: Path, file: Path, sees: Sees) -> None:
    sees(PAYMENTS, WindowInfo(11, "thunderbird", "t", "Write: Anna 1984"))
    done = sidecue("why", "--bundle", bundle, "--record", file, "--yes", "--mask", "--for", 0)
    titles = [json.loads(line)["title"] for line in file.read_text().splitlines()]
    assert titles == ["Payment run 00.xxx", "Xxxxx: Xxxx 0000"]
    assert "but for words that your rules name" in done.err


def test_a_masked_window_that_would_bring_other_cards_states_none(
    sidecue: Sidecue, bundle: Path, file: Path, sees: Sees
) -> None:
    card = bundle / "cards" / "pay.md"
    card.write_text("---\ntitle: Pay\nwhen: {title_re: '^A\\pLna$'}\n---\nText.\n")
    sees(WindowInfo(11, "thunar", "t", "Anna"))
    done = sidecue("why", "--bundle", bundle, "--record", file, "--yes", "--mask", "--for", 0)
    assert "cards" not in json.loads(file.read_text())
    assert "1 of them state no cards" in done.err


def test_it_never_writes_over_what_is_there(sidecue: Sidecue, bundle: Path, file: Path, sees: Sees) -> None:
    sees(MAIL)
    file.write_text("mine")
    done = sidecue("why", "--bundle", bundle, "--record", file, "--yes", "--for", 0)
    assert (done.status, file.read_text()) == (2, "mine")
    assert "is there already" in done.err
    with pytest.raises(FileExistsError):
        TraceFile(file)


def test_where_no_window_can_be_seen_no_file_stays(
    sidecue: Sidecue, bundle: Path, file: Path, sees: Sees
) -> None:
    sees(Unavailable("there is no window manager", passing=True))
    done = sidecue("why", "--bundle", bundle, "--record", file, "--yes", "--for", 0.2)
    assert (done.status, file.exists()) == (1, False)
    assert "nothing was recorded: there is no window manager" in done.err


def test_a_folder_that_is_not_there_is_named(sidecue: Sidecue, bundle: Path, tmp_path: Path) -> None:
    file = tmp_path / "none" / "day.jsonl"
    done = sidecue("why", "--bundle", bundle, "--record", file, "--yes", "--for", 0)
    assert done.status == 1
    assert str(file) in done.err


@pytest.mark.parametrize(
    "arguments",
    [("--mask",), ("--yes",), ("--for", 1), ("--record", "x", "--app", "a"), ("-", "--record", "x")],
)
def test_options_that_contradict_each_other_are_wrong_use(
    sidecue: Sidecue, arguments: tuple[object, ...]
) -> None:
    done = sidecue("why", *arguments)
    assert done.status == 2
    assert "record" in done.err


def test_a_full_disk_keeps_every_whole_line(file: Path, bundle: Path) -> None:
    calls = 0

    def full_at_the_third(descriptor: int, data: bytes) -> int:
        nonlocal calls
        calls += 1
        if calls == 3:
            os.write(descriptor, data[:7])
            raise OSError(errno.ENOSPC, "No space left on device")
        return os.write(descriptor, data)

    out = TraceFile(file, full_at_the_third)
    recorder = Recorder(Library([read_bundle(bundle)]), out, None)
    windows = Windows(recorder.observe)
    for window in (PAYMENTS, MAIL, GAME, BROWSER):
        windows.see(window)
    out.close()
    assert recorder.failure == (
        "cannot be written any further: No space left on device; the lines before are kept"
    )
    assert [json.loads(line)["app"] for line in file.read_text().splitlines()] == ["soffice", "thunderbird"]


def test_half_a_line_is_taken_back(file: Path) -> None:
    out = TraceFile(file, lambda descriptor, data: os.write(descriptor, data[:3]))
    with pytest.raises(RecordError, match="no room for a whole line"):
        out.add("a long line")
    out.close()
    assert file.read_bytes() == b""


def test_the_same_window_twice_running_is_one_line(file: Path, bundle: Path) -> None:
    out = TraceFile(file)
    windows = Windows(Recorder(Library([read_bundle(bundle)]), out, None).observe)
    for window in (MAIL, MAIL, GAME, MAIL):
        windows.see(window)
    out.close()
    assert len(file.read_text().splitlines()) == 3
