from __future__ import annotations

import json
import re
from pathlib import Path

from tests.overlay.cli.conftest import Sidecue


def test_a_new_bundle_passes_the_strict_check(sidecue: Sidecue, tmp_path: Path) -> None:
    folder = tmp_path / "treasury-desk"
    made = sidecue("bundle", "new", folder, "--title", "Treasury", "--publisher", "Example Treasury")
    assert (made.status, made.err) == (0, "")
    assert f"sidecue bundle check {folder}" in made.out
    checked = sidecue("bundle", "check", folder, "--strict")
    assert (checked.status, checked.out) == (0, "2 cards, 0 errors, 0 warnings\n")


def test_the_task_of_the_editor_understands_the_findings(sidecue: Sidecue, tmp_path: Path) -> None:
    folder = tmp_path / "desk"
    sidecue("bundle", "new", folder)
    with (folder / "cards" / "write-a-card.md").open("a", encoding="utf-8") as card:
        card.write("<b>HTML</b>\n")
    tasks = json.loads((folder / ".vscode" / "tasks.json").read_text(encoding="utf-8"))["tasks"]
    pattern = tasks[0]["problemMatcher"]["pattern"]
    (finding,) = sidecue("bundle", "check", folder).err.splitlines()
    found = re.fullmatch(pattern["regexp"], finding)
    assert found
    said = {part: found[pattern[part]] for part in ("file", "line", "severity", "code", "message")}
    assert said == {
        "file": str(folder / "cards" / "write-a-card.md"),
        "line": "22",
        "severity": "warning",
        "code": "html",
        "message": "HTML is shown as text; use Markdown, or put code in `backticks`",
    }


def test_an_id_that_says_nothing_is_mentioned(sidecue: Sidecue, tmp_path: Path) -> None:
    done = sidecue("bundle", "new", tmp_path / "財務")
    assert "give it one of its own in bundle.yaml" in done.out
    assert "its own in bundle.yaml" not in sidecue("bundle", "new", tmp_path / "desk").out


def test_a_value_that_cannot_be_is_repeated_briefly(sidecue: Sidecue, tmp_path: Path) -> None:
    done = sidecue("bundle", "new", tmp_path / "desk", "--title", "x" * 500)
    assert (done.status, len(done.err) < 300) == (2, True)
    assert "as its title; write one line of up to 120 characters" in done.err
    done = sidecue("bundle", "new", tmp_path / "desk", "--language", "klingon")
    assert 'cannot have "klingon" as its language; write one like en or de' in done.err


def test_a_folder_with_something_in_it_is_wrong_use(sidecue: Sidecue, tmp_path: Path) -> None:
    (tmp_path / "a.txt").write_text("mine")
    done = sidecue("bundle", "new", tmp_path)
    assert (done.status, done.out) == (2, "")
    assert done.err.startswith(f"{tmp_path}:0: is not empty: a.txt is there; name a folder")
