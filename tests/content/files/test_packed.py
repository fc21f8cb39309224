"""A packed bundle may come from anybody: whatever it is, nothing of it is shown and nothing is written."""

from __future__ import annotations

import io
import os
import random
import struct
import zipfile
from collections.abc import Iterable
from pathlib import Path

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from content.bundles.reader import read_bundle
from content.files.base import open_files
from content.files.names import name_fault
from content.files.packed import MAX_PACKED_BYTES, PackedFiles, read_entries
from content.files.zip_layout import (
    MAX_FILE_BYTES,
    MAX_FILES,
    MAX_TOTAL_BYTES,
    LayoutError,
    write_layout,
)
from content.library.reading import read_library
from content.problems import ContentError
from tests.content.bundles.conftest import MANIFEST, Write
from tests.content.files.zips import CARD, GOOD, File, deflated, forge


def snapshot(folder: Path) -> dict[str, bytes]:
    return {str(file): file.read_bytes() for file in folder.rglob("*") if file.is_file()}


def refusal(data: bytes, tmp_path: Path, sibling: Path) -> str:
    """What is said of ``data`` as a bundle, once nothing of it is shown and no file has come or gone."""
    file = tmp_path / "evil.cue"
    file.write_bytes(data)
    before = snapshot(tmp_path)
    library = read_library([file, sibling])
    assert [card.bundle for card in library.cards.values()] == ["desk"]
    assert [card.root for card in library.cards.values()] == [sibling]
    assert snapshot(tmp_path) == before
    (problem,) = library.left_out
    assert (problem.file, problem.name) == (str(file), "bad-package")
    assert str(problem).isprintable()
    return problem.message


@pytest.fixture
def sibling(root: Path, write: Write) -> Path:
    """A good bundle beside the bad one."""
    write("good")
    return root


def with_card(name: bytes, data: bytes = CARD) -> bytes:
    return forge([GOOD[0], File(name, data)])


def test_what_the_forger_makes_without_lies_is_read(tmp_path: Path) -> None:
    file = tmp_path / "good.cue"
    file.write_bytes(forge(GOOD))
    assert [card.id for card in read_bundle(file).cards] == ["desk/a"]


@pytest.mark.parametrize(
    ("name", "message"),
    [
        (b"../evil.md", "no bundle has"),
        (b"cards/../../evil.md", "no bundle has"),
        (b"cards/./evil.md", "no bundle has"),
        (b"/cards/evil.md", "no bundle has"),
        (b"cards//evil.md", "no bundle has"),
        (b"cards/evil.md/", "no bundle has"),
        (b"", "no bundle has"),
        (b"cards\\..\\..\\evil.md", "not every system can store"),
        (b"C:/evil.md", "not every system can store"),
        (b"cards/evil.md:stream", "not every system can store"),
        (b"cards/evil.md\0.txt", "not every system can store"),
        (b"cards/\x1b[31m.md", "not every system can store"),
        (b"cards/NUL", "Windows keeps for a device"),
        (b"cards/com1.txt.md", "Windows keeps for a device"),
        (b"cards/nul .txt.md", "Windows keeps for a device"),
        ("cards/COM¹.md".encode(), "Windows keeps for a device"),
        (b"cards/CONIN$.md", "Windows keeps for a device"),
        (b"cards/evil.md.", "at its end"),
        (b"cards /evil.md", "at its end"),
        (b"cards/.hidden/evil.md", "no bundle has"),
        (b"cards/evil.md~", "no bundle has"),
        (b"cards/" + b"x" * 500, "very long name"),
        (b"cards/caf\xe9.md", "not UTF-8"),
        (b"cards/\xed\xa0\x80.md", "not UTF-8"),
    ],
)
def test_names_that_lead_astray_are_refused(tmp_path: Path, sibling: Path, name: bytes, message: str) -> None:
    assert message in refusal(with_card(name), tmp_path, sibling)
    assert not (tmp_path / "evil.md").exists()


@pytest.mark.parametrize(
    ("names", "message"),
    [
        ((b"cards/a.md", b"cards/a.md"), "two files with one name"),
        ((b"cards/A.md", b"cards/a.md"), "two files with one name"),
        (("cards/e\u0301.md".encode(), "cards/é.md".encode()), "two files with one name"),
        ((b"cards", b"cards/a.md"), "a file that is a folder"),
        ((b"CARDS", b"cards/a.md"), "a file that is a folder"),
        ((b"cards/b.md", b"cards/a.md"), "another order"),
    ],
)
def test_names_that_two_systems_read_differently_are_refused(
    tmp_path: Path, sibling: Path, names: Iterable[bytes], message: str
) -> None:
    assert message in refusal(forge([File(name) for name in names]), tmp_path, sibling)


