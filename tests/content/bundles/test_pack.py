"""Packing gives one file, the same bytes each time, that reads like the folder it was made from."""

from __future__ import annotations

import io
import os
import time
import zipfile
from dataclasses import replace
from pathlib import Path

import pytest

from content.bundles.builtin import accounts_team, starter
from content.bundles.model import Bundle
from content.bundles.pack import Package, pack, write_package
from content.bundles.reader import read_bundle
from content.files.base import open_files
from content.problems import ContentError
from content.progress import NoProgress
from tests.content.bundles.conftest import Write


def packed(root: Path) -> Package:
    return pack(read_bundle(root), open_files(root), NoProgress())


def moved(bundle: Bundle, root: Path) -> Bundle:
    """``bundle`` as it would be if it lay at ``root``."""
    return replace(
        bundle,
        root=root,
        cards=tuple(replace(card, root=root) for card in bundle.cards),
        variants=tuple(replace(card, root=root) for card in bundle.variants),
        problems=tuple(
            replace(it, file=it.file.replace(str(bundle.root), str(root))) for it in bundle.problems
        ),
    )


@pytest.mark.parametrize("folder", [starter(), accounts_team()])
def test_a_packed_bundle_reads_like_its_folder(tmp_path: Path, folder: Path) -> None:
    file = tmp_path / "b.cue"
    write_package(packed(folder), file)
    assert read_bundle(file) == moved(read_bundle(folder), file)
    assert list(tmp_path.iterdir()) == [file]


def test_links_images_contexts_and_problems_are_those_of_the_folder(
    root: Path, write: Write, tmp_path: Path
) -> None:
    (root / "contexts.yaml").write_text("good: {app: a}\nbad: {title_re: '('}\n")
    (root / "media").mkdir()
    (root / "media" / "a b.png").write_bytes(b"x")
    write("pay/one", "when: good", "[two](../two.md) ![x](media/a%20b.png) ![y](media/gone.png)")
    write("two", "when: bad", "[one](pay/one.md#x) [gone](gone.md) [out](../../secret.md)")
    write("three", "when: good", "[one](/cards/pay/one.md) ![a](../../a.png)")
    file = tmp_path / "b.cue"
    write_package(packed(root), file)
    bundle = read_bundle(file)
    assert bundle == moved(read_bundle(root), file)
    assert f"{file / 'cards' / 'pay' / 'one.md'}" in {problem.file for problem in bundle.problems}


def test_packing_twice_gives_the_same_bytes(root: Path, write: Write) -> None:
    for name in ("b", "a/z", "Ä"):
        write(name)
    first = packed(root)
    later = time.time() + 100_000
    for file in root.rglob("*"):
        os.utime(file, (later, later))
        file.chmod(0o700)
    again = packed(root)
    assert (first.data, first.sha256, first.name) == (again.data, again.sha256, "desk-1.0.cue")


def test_other_programs_can_open_it_as_a_zip(root: Path, write: Write) -> None:
    write("ä", body="text " * 200)
    (root / "expect.yaml").write_bytes(b"")
    with zipfile.ZipFile(io.BytesIO(packed(root).data)) as archive:
        assert archive.testzip() is None
        assert archive.namelist() == ["bundle.yaml", "cards/ä.md", "expect.yaml"]
        assert archive.read("cards/ä.md") == (root / "cards" / "ä.md").read_bytes()
        assert {entry.date_time for entry in archive.infolist()} == {(1980, 1, 1, 0, 0, 0)}


def test_only_what_belongs_to_a_bundle_is_packed(root: Path, write: Write) -> None:
    write("a")
    wanted = ["README.md", "LICENSE", "cards/beside.png", "media/a.svg"]
    for name in [
        *wanted,
        *["cards/notes.txt", "media/plan.xcf", ".git/config", ".idea/x", "draft.md~", "todo.txt"],
    ]:
        (root / name).parent.mkdir(exist_ok=True)
        (root / name).write_text("x")
    package = packed(root)
    with zipfile.ZipFile(io.BytesIO(package.data)) as archive:
        assert archive.namelist() == [
            "LICENSE",
            "README.md",
            "bundle.yaml",
            "cards/a.md",
            "cards/beside.png",
            "media/a.svg",
        ]
    assert package.left_out == ("cards/notes.txt", "media/plan.xcf", "todo.txt")


def test_a_link_that_leads_outside_is_not_packed(root: Path, write: Write) -> None:
    write("a")
    (root.parent / "secret.png").write_bytes(b"secret")
    (root / "media").mkdir()
    (root / "media" / "a.png").symlink_to(root.parent / "secret.png")
    with pytest.raises(ContentError, match="leads outside the bundle"):
        packed(root)


def test_what_no_desk_would_accept_is_not_packed(root: Path, write: Write) -> None:
    write("a")
    (root / "bomb.svg").write_bytes(b" " * 1_900_000)
    with pytest.raises(ContentError, match="cannot be packed: it has a file that swells"):
        packed(root)
    (root / "bomb.svg").write_bytes(b" " * 2_000_001)
    with pytest.raises(ContentError, match="is larger than 2,000,000 bytes"):
        packed(root)


def test_the_old_file_stays_when_the_new_one_cannot_be_written(
    root: Path, write: Write, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    write("a")
    file = tmp_path / "out" / "b.cue"
    file.parent.mkdir()
    file.write_bytes(b"old")

    def full_disk(_descriptor: int) -> None:
        raise OSError(28, "No space left on device")

    monkeypatch.setattr(os, "fsync", full_disk)
    with pytest.raises(OSError, match="No space"):
        write_package(packed(root), file)
    assert [(it.name, it.read_bytes()) for it in file.parent.iterdir()] == [("b.cue", b"old")]


def test_progress_names_every_file(root: Path, write: Write) -> None:
    steps: list[tuple[int, int, str]] = []

    class Notes:
        def step(self, done: int, total: int, what: str) -> None:
            steps.append((done, total, what))

    write("a")
    pack(read_bundle(root), open_files(root), Notes())
    assert steps == [(0, 2, "bundle.yaml"), (1, 2, "cards/a.md")]
