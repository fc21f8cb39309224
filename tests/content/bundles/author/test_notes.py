from __future__ import annotations

from pathlib import Path

import pytest

from content.bundles.author.notes import ID, TITLE, has_notes, make_notes, notes_folder
from content.bundles.author.saving import SaveError, save_card
from content.bundles.reader import read_bundle


def test_there_are_none_before_the_first_note(tmp_path: Path) -> None:
    assert not has_notes(notes_folder(tmp_path))
    assert list(tmp_path.iterdir()) == []


def test_they_are_a_bundle_like_any_other(tmp_path: Path) -> None:
    folder = notes_folder(tmp_path)
    make_notes(folder)
    assert has_notes(folder)
    empty = read_bundle(folder)
    assert (empty.id, empty.title, empty.cards, empty.problems) == (ID, TITLE, (), ())

    save_card(folder, "cards/mine.md", "---\ntitle: Mine\n---\nText\n", None)
    assert [card.id for card in read_bundle(folder).cards] == ["my-notes/mine"]


def test_they_are_made_once_and_then_left_as_the_person_has_them(tmp_path: Path) -> None:
    folder = notes_folder(tmp_path)
    make_notes(folder)
    renamed = (folder / "bundle.yaml").read_text().replace("title: My notes", "title: Ana's")
    (folder / "bundle.yaml").write_text(renamed)
    make_notes(folder)
    assert read_bundle(folder).title == "Ana's"


def test_where_they_cannot_be_made_the_reason_is_told(tmp_path: Path) -> None:
    (tmp_path / "notes").touch()
    with pytest.raises(SaveError, match="cannot be made"):
        make_notes(notes_folder(tmp_path))