BOMB = b" " * (MAX_FILE_BYTES - 1)
HUGE = 0xFFFFFFF0
LINK, FOLDER, DEVICE = (kind << 16 for kind in (0o120777, 0o040755, 0o020666))


@pytest.mark.parametrize(
    ("card", "message"),
    [
        (File(b"cards/a.md", b"/etc/passwd", method=0, mode=LINK), "is no file"),
        (File(b"cards/a.md", mode=FOLDER), "is no file"),
        (File(b"cards/a.md", mode=DEVICE), "is no file"),
        (File(b"cards/a.md", mode=0x10), "is no file"),
        (File(b"cards/a.md", flags=1), "an encrypted file"),
        (File(b"cards/a.md", flags=0x2041), "an encrypted file"),
        (File(b"cards/a.md", method=99), "unknown compression"),
        (File(b"cards/a.md", method=12), "unknown compression"),
        (File(b"cards/a.md", method=9), "unknown compression"),
        (File(b"cards/a.md", flags=8), "extras"),
        (File(b"cards/a.md", extra=b"\1\0\x10\0" + b"\xff" * 16), "extras"),
        (File(b"cards/a.md", extra=b"\x75\x70\5\0\1abcd"), "extras"),
        (File(b"cards/a.md", comment=b"x" * 65_000), "extras"),
        (File(b"cards/a.md", flags=0, local=(("name", b"cards/\xe9.md"),)), "two different things"),
        (File("cards/ä.md".encode(), flags=0), "not UTF-8"),
        (File(b"cards/a.md", BOMB), "swells to more than 200 times"),
        (File(b"cards/a.md", b" " * 100_000_000), "a file of more than 2,000,000 bytes"),
        (File(b"cards/a.md", os.urandom(MAX_FILE_BYTES + 1), method=0), "a file of more than"),
        (File(b"cards/a.md", central=(("size", 10),), local=(("size", 10),)), "is damaged at"),
        (File(b"cards/a.md", central=(("size", 90),), local=(("size", 90),)), "is damaged at"),
        (File(b"cards/a.md", central=(("size", 0),), local=(("size", 0),)), "is damaged at"),
        (File(b"cards/a.md", central=(("crc", 1),), local=(("crc", 1),)), "is damaged at"),
        (File(b"cards/a.md", method=0, central=(("method", 8),), local=(("method", 8),)), "is damaged at"),
        (File(b"cards/a.md", central=(("method", 0),), local=(("method", 0),)), "about the size of"),
        (File(b"cards/a.md", central=(("size", 0xFFFFFFFF),)), "a file of more than"),
        (File(b"cards/a.md", central=(("packed", HUGE),), local=(("packed", HUGE),)), "ends within"),
        (File(b"cards/a.md", central=(("packed", 30),), local=(("packed", 30),)), "belong to no file"),
    ],
)  # fmt: skip
def test_files_that_are_not_what_they_seem_are_refused(
    tmp_path: Path, sibling: Path, card: File, message: str
) -> None:
    assert message in refusal(forge([GOOD[0], card]), tmp_path, sibling)


@pytest.mark.parametrize(
    "field", ["needs", "flags", "method", "time", "date", "crc", "packed", "size", "name"]
)
def test_a_local_header_has_to_repeat_the_list(tmp_path: Path, sibling: Path, field: str) -> None:
    lie = b"cards/b.md" if field == "name" else 3
    card = File(b"cards/a.md", local=((field, lie),))
    assert "two different things" in refusal(forge([GOOD[0], card]), tmp_path, sibling)


def test_overlapping_files_are_refused(tmp_path: Path, sibling: Path) -> None:
    many = [File(b"cards/%03d.md" % number, BOMB, method=8, at=0) for number in range(100)]
    assert refusal(forge(many), tmp_path, sibling)
    manifest = GOOD[0]
    quoted = forge([manifest, File(b"cards/a.md"), File(b"cards/b.md", at=0)])
    assert "two different things" in refusal(quoted, tmp_path, sibling)


