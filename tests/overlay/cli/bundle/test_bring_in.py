from __future__ import annotations

import json
from pathlib import Path

import pytest

from tests.overlay.cli.conftest import Sidecue


@pytest.fixture
def wiki(tmp_path: Path) -> Path:
    (tmp_path / "wiki").mkdir()
    (tmp_path / "wiki" / "pay.md").write_text("# Pay\n\nSee [x](file:///x).\n", encoding="utf-8")
    return tmp_path / "wiki"


def test_an_import_says_what_it_did_and_what_it_could_not(
    sidecue: Sidecue, wiki: Path, tmp_path: Path
) -> None:
    done = sidecue("bundle", "import", wiki, "--into", tmp_path / "desk", "--title", "Desk")

    assert done.status == 0
    assert done.out.startswith(f"1 card and 1 other file added to {tmp_path / 'desk'}\n2 things could not")
    assert f"{wiki / 'pay.md'}:3: the link “file:///x”; cards may not lead there\n" in done.err
    assert "title: Desk\n" in (tmp_path / "desk" / "bundle.yaml").read_text(encoding="utf-8")
    assert sidecue("bundle", "check", tmp_path / "desk").status == 0


def test_in_json_too(sidecue: Sidecue, wiki: Path, tmp_path: Path) -> None:
    done = sidecue("bundle", "import", wiki, "--into", tmp_path / "desk", "--json")
    answer = json.loads(done.out)

    assert done.err == ""
    assert answer["added"] == ["bundle.yaml", "cards/pay.md"]
    assert answer["not_carried_over"][0]["name"] == "import-link"


@pytest.mark.parametrize(
    ("source", "origin", "status"),
    [("nowhere", "markdown", 2), ("wiki", "shortcuts", 1), ("wiki", "word", 2)],
)
def test_what_cannot_be_imported_writes_nothing(
    sidecue: Sidecue, wiki: Path, tmp_path: Path, source: str, origin: str, status: int
) -> None:
    done = sidecue("bundle", "import", tmp_path / source, "--into", tmp_path / "desk", "--from", origin)

    assert (done.status, done.out) == (status, "")
    assert done.err != ""
    assert not (tmp_path / "desk").exists()


def test_an_id_that_says_nothing_is_reported(sidecue: Sidecue, wiki: Path, tmp_path: Path) -> None:
    done = sidecue("bundle", "import", wiki, "--into", tmp_path / "財務")
    assert "bundle.yaml:0: the id is imported; the folder's name has no letters for one" in done.err


def test_a_file_is_no_place_for_a_bundle(sidecue: Sidecue, wiki: Path, tmp_path: Path) -> None:
    (tmp_path / "desk.txt").write_text("mine")
    done = sidecue("bundle", "import", wiki, "--into", tmp_path / "desk.txt")
    assert (done.status, done.out) == (2, "")
    assert "desk.txt:0: is not a folder" in done.err
