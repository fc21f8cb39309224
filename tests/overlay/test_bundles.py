from __future__ import annotations

import os
import shutil
import sys
import time
from collections.abc import Iterator
from pathlib import Path

import pytest
from PySide6.QtCore import QFileSystemWatcher
from pytestqt.qtbot import QtBot

from content.library.reading import Reading
from overlay.bundles import BundleReader
from overlay.loop import QtLoop
from tests.overlay.desk import CARDS, write_bundle

SERVE = "import sys; from content.library.reading import serve; serve(sys.stdin.buffer, sys.stdout.buffer)"
PAY = CARDS["pay"]
OFTEN = 20_000  # ms within which a busy machine has surely read


class Bench:
    """A reader of bundles with a record of what it read and what failed."""

    def __init__(self, qtbot: QtBot, code: str) -> None:
        self._qtbot = qtbot
        self.reader = BundleReader(QtLoop(), [sys.executable, "-c", code])
        self.readings: list[Reading] = []
        self.failures: list[str] = []
        self.reader.read.connect(self.readings.append)
        self.reader.failed.connect(self.failures.append)

    def titles(self) -> set[str]:
        """The titles of the cards that were read last."""
        return {card.title for card in self.readings[-1].library.cards.values()} if self.readings else set()

    def wait_for(self, *titles: str) -> None:
        self._qtbot.waitUntil(lambda: self.titles() == set(titles), timeout=OFTEN)

    def settle(self, milliseconds: int = 600) -> None:
        """Until nothing is being read any more."""
        count = -1
        while count != len(self.readings) + len(self.failures):
            count = len(self.readings) + len(self.failures)
            self._qtbot.wait(milliseconds)


@pytest.fixture
def bench(qtbot: QtBot) -> Iterator[Bench]:
    made = Bench(qtbot, SERVE)
    yield made
    made.reader.close()


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    return write_bundle(tmp_path / "desk", pay=PAY)


def with_title(title: str) -> str:
    return PAY.replace("Before you pay", title)


def test_folders_are_read_off_the_gui_thread_and_once(bench: Bench, folder: Path) -> None:
    bench.reader.use([folder])
    assert bench.readings == []

    bench.wait_for("Before you pay")
    bench.settle()
    assert len(bench.readings) == 1


def test_a_folder_put_in_place_of_another_at_once_is_watched(bench: Bench, folder: Path) -> None:
    bench.reader.use([folder])
    bench.wait_for("Before you pay")
    other = write_bundle(folder.with_name("other"), pay=with_title("Another"))
    folder.rename(folder.with_name("away"))
    other.rename(folder)
    bench.wait_for("Another")
    (folder / "cards" / "pay.md").write_text(with_title("Saved"))
    bench.wait_for("Saved")


def test_cards_put_in_place_of_others_at_once_are_watched(bench: Bench, folder: Path) -> None:
    bench.reader.use([folder])
    bench.wait_for("Before you pay")
    other = write_bundle(folder.with_name("other"), pay=with_title("Another"))
    (folder / "cards").rename(folder.with_name("old"))
    (other / "cards").rename(folder / "cards")
    bench.wait_for("Another")
    (folder / "cards" / "pay.md").write_text(with_title("Saved"))
    bench.wait_for("Saved")


def test_a_save_in_place_is_read_and_the_next_one_too(bench: Bench, folder: Path) -> None:
    bench.reader.use([folder])
    bench.wait_for("Before you pay")
    for title in ("First", "Second"):
        (folder / "cards" / "pay.md").write_text(with_title(title))
        bench.wait_for(title)


def test_a_save_by_renaming_is_read_and_the_next_one_too(bench: Bench, folder: Path) -> None:
    bench.reader.use([folder])
    bench.wait_for("Before you pay")
    for title in ("First", "Second"):
        (folder / "cards" / ".pay.md.swp").write_text(with_title(title))
        (folder / "cards" / ".pay.md.swp").rename(folder / "cards" / "pay.md")
        bench.wait_for(title)


def test_new_folders_are_read_and_watched_and_deleted_cards_go(bench: Bench, folder: Path) -> None:
    bench.reader.use([folder])
    bench.wait_for("Before you pay")
    new = folder / "cards" / "more" / "yet"
    new.mkdir(parents=True)
    bench.settle()
    (new / "card.md").write_text(with_title("New"))
    bench.wait_for("Before you pay", "New")
    (new / "card.md").write_text(with_title("Newer"))
    bench.wait_for("Before you pay", "Newer")
    shutil.rmtree(folder / "cards" / "more")
    bench.wait_for("Before you pay")


def test_a_folder_that_appears_later_is_read_then(bench: Bench, tmp_path: Path) -> None:
    bench.reader.use([tmp_path / "share" / "team"])
    bench.wait_for()
    (tmp_path / "share").mkdir()
    bench.settle()
    before = len(bench.readings)
    (tmp_path / "unrelated").write_text("")
    bench.settle()
    assert len(bench.readings) == before

    write_bundle(tmp_path / "share" / "team", pay=PAY)
    bench.wait_for("Before you pay")


def test_a_folder_that_is_replaced_whole_is_still_watched(bench: Bench, folder: Path) -> None:
    bench.reader.use([folder])
    bench.wait_for("Before you pay")
    folder.rename(folder.with_name("old"))
    bench.wait_for()
    write_bundle(folder, pay=with_title("Replaced"))
    bench.wait_for("Replaced")
    (folder / "cards" / "pay.md").write_text(with_title("Edited"))
    bench.wait_for("Edited")


