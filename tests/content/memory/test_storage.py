"""The storage under damage, full disks, newer files and kills: the state survives, the report is plain."""

from __future__ import annotations

import json
import resource
import signal
import subprocess
import sys
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path

import pytest

from content.memory import schema
from content.memory.storage import AtomicJSONStorage
from tests.content.memory.examples import Clock

ABOUT: schema.Tables = {"about": {"file": {"schema": 1}}}
OLD: schema.Tables = {**ABOUT, "settings": {"theme": {"value": "light"}}}
NEW: schema.Tables = {**ABOUT, "settings": {"theme": {"value": "dark"}}}


@pytest.fixture
def file(tmp_path: Path) -> Path:
    return tmp_path / "memory.json"


def opened(file: Path, *, read_only: bool = False) -> AtomicJSONStorage:
    return AtomicJSONStorage(file, Clock(), read_only=read_only)


def written(file: Path, *versions: schema.Tables) -> None:
    """Leave ``file`` as a session leaves it that wrote ``versions`` one after the other."""
    storage = opened(file)
    for version in versions:
        storage.write(version)
    storage.close()


def names(file: Path) -> list[str]:
    return sorted(path.name for path in file.parent.iterdir())


def test_a_first_start_reads_empty_tables_and_writes_nothing(file: Path) -> None:
    storage = opened(file)
    assert (storage.read(), storage.problems, names(file)) == (ABOUT, (), [])


def test_what_is_written_is_read_again_as_utf_8(file: Path) -> None:
    written(file, {**ABOUT, "settings": {"side": {"value": "größer 右"}}})
    assert "größer 右".encode() in file.read_bytes()
    assert opened(file).read()["settings"]["side"]["value"] == "größer 右"


def test_a_byte_order_mark_does_no_harm(file: Path) -> None:
    file.write_bytes(b"\xef\xbb\xbf" + json.dumps(NEW).encode())
    storage = opened(file)
    assert (storage.read(), storage.problems) == (NEW, ())


def test_the_last_good_copy_is_the_version_before(file: Path) -> None:
    written(file, OLD, NEW)
    assert json.loads(file.read_bytes()) == NEW
    assert json.loads(file.with_name("memory.json.bak").read_bytes()) == OLD
    assert names(file) == ["memory.json", "memory.json.bak"]


def test_only_the_person_can_read_the_file(file: Path) -> None:
    written(file, OLD)
    assert file.stat().st_mode & 0o077 == 0


def test_reads_touch_no_disk(file: Path) -> None:
    written(file, NEW)
    storage = opened(file)
    file.unlink()
    assert storage.read() == NEW


def test_many_changes_cost_one_write(file: Path) -> None:
    asked: list[Callable[[], None]] = []
    storage = AtomicJSONStorage(file, Clock(), asked.append)
    storage.write(OLD)
    storage.write(NEW)
    assert (len(asked), names(file)) == (1, [])
    asked.pop()()
    assert json.loads(file.read_bytes()) == NEW
    storage.write(OLD)
    assert len(asked) == 1  # asked again for the next batch
    storage.close()
    assert json.loads(file.read_bytes()) == OLD


def test_a_callback_that_comes_after_close_writes_nothing(file: Path) -> None:
    asked: list[Callable[[], None]] = []
    storage = AtomicJSONStorage(file, Clock(), asked.append)
    storage.write(OLD)
    storage.close()
    file.unlink()
    asked.pop()()
    assert not file.exists()


DAMAGE = {
    "zero bytes": b"",
    "cut off": json.dumps(NEW).encode()[:-9],
    "filled with NULs": b"\0" * 400,
    "NULs at the end": json.dumps(NEW).encode() + b"\0" * 8,
    "not UTF-8": json.dumps(NEW).encode() + b"\xff",
    "not an object": b"[1, 2]",
    "no tables": b"{}",
    "no version": b'{"about": {}, "settings": {}}',
    "an old version that never was": b'{"about": {"file": {"schema": 0}}}',
    "wrong type of a row": b'{"about": {"file": {"schema": 1}}, "progress": {"k": 5}}',
    "wrong kind of wish": json.dumps(
        {**ABOUT, "wishes": {"k": {"kind": "x", "card": "", "app": "", "since": "2026-05-04T09:00:00Z"}}}
    ).encode(),
    "time without a zone": json.dumps(
        {**ABOUT, "recent": {"k": {"count": 1, "order": 1, "last": "2026-05-04T09:00:00"}}}
    ).encode(),
    "endless nesting": b'{"about":' + b"[" * 100_000,
}


