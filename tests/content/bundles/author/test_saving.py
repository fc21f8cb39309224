from __future__ import annotations

import os
import sys
from pathlib import Path

import pytest

from content.bundles.author.saving import ChangedError, SaveError, file_for, may_write, save_card
from content.bundles.builtin import starter
from content.files.names import name_fault


def test_a_card_is_saved_whole_and_leaves_nothing_else_behind(tmp_path: Path) -> None:
    known = save_card(tmp_path, "cards/a.md", "One\n", None)
    save_card(tmp_path, "cards/a.md", "Zwei ✓\n", known)

    assert [file.name for file in tmp_path.rglob("*")] == ["cards", "a.md"]
    assert (tmp_path / "cards" / "a.md").read_bytes() == "Zwei ✓\n".encode()


@pytest.mark.parametrize("known", [None, b"what it was"])
def test_what_somebody_else_wrote_is_never_replaced_unasked(tmp_path: Path, known: bytes | None) -> None:
    save_card(tmp_path, "cards/a.md", "Theirs", None)
    with pytest.raises(ChangedError):
        save_card(tmp_path, "cards/a.md", "Mine", known)

    assert (tmp_path / "cards" / "a.md").read_text() == "Theirs"


def test_a_file_that_was_deleted_meanwhile_is_not_brought_back_unasked(tmp_path: Path) -> None:
    with pytest.raises(ChangedError):
        save_card(tmp_path, "cards/a.md", "Mine", b"what it was")


def test_where_nothing_can_be_written_the_reason_is_told_and_nothing_changes(tmp_path: Path) -> None:
    save_card(tmp_path, "cards/a.md", "Old", None)
    (tmp_path / "cards" / ".a.md.new").mkdir()  # stands in for a disk that takes nothing, for root too
    with pytest.raises(SaveError, match=r"cards/a\.md cannot be saved: .+; your text is still here"):
        save_card(tmp_path, "cards/a.md", "New", b"Old")

    assert (tmp_path / "cards" / "a.md").read_text() == "Old"


@pytest.mark.parametrize(
    ("title", "name"),
    [
        ("Before you release a payment run!", "cards/before-you-release-a-payment-run.md"),
        ("Größe & Gewicht", "cards/grösse-gewicht.md"),
        ("../../etc/passwd", "cards/etc-passwd.md"),
        ("CON", "cards/card-con.md"),
        ("???", "cards/card.md"),
        ("x" * 200, f"cards/{'x' * 60}.md"),
    ],
)
def test_a_file_is_named_after_the_title(tmp_path: Path, title: str, name: str) -> None:
    assert file_for(title, tmp_path) == name
    assert name_fault(name) == ""


def test_a_name_that_is_taken_gets_a_number(tmp_path: Path) -> None:
    for name in ("cards/new-card.md", "cards/new-card-2.md", "cards/new-card-3.md"):
        assert file_for("New card", tmp_path) == name
        save_card(tmp_path, name, "Text", None)


def test_only_a_folder_of_the_persons_may_be_written_to(tmp_path: Path) -> None:
    packed = tmp_path / "a-1.cue"
    packed.touch()
    assert may_write(tmp_path)
    assert not may_write(packed)
    assert not may_write(tmp_path / "missing")
    assert not may_write(starter())


@pytest.mark.skipif(sys.platform == "win32" or os.geteuid() == 0, reason="root may write everywhere")
def test_a_folder_without_permission_may_not_be_written_to(tmp_path: Path) -> None:
    tmp_path.chmod(0o500)
    assert not may_write(tmp_path)
    tmp_path.chmod(0o700)
