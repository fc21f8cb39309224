from __future__ import annotations

from pathlib import Path

import pytest

from overlay.author.stash import Stash, Stashed

TEXT = Stashed("---\ntitle: Ä\n---\n", "/notes", "cards/a.md")


def test_what_is_kept_is_there_the_next_time_and_then_forgotten(tmp_path: Path) -> None:
    assert Stash(tmp_path).kept() is None
    assert Stash(tmp_path).keep(TEXT)
    assert Stash(tmp_path).kept() == TEXT
    Stash(tmp_path).forget()
    Stash(tmp_path).forget()
    assert list(tmp_path.iterdir()) == []


@pytest.mark.parametrize("damage", ["", "{", "[]", "null", '{"text": 1, "root": "", "name": ""}', "\0"])
def test_a_damaged_file_is_as_good_as_none(tmp_path: Path, damage: str) -> None:
    (tmp_path / "unsaved-card.json").write_text(damage)
    assert Stash(tmp_path).kept() is None


def test_where_nothing_can_be_written_the_writing_goes_on(tmp_path: Path) -> None:
    assert not Stash(tmp_path / "missing").keep(TEXT)
