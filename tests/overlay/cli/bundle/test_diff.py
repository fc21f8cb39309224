from __future__ import annotations

import json
from pathlib import Path

import pytest

from tests.overlay.cli.conftest import Sidecue

FIELDS = "owner: ann@example.org\nkeywords: pay\nreview_by: 2099-12-31"
OLD = {
    "bundle.yaml": 'id: desk\nversion: "1"\ntitle: Desk\npublisher: Us\n',
    "cards/dunning.md": f'---\ntitle: Dunning\nwhen: {{title: "*dunning*"}}\n{FIELDS}\n---\nBe kind.\n',
    "cards/run.md": f"---\ntitle: Release\nrequired: before-task\n{FIELDS}\n---\n"
    "- [ ] The value date is right\n",
    "cards/terms.md": f"---\ntitle: Terms\n{FIELDS}\n---\nThirty days.\n",
    "expect.yaml": '- window: {app: xterm, title: "dunning run"}\n  cards: [dunning]\n',
}
NEW = {
    "bundle.yaml": OLD["bundle.yaml"].replace('"1"', '"2"'),
    "cards/run.md": OLD["cards/run.md"]
    .replace("required: before-task\n", "")
    .replace("value date", "value day"),
    "cards/payment-terms.md": OLD["cards/terms.md"],
    "expect.yaml": "- window: {app: xterm, title: anything}\n  cards: []\n",
}
SAID = """\
the version: “2” instead of “1”
- gone: dunning (“Dunning”)
    no longer shows for xterm “dunning run”
~ renamed: terms is now payment-terms (“Terms”); its ticks and snoozes start afresh
~ changed: run (“Release”)
    whether it is required: “no” instead of “before-task”
    how loudly it may speak: “tab” instead of “panel”
    item: “The value day is right” instead of “The value date is right”
"""


def written(folder: Path, files: dict[str, str]) -> Path:
    for name, text in files.items():
        (folder / name).parent.mkdir(parents=True, exist_ok=True)
        (folder / name).write_text(text, encoding="utf-8")
    return folder


@pytest.fixture
def old(tmp_path: Path) -> Path:
    return written(tmp_path / "old", OLD)


@pytest.fixture
def new(tmp_path: Path) -> Path:
    return written(tmp_path / "new", NEW)


def test_a_new_version_is_told_in_plain_words(sidecue: Sidecue, old: Path, new: Path) -> None:
    done = sidecue("bundle", "diff", old, new)

    assert (done.status, done.err) == (0, "")
    assert done.out == SAID


def test_packed_versions_say_the_same(sidecue: Sidecue, old: Path, new: Path, tmp_path: Path) -> None:
    for path in (old, new):
        assert sidecue("bundle", "pack", path, "--out", tmp_path / f"{path.name}.cue").status == 0

    done = sidecue("bundle", "diff", tmp_path / "old.cue", tmp_path / "new.cue")
    assert done.out == sidecue("bundle", "diff", old, new).out


def test_nothing_changes_nothing(sidecue: Sidecue, old: Path) -> None:
    assert sidecue("bundle", "diff", old, old).out == "Nothing changes.\n"


def test_in_json_windows_are_as_in_rule_tests(sidecue: Sidecue, old: Path, new: Path) -> None:
    answer = json.loads(sidecue("bundle", "diff", old, new, "--json").out)

    assert answer["same"] is False
    assert answer["gone"][0]["card"]["name"] == "dunning"
    window = answer["gone"][0]["no_longer_for"][0]
    assert (window["app"], window["class"], window["title"]) == ("xterm", "", "dunning run")


@pytest.mark.parametrize("broken", ["nowhere", "file.cue"])
def test_what_is_no_bundle_is_refused(sidecue: Sidecue, old: Path, tmp_path: Path, broken: str) -> None:
    (tmp_path / "file.cue").write_bytes(b"PK no zip")
    done = sidecue("bundle", "diff", old, tmp_path / broken)

    assert done.status != 0
    assert (done.out, done.err != "") == ("", True)


def test_a_version_with_errors_is_not_taken_for_one_with_fewer_cards(
    sidecue: Sidecue, old: Path, new: Path
) -> None:
    (new / "cards" / "run.md").write_text("no fields", encoding="utf-8")

    assert "has errors, and what they take away is not compared" in sidecue("bundle", "diff", old, new).err
