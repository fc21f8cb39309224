from __future__ import annotations

import csv
import io
import json
import shutil
from pathlib import Path

import pytest

from content.evidence.log import EvidenceLog
from tests.content.evidence.examples import acknowledged, log_of
from tests.overlay.cli.conftest import Sidecue


@pytest.fixture
def log(profile: Path) -> EvidenceLog:
    """A log of four entries in the profile, the last of them declined."""
    return log_of(profile / "evidence", 4)


def lines(log: EvidenceLog) -> list[bytes]:
    return log.file.read_bytes().splitlines(keepends=True)


@pytest.mark.parametrize("action", ["list", "verify", "key"])
def test_nothing_recorded_is_no_problem(sidecue: Sidecue, profile: Path, action: str) -> None:
    done = sidecue("evidence", action)
    assert (done.status, done.err) == (0, "")
    assert done.out == "Nothing was recorded on this desk yet; its key is made with the first entry.\n"
    assert sidecue("evidence", action, "--json").status == 0
    assert not profile.exists()


def test_the_list_has_every_entry(sidecue: Sidecue, log: EvidenceLog) -> None:
    done = sidecue("evidence", "list")
    assert done.status == 0
    assert done.out.splitlines()[2:] == [
        "    3  2026-05-04 09:03  done      desk/card-0 (2 of 2)",
        "    4  2026-05-04 09:04  declined  desk/card-1 (2 of 2): späť =1+1",
    ]
    rows = json.loads(sidecue("evidence", "list", "--json").out)
    assert [row["number"] for row in rows] == [1, 2, 3, 4]
    assert rows[3]["reason"] == "späť =1+1"


def test_an_untouched_log_verifies(sidecue: Sidecue, log: EvidenceLog) -> None:
    key = json.loads(sidecue("evidence", "key", "--json").out)
    done = sidecue("evidence", "verify", "--key", key["key"], "--known", key["mark"])
    assert (done.status, done.err) == (0, "")
    assert done.out == f"4 entries, as desk {key['desk']} signed them: nothing was changed.\n"
    told = json.loads(sidecue("evidence", "verify", "--json").out)
    assert told == {"intact": True, "entries": 4, "ending": "clean", "findings": [], **key}


def test_every_change_is_named_with_its_line(sidecue: Sidecue, log: EvidenceLog) -> None:
    there = lines(log)
    there[1] = there[1].replace(b'"how":"done"', b'"how":"declined"')
    del there[2]
    log.file.write_bytes(b"".join(there))
    done = sidecue("evidence", "verify")
    assert (done.status, done.out) == (1, "")
    assert done.err.splitlines() == [
        f"{log.file}:2: the entry was altered, or is not of this desk: its signature does not fit",
        f"{log.file}:3: entry 3 is missing before entry 4",
        f"{log.file}:4: 1 entry is missing at the end: the head was signed for 4",
    ]
    told = json.loads(sidecue("evidence", "verify", "--json").out)
    assert told["intact"] is False
    assert [finding["line"] for finding in told["findings"]] == [2, 3, 4]
    assert sidecue("evidence", "list").status == 1


def test_an_interrupted_entry_is_no_tampering(sidecue: Sidecue, log: EvidenceLog) -> None:
    log.file.write_bytes(log.file.read_bytes() + b'{"be')
    done = sidecue("evidence", "verify")
    assert (done.status, done.err) == (0, "")
    assert done.out.endswith(
        "An entry was interrupted and never recorded; Sidecue clears it up at its next start.\n"
    )


def test_what_somebody_else_kept_shows_an_older_log_put_back(
    sidecue: Sidecue, log: EvidenceLog, tmp_path: Path
) -> None:
    older = tmp_path / "older"
    shutil.copytree(log.folder, older)
    log.append(acknowledged(5))
    mark = json.loads(sidecue("evidence", "key", "--json").out)["mark"]
    shutil.rmtree(log.folder)
    shutil.copytree(older, log.folder)

    assert sidecue("evidence", "verify").status == 0  # what is on the desk fits together
    done = sidecue("evidence", "verify", "--known", mark)
    assert (done.status, done.err) == (
        1,
        f"{log.file}:5: it is known to have had 5, and entries are missing\n",
    )
    log.append(acknowledged(6))
    done = sidecue("evidence", "verify", "--known", mark)
    assert done.err == f"{log.file}:5: is not the entry 5 that is known\n"


def test_another_desks_copy_needs_no_private_key(sidecue: Sidecue, log: EvidenceLog, tmp_path: Path) -> None:
    key = json.loads(sidecue("evidence", "key", "--json").out)["key"]
    copy = tmp_path / "copy"
    shutil.copytree(log.folder, copy)
    (copy / "key.pem").unlink()
    assert sidecue("evidence", "verify", "--folder", copy, "--key", key).status == 0
    done = sidecue("evidence", "verify", "--folder", copy, "--key", "0" * 64)
    assert (done.status, done.err) == (1, f"{copy}/head.json:0: is not signed by the key that was named\n")


def test_the_table_is_for_its_owner_and_overwrites_nothing(
    sidecue: Sidecue, log: EvidenceLog, tmp_path: Path
) -> None:
    file = tmp_path / "may.csv"
    done = sidecue("evidence", "export", file)
    assert (done.status, done.out) == (0, f"4 entries in {file}\n")
    rows = list(csv.DictReader(io.StringIO(file.read_bytes().decode("utf-8-sig"))))
    assert [row["number"] for row in rows] == ["1", "2", "3", "4"]

    there = file.read_bytes()
    done = sidecue("evidence", "export", file)
    assert (done.status, done.err) == (2, f"sidecue: {file} is there already; name another file\n")
    assert file.read_bytes() == there

    log.file.write_bytes(b"".join(lines(log)[1:]))
    done = sidecue("evidence", "export", tmp_path / "june.csv")
    assert done.status == 1
    assert b"missing before entry 2" in (tmp_path / "june.csv").read_bytes()


@pytest.mark.parametrize(
    "options", [["--key", "abc"], ["--known", "12"], ["--known", "01:" + "0" * 64], ["--folder", "nowhere"]]
)
def test_wrong_use(sidecue: Sidecue, options: list[str]) -> None:
    assert sidecue("evidence", "verify", *options).status == 2


def test_a_log_that_cannot_be_read_is_told(sidecue: Sidecue, log: EvidenceLog) -> None:
    log.file.unlink()
    log.file.mkdir()
    done = sidecue("evidence", "verify")
    assert done.status == 1
    assert done.err == f"sidecue: {log.file}: cannot be read: Is a directory; make it readable\n"