@pytest.mark.parametrize("damage", DAMAGE.values(), ids=DAMAGE)
def test_a_damaged_file_is_set_aside_reported_and_replaced(file: Path, damage: bytes) -> None:
    written(file, OLD, NEW)
    file.write_bytes(damage)
    storage = opened(file)
    assert storage.read() == OLD
    aside = file.with_name("memory.json.damaged-20260504-090000")
    assert aside.read_bytes() == damage
    assert json.loads(file.read_bytes()) == OLD
    (problem,) = storage.problems
    assert str(file) in problem
    assert f"set it aside as {aside.name} and went back to the last good copy" in problem
    storage.close()
    assert opened(file).problems == ()


def test_without_a_good_copy_it_starts_afresh_and_keeps_both_damaged_files(file: Path) -> None:
    written(file, OLD, NEW)
    file.write_bytes(b"main")
    file.with_name("memory.json.bak").write_bytes(b"copy")
    storage = opened(file)
    assert storage.read() == ABOUT
    assert "started afresh" in storage.problems[0]
    kept = {path.read_bytes() for path in file.parent.glob("*.damaged-*")}
    assert kept == {b"main", b"copy"}


def test_two_damaged_files_of_one_second_are_both_kept(file: Path) -> None:
    for content in (b"first", b"second"):
        file.write_bytes(content)
        opened(file).close()
    assert {path.read_bytes() for path in file.parent.glob("*.damaged-*")} == {b"first", b"second"}


@pytest.mark.parametrize("name", ["memory.json", "memory.json.bak"])
def test_a_file_of_a_newer_sidecue_is_left_untouched(file: Path, name: str) -> None:
    newer = b'{"about": {"file": {"schema": 2}}, "progress": ["another shape"]}'
    file.with_name(name).write_bytes(newer)
    storage = opened(file)
    storage.write(NEW)
    assert storage.read() == NEW  # this session goes on in memory
    storage.close()
    assert (names(file), file.with_name(name).read_bytes()) == ([name], newer)
    assert "newer Sidecue" in storage.problems[0]
    assert "update Sidecue" in storage.problems[0]


def test_what_the_person_asked_for_holds_in_a_file_of_a_newer_sidecue(file: Path) -> None:
    wish = {
        "kind": "never",
        "card": "desk/pay",
        "app": "",
        "since": "2026-05-04T09:00:00+00:00",
        "until": None,
    }
    newer = {
        "about": {"file": {"schema": 2}},
        "settings": {"event_log": {"value": False, "by": "you"}},
        "wishes": {"k": wish, "other": {"kind": "a new one"}},
        "progress": ["another shape"],
    }
    file.write_text(json.dumps(newer))
    storage = opened(file)
    assert storage.read()["settings"] == {"event_log": {"value": False}}
    assert [row["card"] for row in storage.read()["wishes"].values()] == ["desk/pay"]
    assert not storage.lost_settings


@pytest.mark.parametrize("settings", [["another shape"], {"event_log": {"value": {"on": False}}}])
def test_settings_of_a_newer_sidecue_that_cannot_be_read_are_lost(file: Path, settings: object) -> None:
    file.write_text(json.dumps({"about": {"file": {"schema": 2}}, "settings": settings}))
    storage = opened(file)
    assert storage.lost_settings
    assert "remembers no cards, learns and notes nothing" in storage.problems[-1]


def test_settings_are_lost_with_a_damaged_file_and_not_on_a_first_start(file: Path) -> None:
    assert not opened(file).lost_settings
    written(file, OLD, NEW)
    file.write_bytes(b"main")
    assert not opened(file).lost_settings  # there is the last good copy
    file.write_bytes(b"main")
    file.with_name("memory.json.bak").write_bytes(b"copy")
    assert opened(file).lost_settings
    assert not opened(file).lost_settings


def test_forgetting_takes_older_versions_and_damaged_ones_along(file: Path) -> None:
    written(file, OLD, NEW)
    for name in ("memory.json.damaged-20260101-000000", "memory.json.bak.damaged-20260101-000000-2"):
        file.with_name(name).write_bytes(b"light")
    storage = opened(file)
    storage.write(NEW)
    storage.flush_both()
    assert names(file) == ["memory.json", "memory.json.bak"]
    assert all(b"light" not in path.read_bytes() for path in file.parent.iterdir())


def test_a_damaged_copy_that_cannot_be_deleted_is_told(file: Path) -> None:
    aside = file.with_name("memory.json.damaged-20260101-000000")
    aside.mkdir()
    storage = opened(file)
    storage.flush_both()
    assert storage.problems[0].startswith(f"{aside} cannot be deleted: ")


