"""A start finds what the last one read, and reads anew whenever anything of it might be different."""

from __future__ import annotations

import os
import stat
import sys
from collections.abc import Callable
from pathlib import Path

import pytest

from content.audience.person import EVERYONE, Person
from content.bundles.pack import pack, write_package
from content.bundles.reader import read_bundle
from content.files.base import open_files
from content.library import cache as module
from content.library.cache import LibraryCache
from content.library.fingerprint import fingerprint
from content.library.reading import ApartReader, ReadingError
from content.library.stored_index import IndexLostError
from content.progress import NoProgress
from tests.content.library.test_reading import PAYMENTS, SERVE, python

LATER = 1 << 62  # nanoseconds; every file is old by then
CARD = "---\ntitle: {}\nwhen: {{app: soffice}}\n---\nText.\n"


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    root = tmp_path / "desk"
    (root / "cards" / "pay").mkdir(parents=True)
    (root / "bundle.yaml").write_text('id: desk\nversion: "1"\ntitle: Desk\npublisher: Us\n')
    (root / "cards" / "a.md").write_text(CARD.format("A"))
    (root / "cards" / "pay" / "b.md").write_text(CARD.format("B"))
    return root


@pytest.fixture
def packed(folder: Path, tmp_path: Path) -> Path:
    file = tmp_path / "desk.cue"
    write_package(pack(read_bundle(folder), open_files(folder), NoProgress()), file)
    return file


@pytest.fixture
def kept(tmp_path: Path) -> LibraryCache:
    return LibraryCache(tmp_path / "profile" / "cache", lambda: LATER)


def file_of(tmp_path: Path) -> Path:
    return tmp_path / "profile" / "cache" / "library.cache"


def reads(cache: LibraryCache, bundles: list[Path], person: Person = EVERYONE) -> bool:
    """Whether a start reads these bundles, rather than finding them kept."""
    try:
        ApartReader(python("raise SystemExit(3)"), cache).read(bundles, person)
    except ReadingError:
        return True
    return False


def test_the_second_start_finds_what_the_first_one_read(
    kept: LibraryCache, folder: Path, packed: Path
) -> None:
    for bundle in (folder, packed):
        first = ApartReader(python(SERVE), kept).read([bundle])
        again = ApartReader(python("raise SystemExit(3)"), kept).read([bundle])
        assert dict(again.library.cards) == dict(first.library.cards) != {}
        assert again.library.offers(PAYMENTS) == first.library.offers(PAYMENTS) != ()
        index = again.open_index()
        assert [hit.card for hit in index.search("b", 5).hits] == ["desk/pay/b"]
        index.close()


def older(file: Path) -> None:
    times = file.stat()
    file.write_text(file.read_text().replace("A", "C"))
    os.utime(file, ns=(times.st_atime_ns, times.st_mtime_ns))


CHANGES: dict[str, Callable[[Path], object]] = {
    "a word": lambda root: (root / "cards" / "a.md").write_text(CARD.format("Other")),
    "as many letters": lambda root: (root / "cards" / "a.md").write_text(CARD.format("X")),
    "as many letters, dated back": lambda root: older(root / "cards" / "a.md"),
    "a new card": lambda root: (root / "cards" / "pay" / "c.md").write_text(CARD.format("C")),
    "a card less": lambda root: (root / "cards" / "a.md").unlink(),
    "another name": lambda root: (root / "cards" / "a.md").rename(root / "cards" / "z.md"),
    "another folder": lambda root: (root / "cards" / "pay").rename(root / "cards" / "paid"),
    "an empty folder": lambda root: (root / "media").mkdir(),
    "contexts": lambda root: (root / "contexts.yaml").write_text("x: {app: y}\n"),
    "no bundle at all": lambda root: root.rename(root.with_name("gone")),
}


@pytest.mark.parametrize("change", CHANGES)
def test_any_change_is_read(kept: LibraryCache, folder: Path, change: str) -> None:
    ApartReader(python(SERVE), kept).read([folder])
    assert not reads(kept, [folder])
    CHANGES[change](folder)
    assert reads(kept, [folder])


def test_a_packed_bundle_that_was_replaced_is_read(kept: LibraryCache, packed: Path, tmp_path: Path) -> None:
    ApartReader(python(SERVE), kept).read([packed])
    assert not reads(kept, [packed])
    data, times = packed.read_bytes(), packed.stat()
    (tmp_path / "new").write_bytes(data)
    (tmp_path / "new").replace(packed)
    os.utime(packed, ns=(times.st_atime_ns, times.st_mtime_ns))
    assert reads(kept, [packed])


def test_leftovers_of_editors_change_nothing(kept: LibraryCache, folder: Path) -> None:
    ApartReader(python(SERVE), kept).read([folder])
    (folder / "cards" / ".a.md.swp").write_text("x")
    (folder / "cards" / "a.md~").write_text("x")
    assert not reads(kept, [folder])


