from __future__ import annotations

import io
import sys
import threading
import time
from pathlib import Path

import pytest

from content.bundles.builtin import accounts_team, starter
from content.library.reading import ApartReader, Reading, ReadingError, question, read_library, serve
from content.library.stored_index import StoredIndex
from triggers.context import Context

SERVE = "import sys; from content.library.reading import serve; serve(sys.stdin.buffer, sys.stdout.buffer)"
PAYMENTS = Context(app="soffice", title="Payment run 12.ods", os="linux")


def python(code: str) -> list[str]:
    """The command of a reader that does what ``code`` says."""
    return [sys.executable, "-c", code]


def test_a_process_of_its_own_reads_what_would_be_read_here(tmp_path: Path) -> None:
    folders = [accounts_team(), tmp_path / "missing", starter()]

    reading = ApartReader(python(SERVE)).read(folders)

    here = read_library(folders)
    assert dict(reading.library.cards) == dict(here.cards)
    assert reading.library.problems == here.problems
    assert reading.library.offers(PAYMENTS) == here.offers(PAYMENTS) != ()


def test_its_index_searches_what_it_read() -> None:
    index = ApartReader(python(SERVE)).read([accounts_team()]).open_index()
    try:
        assert index.search("undo payment", 1).hits[0].card == "accounts-team/payments/undo-run"
    finally:
        index.close()


def test_a_folder_that_is_no_bundle_keeps_no_other_from_being_read(tmp_path: Path) -> None:
    library = read_library([tmp_path, accounts_team()])

    assert [bundle.id for bundle in library.bundles] == ["accounts-team"]
    assert [problem.file for problem in library.left_out] == [str(tmp_path / "bundle.yaml")]


def test_the_reader_answers_on_its_standard_output() -> None:
    asked, answer = io.BytesIO(question([starter()])), io.BytesIO()

    serve(asked, answer)

    assert len(answer.getvalue()) > 1000


@pytest.mark.parametrize(
    ("code", "reason"),
    [
        ("raise SystemExit(3)", r"ended with status 3$"),
        ("raise ValueError('no such card')", r"ended with status 1: ValueError: no such card$"),
        ("import os, signal; os.kill(os.getpid(), signal.SIGSEGV)", r"ended with status -11$"),
        ("pass", r"answer is damaged"),
        ("print('good morning')", r"answer is damaged"),
        ("import os; os.write(1, bytes(range(256)) * 4000)", r"answer is damaged"),
        (
            "import pickle, os; os.write(1, b'\\0' * 7 + b'\\x20' + pickle.dumps(['cards']))",
            r"answer is something else$",
        ),
        (
            "import os; os.write(1, b'\\0' * 7 + b'\\x20cno.such.module\\nThing\\n.')",
            r"answer is damaged.*no",
        ),
    ],
)
def test_a_reader_that_fails_says_why(code: str, reason: str) -> None:
    with pytest.raises(ReadingError, match=reason):
        ApartReader(python(code)).read([starter()])


def test_a_reader_that_cannot_be_started_says_why(tmp_path: Path) -> None:
    with pytest.raises(ReadingError, match=r"cannot be started: .*nowhere"):
        ApartReader([str(tmp_path / "nowhere")]).read([starter()])


def test_a_reader_that_hangs_is_given_up() -> None:
    began = time.monotonic()

    with pytest.raises(ReadingError, match=r"not read within 0\.3 seconds"):
        ApartReader(python("import time; time.sleep(60)"), patience=0.3).read([starter()])

    assert time.monotonic() - began < 10


def test_a_reading_can_be_stopped_from_another_thread() -> None:
    reader = ApartReader(python("import time; time.sleep(60)"))
    stopping = threading.Timer(0.2, reader.stop)
    stopping.start()
    began = time.monotonic()

    with pytest.raises(ReadingError, match=r"ended with status"):
        reader.read([starter()])

    assert time.monotonic() - began < 10
    stopping.join()


def test_no_reading_begins_after_stop() -> None:
    reader = ApartReader(python("raise SystemExit(3)"))
    reader.stop()

    with pytest.raises(ReadingError, match="stopped"):
        reader.read([starter()])


def test_a_reading_is_a_value() -> None:
    library = read_library([])
    assert Reading(library, StoredIndex()) == Reading(library, StoredIndex())