def test_a_crash_between_the_two_renames_loses_nothing(file: Path) -> None:
    written(file, OLD, NEW)
    file.rename(file.with_name("memory.json.new"))
    storage = opened(file)
    assert (storage.read(), storage.problems) == (NEW, ())
    assert json.loads(file.read_bytes()) == NEW


def test_a_crash_while_the_new_version_is_written_leaves_the_old_one(file: Path) -> None:
    written(file, OLD)
    file.with_name("memory.json.new").write_bytes(b'{"about"')
    storage = opened(file)
    assert (storage.read(), storage.problems) == (OLD, ())


def test_a_file_that_vanished_comes_back_from_the_last_good_copy(file: Path) -> None:
    written(file, OLD, NEW)
    file.unlink()
    storage = opened(file)
    assert storage.read() == OLD
    assert "is missing" in storage.problems[0]


@contextmanager
def a_disk_with_room_for(size: int) -> Iterator[None]:
    """The system refuses to let any file of this process grow beyond ``size`` bytes."""
    soft, hard = resource.getrlimit(resource.RLIMIT_FSIZE)
    resource.setrlimit(resource.RLIMIT_FSIZE, (size, hard))
    try:
        yield
    finally:
        resource.setrlimit(resource.RLIMIT_FSIZE, (soft, hard))


def test_a_full_disk_is_reported_loses_nothing_and_is_forgotten_when_there_is_room(file: Path) -> None:
    written(file, OLD)
    storage = opened(file)
    with a_disk_with_room_for(10):
        storage.write(NEW)
    assert storage.read() == NEW
    assert json.loads(file.read_bytes()) == OLD
    (problem,) = storage.problems
    assert str(file.parent) in problem
    assert "make room on the disk" in problem
    storage.flush()
    assert (json.loads(file.read_bytes()), storage.problems) == (NEW, ())


def test_a_folder_that_cannot_be_written_is_reported_and_the_session_goes_on(file: Path) -> None:
    written(file, OLD)
    file.with_name("memory.json.new").mkdir()  # works as root too, unlike taking permissions away
    storage = opened(file)
    storage.write(NEW)
    storage.close()
    assert storage.read() == NEW
    assert len(storage.problems) == 1
    assert json.loads(file.read_bytes()) == OLD


def test_a_file_that_cannot_be_read_is_left_alone(file: Path) -> None:
    file.mkdir()
    storage = opened(file)
    storage.write(NEW)
    storage.close()
    assert "cannot be read" in storage.problems[0]
    assert names(file) == ["memory.json"]


def test_a_reader_beside_the_app_touches_nothing(file: Path) -> None:
    written(file, OLD, NEW)
    file.write_bytes(b"damaged")
    before = {path: path.read_bytes() for path in file.parent.iterdir()}
    storage = opened(file, read_only=True)
    storage.write(NEW)
    storage.close()
    assert {path: path.read_bytes() for path in file.parent.iterdir()} == before
    assert "start the Sidecue app" in storage.problems[0]


WRITER = """
import itertools, sys
from datetime import datetime, UTC
from pathlib import Path
from content.memory.storage import AtomicJSONStorage
storage = AtomicJSONStorage(Path(sys.argv[1]), lambda: datetime.now(UTC))
rows = {f"filler {number}": {"value": "x" * 900} for number in range(200)}
for number in itertools.count(int(sys.argv[2])):
    storage.write({"about": {"file": {"schema": 1}}, "settings": {**rows, "number": {"value": number}}})
    print(number, flush=True)
"""


def test_a_kill_at_any_moment_loses_nothing_that_was_written(file: Path) -> None:
    last = 0
    for kill in range(8):
        writer = subprocess.Popen(
            [sys.executable, "-c", WRITER, str(file), str(last + 1)], stdout=subprocess.PIPE, text=True
        )
        assert writer.stdout is not None
        writer.stdout.readline()
        time.sleep(0.02 + 0.0037 * kill)  # another moment of the cycle each time
        writer.send_signal(signal.SIGKILL)
        acknowledged = [int(line) for line in writer.stdout.read().split()]
        writer.stdout.close()
        writer.wait()
        storage = opened(file)
        assert storage.problems == ()
        stored = storage.read()["settings"]["number"]["value"]
        assert stored >= max(acknowledged, default=last + 1)
        assert len(storage.read()["settings"]) == 201
        storage.close()
        last = stored
