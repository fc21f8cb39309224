from __future__ import annotations

import io
import sys

import pytest

from overlay.mishaps import Mishaps
from overlay.stderr import put, say


class Gone(io.StringIO):
    """A log that went with the display."""

    def write(self, _text: str) -> int:
        raise BrokenPipeError


def closed() -> io.StringIO:
    made = io.StringIO()
    made.close()
    return made


# None is what a program with windows has on Windows. Set in the test: pytest sets its own between the phases.
nobody_reads = pytest.mark.parametrize("stream", [None, closed(), Gone()], ids=["none", "closed", "gone"])


@nobody_reads
def test_words_that_nobody_can_read_are_lost_in_silence(
    stream: io.StringIO | None, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(sys, "stderr", stream)
    put("a line\n")
    say("a word")


@nobody_reads
def test_a_mishap_is_told_where_there_is_no_log(
    stream: io.StringIO | None, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(sys, "stderr", stream)
    told: list[str] = []
    mishaps = Mishaps(told.append)
    sys.excepthook(ValueError, ValueError("quoted"), None)
    mishaps.close()
    assert told == ["ValueError"]


def test_what_is_said_is_ours(capsys: pytest.CaptureFixture[str]) -> None:
    say("a word")
    assert capsys.readouterr().err == "sidecue: a word\n"