def test_a_burst_of_saves_is_few_readings_and_the_last_one_counts(
    bench: Bench, qtbot: QtBot, folder: Path
) -> None:
    bench.reader.use([folder])
    bench.wait_for("Before you pay")
    for number in range(100):
        (folder / "cards" / "pay.md").write_text(with_title(f"Draft {number}"))
        qtbot.wait(5)

    bench.wait_for("Draft 99")
    bench.settle()
    assert len(bench.readings) <= 20  # a busy machine may see a few pauses in the burst


def test_saves_during_a_reading_lead_to_one_more(bench: Bench, folder: Path) -> None:
    for _ in range(10):
        bench.reader.use([folder])
    bench.wait_for("Before you pay")
    bench.settle()
    assert len(bench.readings) == 2


def test_files_that_only_tools_care_for_wake_nobody(bench: Bench, folder: Path) -> None:
    (folder / ".git" / "objects").mkdir(parents=True)
    bench.reader.use([folder])
    bench.wait_for("Before you pay")
    for number in range(5):
        (folder / ".git" / "objects" / f"{number}").write_text("x")
    bench.settle()
    assert len(bench.readings) == 1


def test_other_folders_take_the_place_of_those_before(bench: Bench, folder: Path, tmp_path: Path) -> None:
    other = write_bundle(tmp_path / "other", pay=with_title("Other"))
    bench.reader.use([folder])
    bench.wait_for("Before you pay")
    bench.reader.use([other])
    bench.wait_for("Other")
    before = len(bench.readings)
    (folder / "cards" / "pay.md").write_text(with_title("Nobody reads this"))
    bench.settle()
    assert len(bench.readings) == before


@pytest.mark.skipif(not hasattr(os, "geteuid") or os.geteuid() == 0, reason="root may read everything")
def test_a_folder_that_must_not_be_read_is_a_problem_of_its_own(bench: Bench, folder: Path) -> None:
    folder.chmod(0)
    bench.reader.use([folder])
    bench.wait_for()
    folder.chmod(0o700)


@pytest.mark.parametrize(
    ("code", "reason"),
    [
        ("raise SystemExit(3)", "status 3"),
        ("import os, signal; os.kill(os.getpid(), signal.SIGKILL)", "status -9"),
        ("print('nonsense')", "damaged"),
    ],
)
def test_a_failing_reader_says_why_each_time(qtbot: QtBot, folder: Path, code: str, reason: str) -> None:
    bench = Bench(qtbot, code)
    bench.reader.use([folder])
    qtbot.waitUntil(lambda: len(bench.failures) == 1, timeout=OFTEN)
    (folder / "cards" / "pay.md").write_text(with_title("Again"))
    qtbot.waitUntil(lambda: len(bench.failures) == 2, timeout=OFTEN)
    bench.reader.close()

    assert bench.readings == []
    assert all(reason in failure for failure in bench.failures)


def test_what_was_read_stays_when_the_next_reading_fails(qtbot: QtBot, folder: Path, tmp_path: Path) -> None:
    once = f"import os; os.mkdir({str(tmp_path / 'once')!r}); {SERVE}"
    bench = Bench(qtbot, once)
    bench.reader.use([folder])
    bench.wait_for("Before you pay")
    (folder / "cards" / "pay.md").write_text(with_title("Never read"))
    qtbot.waitUntil(lambda: len(bench.failures) == 1, timeout=OFTEN)
    bench.reader.close()

    assert bench.titles() == {"Before you pay"}
    assert "FileExistsError" in bench.failures[0]


def test_closing_during_a_reading_waits_for_nothing_and_tells_nothing(qtbot: QtBot, folder: Path) -> None:
    bench = Bench(qtbot, "import time; time.sleep(60)")
    bench.reader.use([folder])
    qtbot.wait(300)
    began = time.monotonic()
    bench.reader.close()
    bench.reader.close()

    assert time.monotonic() - began < 5
    qtbot.wait(100)
    assert bench.readings == []
    assert bench.failures == []


def test_after_closing_no_save_is_read(bench: Bench, folder: Path) -> None:
    bench.reader.use([folder])
    bench.wait_for("Before you pay")
    (folder / "cards" / "pay.md").write_text(with_title("Late"))
    bench.reader.close()
    bench.settle()

    assert bench.titles() == {"Before you pay"}
    assert bench.failures == []


def test_a_path_that_no_system_takes_is_a_problem_and_ends_nothing(bench: Bench, folder: Path) -> None:
    bench.reader.use([folder, Path("/" + "x" * 300)])
    bench.wait_for("Before you pay")
    assert len(bench.readings[-1].library.left_out) == 1
    (folder / "cards" / "pay.md").write_text(with_title("Saved"))
    bench.wait_for("Saved")


def test_what_cannot_even_be_looked_at_is_told_and_ends_nothing(
    bench: Bench, folder: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    def fail(*_: object) -> None:
        raise MemoryError("no room")

    with monkeypatch.context() as broken:
        broken.setattr("overlay.bundle_watch.Found.of", fail)
        bench.reader.use([folder])
        bench.settle()
    assert bench.failures == ["MemoryError: no room"]
    bench.reader.use([folder])
    bench.wait_for("Before you pay")


def test_files_that_the_system_will_not_watch_are_told(
    bench: Bench, folder: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    told: list[int] = []
    bench.reader.unwatched.connect(told.append)
    monkeypatch.setattr(QFileSystemWatcher, "addPaths", lambda _self, paths: list(paths))
    bench.reader.use([folder])
    bench.wait_for("Before you pay")
    assert told
    assert told[-1] >= 3  # the folder, its cards, the bundle's file