@pytest.mark.parametrize(
    ("data", "message"),
    [
        (b"", "cut off"),
        (b"PK\5\6" + bytes(18), ""),
        (b"hello" * 100, "cut off"),
        (forge(GOOD, before=b"#!/bin/sh\nexit\n"), "two different things"),
        (forge(GOOD, between=b"hidden"), "belong to no file"),
        (forge(GOOD) + b"trailing", "cut off"),
        (forge(GOOD, comment=b"x"), "comment"),
        (forge(GOOD, comment=b"x" * 65_535), "comment"),
        (forge(GOOD, comment=forge(GOOD)), "not where it has to be"),
        (forge(GOOD, end={"here": 1}), "one part of several"),
        (forge(GOOD, end={"disk": 1}), "one part of several"),
        (forge(GOOD, end={"here": 1, "files": 1}), "belong to no file"),
        (forge(GOOD, end={"here": 3, "files": 3}), "more files than it has"),
        (forge(GOOD, end={"here": 0xFFFF, "files": 0xFFFF}), f"more than {MAX_FILES:,} files"),
        (forge(GOOD, end={"start": 0xFFFFFFFF}), "not where it has to be"),
        (forge(GOOD, end={"start": 0}), "not where it has to be"),
    ],
)
def test_files_that_are_no_packed_bundle_are_refused(
    tmp_path: Path, sibling: Path, data: bytes, message: str
) -> None:
    if data.startswith(b"PK\5\6"):
        (tmp_path / "evil.cue").write_bytes(data)
        with pytest.raises(ContentError, match=r"bundle\.yaml:0: does not exist"):
            read_bundle(tmp_path / "evil.cue")
    else:
        assert message in refusal(data, tmp_path, sibling)


@pytest.mark.parametrize("cut", [1, 21, 22, 60, 150])
def test_a_cut_off_file_is_refused(tmp_path: Path, sibling: Path, cut: int) -> None:
    assert refusal(forge(GOOD)[:-cut], tmp_path, sibling)