def test_other_bundles_and_other_people_are_read(kept: LibraryCache, folder: Path, packed: Path) -> None:
    ApartReader(python(SERVE), kept).read([folder, packed])
    assert not reads(kept, [folder, packed])
    assert reads(kept, [packed, folder])
    assert reads(kept, [folder])
    assert reads(kept, [folder, packed], Person(roles=("treasury",)))


def test_another_program_reads_itself(
    kept: LibraryCache, folder: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    ApartReader(python(SERVE), kept).read([folder])
    assert not reads(kept, [folder])
    for name, value in (("_FORMAT", 99), ("_program", lambda: ["another Python"])):
        with monkeypatch.context() as other:
            other.setattr(module, name, value)
            assert reads(kept, [folder])
    assert any(str(sys.version) in part for part in module._program())


@pytest.mark.parametrize("at", [0, 5, 40, 0.3, 0.6, 0.99])
def test_damage_is_noticed_and_mended(kept: LibraryCache, folder: Path, tmp_path: Path, at: float) -> None:
    reader = ApartReader(python(SERVE), kept)
    reader.read([folder])
    file = file_of(tmp_path)
    good = file.read_bytes()
    where = int(at * len(good)) if at < 1 else int(at)
    for damaged in (
        good[:where] + bytes([good[where] ^ 1]) + good[where + 1 :],
        good[:where],
        good[:where] + bytes(len(good) - where),
    ):
        file.write_bytes(damaged)
        assert reads(kept, [folder])
    reader.read([folder])
    assert file.read_bytes() == good


def test_contents_that_are_none_of_ours_are_not_taken(kept: LibraryCache, folder: Path) -> None:
    kept.keep(kept.key([folder], EVERYONE), b"cos\nsystem\n(S'false'\ntR.", b"")
    assert kept.load(kept.key([folder], EVERYONE)) is None


def test_what_has_just_changed_is_not_kept(folder: Path, tmp_path: Path) -> None:
    newest = max(file.stat().st_mtime_ns for file in folder.rglob("*"))
    assert fingerprint(folder, newest + 1_000_000_000) == ""
    assert fingerprint(folder, newest + 60_000_000_000) != ""
    busy = LibraryCache(tmp_path / "cache", lambda: newest)
    ApartReader(python(SERVE), busy).read([folder])
    assert not (tmp_path / "cache" / "library.cache").exists()
    assert busy.load("") is None


def test_what_is_not_there_has_no_fingerprint_and_a_dead_link_has_one(folder: Path) -> None:
    assert fingerprint(folder / "missing", LATER) == ""
    before = fingerprint(folder, LATER)
    (folder / "cards" / "dead.md").symlink_to("nowhere.md")
    assert fingerprint(folder, LATER) not in ("", before)


@pytest.mark.skipif(sys.platform == "win32", reason="has no such permissions")
def test_the_file_is_readable_by_its_owner_alone(kept: LibraryCache, folder: Path, tmp_path: Path) -> None:
    ApartReader(python(SERVE), kept).read([folder])
    files = list(file_of(tmp_path).parent.iterdir())
    assert sorted(it.suffix for it in files) == [".cache", ".db"]
    assert {stat.S_IMODE(it.stat().st_mode) for it in files} == {0o600}


def test_a_folder_where_nothing_can_be_written_is_no_trouble(folder: Path, tmp_path: Path) -> None:
    (tmp_path / "profile").write_text("a file where a folder belongs")
    cache = LibraryCache(tmp_path / "profile", lambda: LATER)
    assert ApartReader(python(SERVE), cache).read([folder]).library.cards
    assert reads(cache, [folder])


def test_a_full_disk_leaves_what_was_kept(
    kept: LibraryCache, folder: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    ApartReader(python(SERVE), kept).read([folder])

    def full(_new: Path, _file: Path) -> Path:
        raise OSError(28, "No space left on device")

    monkeypatch.setattr(Path, "replace", full)
    kept.keep("another key", b"x", b"y")
    assert not reads(kept, [folder])
    assert sorted(it.suffix for it in file_of(tmp_path).parent.iterdir()) == [".cache", ".db"]


@pytest.mark.parametrize("damage", [Path.unlink, lambda file: file.write_bytes(b"")])
def test_a_lost_index_is_noticed_when_it_is_opened_or_before(
    kept: LibraryCache, folder: Path, tmp_path: Path, damage: Callable[[Path], object]
) -> None:
    reader = ApartReader(python(SERVE), kept)
    reader.read([folder])
    damage(next(file_of(tmp_path).parent.glob("search-*.db")))
    if not reads(kept, [folder]):
        with pytest.raises(IndexLostError, match="is damaged"):
            reader.read([folder]).open_index()
        reader.forget()
    index = reader.read([folder]).open_index()
    assert index.search("b", 5).hits
    index.close()