def test_more_files_and_bytes_than_a_bundle_has_are_refused(tmp_path: Path, sibling: Path) -> None:
    empty = [File(b"cards/%05d.md" % number, b"", method=0) for number in range(MAX_FILES + 1)]
    assert "more than 20,000 files" in refusal(forge(empty), tmp_path, sibling)
    tenth = b"0123456789" * 10_000
    told = MAX_FILE_BYTES
    lies = (("size", told),)
    large = [
        File(b"media/%05d.png" % number, tenth + os.urandom(11_000), local=lies, central=lies)
        for number in range(MAX_TOTAL_BYTES // told + 1)
    ]
    assert "unpacks to more than 200,000,000 bytes" in refusal(forge(large), tmp_path, sibling)


def test_zip64_is_refused_whatever_it_says(tmp_path: Path, sibling: Path) -> None:
    plain = forge(GOOD)
    record = struct.pack("<4sQ2H2L4Q", b"PK\6\6", 44, 45, 45, 0, 0, 2, 2, 10, 0)
    locator = struct.pack("<4sLQL", b"PK\6\7", 0, len(plain) - 22, 1)
    data = plain[:-22] + record + locator + plain[-22:]
    assert "not where it has to be" in refusal(data, tmp_path, sibling)


def test_a_zip_by_another_program_is_refused_with_the_way_out(tmp_path: Path, sibling: Path) -> None:
    made = io.BytesIO()
    with zipfile.ZipFile(made, "w") as archive:
        archive.writestr("bundle.yaml", MANIFEST)
        archive.mkdir("cards")
    refusal(made.getvalue(), tmp_path, sibling)
    with pytest.raises(ContentError, match="pack its folder again with `sidecue bundle pack`"):
        read_bundle(tmp_path / "evil.cue")


def test_hostile_cards_in_a_sound_package_are_judged_like_those_of_a_folder(tmp_path: Path) -> None:
    hostile = {
        "aliases": b"---\ntitle: T\nkeywords: &a [x, x]\nowner: *a\n---\nx\n",
        "deep": b"---\ntitle: T\nkeywords: " + b"[" * 500 + b"]" * 500 + b"\n---\nx\n",
        "latin": b"---\ntitle: caf\xe9\n---\nx\n",
        "long": b"---\ntitle: T\n---\n" + random.Random(1).randbytes(60_000).hex().encode(),
        "remote": b"---\ntitle: T\n---\n![x](https://example.org/a.png)\n",
        "script": b"---\ntitle: T\n---\n[x](javascript:alert(1)) [y](file:///etc/passwd)\n",
        "walk": b"---\ntitle: T\n---\n![x](../../../etc/a.png) ![y](/etc/a.png)\n",
    }
    file = tmp_path / "b.cue"
    cards = [File(b"cards/%s.md" % name.encode(), data) for name, data in sorted(hostile.items())]
    file.write_bytes(forge([GOOD[0], *cards]))
    bundle = read_bundle(file)
    assert bundle.cards == ()
    assert {problem.file for problem in bundle.problems} == {
        str(file / "cards" / f"{it}.md") for it in hostile
    }


def test_a_file_that_changed_since_it_was_opened_gives_no_bytes(tmp_path: Path) -> None:
    file = tmp_path / "b.cue"
    file.write_bytes(forge(GOOD))
    files = open_files(file)
    file.write_bytes(forge([GOOD[0], File(b"cards/a.md", CARD.replace(b"Evil", b"Good"))]))
    with pytest.raises(ContentError, match="does not unpack"):
        files.read("cards/a.md")
    file.unlink()
    with pytest.raises(ContentError, match="cannot be read"):
        files.read("cards/a.md")
    with pytest.raises(ContentError, match="cannot be read"):
        files.verify()


def test_files_are_found_by_name_and_folder(tmp_path: Path) -> None:
    file = tmp_path / "b.cue"
    file.write_bytes(forge([GOOD[0], File(b"cards/a.md"), File(b"cards/b/c.md"), File(b"cards0.md")]))
    files = PackedFiles(file)
    assert files.listed().names == ("bundle.yaml", "cards/a.md", "cards/b/c.md", "cards0.md")
    assert files.listed("cards").names == ("cards/a.md", "cards/b/c.md")
    assert (files.listed("media").missing, files.listed("bundle.yaml").missing) == (
        "does not exist",
        "is not a folder",
    )
    assert files.find("../a.md", "cards/b") == "cards/a.md"
    assert files.find("../../../a.md", "cards/b") is None
    assert files.find("/cards/a.md") is None
    with pytest.raises(ContentError, match="is larger than 10 bytes"):
        files.read("cards/a.md", 10)
    with pytest.raises(ContentError, match="does not exist"):
        files.read("cards/x.md")


def test_a_file_too_large_to_be_a_bundle_is_not_read_whole(tmp_path: Path, sibling: Path) -> None:
    file = tmp_path / "evil.cue"
    with file.open("wb") as stream:
        stream.truncate(MAX_PACKED_BYTES * 50)
    with pytest.raises(ContentError, match="is larger than 100,000,000 bytes"):
        read_bundle(file)


mutations = st.lists(
    st.tuples(st.integers(0, 10_000), st.binary(min_size=1, max_size=6)), min_size=1, max_size=6
)


@settings(suppress_health_check=[HealthCheck.function_scoped_fixture], deadline=None, max_examples=150)
@given(mutations, st.integers(0, 40))
def test_no_file_makes_it_raise_anything_else(
    tmp_path: Path, changes: list[tuple[int, bytes]], cut: int
) -> None:
    good = forge([*GOOD, File(b"media/a.svg", b"<svg/>" * 50)])
    data = bytearray(good)
    for at, piece in changes:
        data[at % len(good) : at % len(good) + len(piece)] = piece
    file = tmp_path / "b.cue"
    file.write_bytes(bytes(data[: len(data) - cut]))
    library = read_library([file])
    assert all(problem.remedy and problem.file.startswith(str(file)) for problem in library.problems)
    assert library.bundles or library.left_out


@settings(suppress_health_check=[HealthCheck.function_scoped_fixture], deadline=None, max_examples=50)
@given(st.binary(max_size=300))
def test_no_bytes_make_it_raise_anything_else(tmp_path: Path, data: bytes) -> None:
    file = tmp_path / "b.cue"
    file.write_bytes(data)
    with pytest.raises(ContentError):
        read_bundle(file)


def test_what_follows_the_end_of_the_packed_bytes_is_refused(tmp_path: Path, sibling: Path) -> None:
    smuggled = deflated(CARD) + b"smuggled"
    lies = (("packed", len(smuggled)), ("size", len(CARD)))
    card = File(
        b"cards/a.md", smuggled, method=0, local=(("method", 8), *lies), central=(("method", 8), *lies)
    )
    assert "is damaged at" in refusal(forge([GOOD[0], card]), tmp_path, sibling)


@settings(max_examples=150, deadline=None)
@given(
    st.dictionaries(
        st.text(max_size=12) | st.sampled_from(["cards/a.md", "cards/A.md"]), st.binary(), max_size=4
    )
)
def test_any_names_are_packed_and_read_again_or_refused(files: dict[str, bytes]) -> None:
    try:
        data = b"".join(write_layout(sorted(files.items())))
        entries = read_entries(data)
    except (LayoutError, UnicodeEncodeError):
        return
    assert {name: entry.size for name, entry in entries.items()} == {n: len(d) for n, d in files.items()}
    assert all(name_fault(name) == "" and ".." not in name.split("/") for name in entries)
