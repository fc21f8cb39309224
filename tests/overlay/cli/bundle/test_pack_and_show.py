from __future__ import annotations

import hashlib
import json
from pathlib import Path

import pytest

from tests.content.files.zips import GOOD, File, forge
from tests.overlay.cli.bundle.test_check_and_show import BROKEN
from tests.overlay.cli.conftest import Sidecue
from tests.overlay.desk import write_bundle


@pytest.fixture
def packed(sidecue: Sidecue, bundle: Path, tmp_path: Path) -> Path:
    file = tmp_path / "desk.cue"
    assert sidecue("bundle", "pack", bundle, "--no-meaning", "--out", file).status == 0
    return file


def test_pack_says_what_it_made(
    sidecue: Sidecue, bundle: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.chdir(tmp_path)
    (bundle / "notes.txt").write_text("x")
    done = sidecue("bundle", "pack", bundle, "--no-meaning")
    data = (tmp_path / "desk-1.2.cue").read_bytes()
    assert (done.status, done.out.splitlines()[:2]) == (
        0,
        [f"desk-1.2.cue: 5 cards, {len(data):,} bytes", f"sha256 {hashlib.sha256(data).hexdigest()}"],
    )
    assert done.err == "notes.txt:0: is no part of a bundle, so it is left out\n"


def test_pack_into_a_folder_and_in_json(sidecue: Sidecue, bundle: Path, tmp_path: Path, packed: Path) -> None:
    (tmp_path / "out").mkdir()
    said = json.loads(
        sidecue("bundle", "pack", bundle, "--out", tmp_path / "out", "--json", "--no-meaning").out
    )
    file = tmp_path / "out" / "desk-1.2.cue"
    assert file.read_bytes() == packed.read_bytes()
    assert said.pop("meaning")["cards"] == 0
    assert said == {
        "file": str(file),
        "id": "desk",
        "version": "1.2",
        "cards": 5,
        "size": file.stat().st_size,
        "sha256": hashlib.sha256(file.read_bytes()).hexdigest(),
        "left_out": [],
    }


def test_a_bundle_with_errors_is_not_packed(sidecue: Sidecue, tmp_path: Path) -> None:
    folder = write_bundle(tmp_path / "b", pay=BROKEN)
    done = sidecue("bundle", "pack", folder, "--out", tmp_path / "b.cue")
    assert (done.status, done.out) == (1, "")
    assert done.err.endswith("[error: rule]\n")
    assert not (tmp_path / "b.cue").exists()


def test_pack_where_nothing_can_be_written_says_so(sidecue: Sidecue, bundle: Path, tmp_path: Path) -> None:
    done = sidecue("bundle", "pack", bundle, "--out", tmp_path / "missing" / "b.cue")
    assert (done.status, done.out) == (1, "")
    assert "missing" in done.err


def test_show_says_of_a_packed_file_what_it_says_of_the_folder(
    sidecue: Sidecue, bundle: Path, packed: Path
) -> None:
    first, how, meaning, *cards = sidecue("bundle", "show", packed).out.splitlines()
    assert meaning.startswith("  found by words alone")
    digest = hashlib.sha256(packed.read_bytes()).hexdigest()
    assert how == f"  packed: {packed.stat().st_size:,} bytes, sha256 {digest}"
    assert [first, *cards] == sidecue("bundle", "show", bundle).out.splitlines()
    shown = json.loads(sidecue("bundle", "show", packed, "--json").out)
    assert (shown["size"], shown["sha256"]) == (packed.stat().st_size, digest)


def test_show_of_a_hostile_file_says_why_and_nothing_else(sidecue: Sidecue, tmp_path: Path) -> None:
    file = tmp_path / "evil.cue"
    file.write_bytes(forge([GOOD[0], File(b"cards/../../evil.md")]))
    done = sidecue("bundle", "show", file)
    assert (done.status, done.out) == (1, "")
    assert done.err.startswith(
        f"{file}:0: has a file with a name that no bundle has: 'cards/../../evil.md'; "
    )
    assert [it.name for it in tmp_path.iterdir() if it.name != "home"] == ["evil.cue"]


def test_nothing_that_a_bundle_says_steers_the_terminal(sidecue: Sidecue, tmp_path: Path) -> None:
    manifest = 'id: desk\nversion: "1"\ntitle: "a\u202eb"\npublisher: "c\u2066d"\n'.encode()
    card = "---\ntitle: x\u200f y\nowner: z\ncolour: \u202e\nco\u202elour: x\n---\n[x](<a\u202eb>)\n".encode()
    file = tmp_path / "evil.cue"
    file.write_bytes(forge([File(b"bundle.yaml", manifest), File(b"cards/a.md", card)]))
    done = sidecue("bundle", "show", file)
    assert done.status == 0
    assert all(line.isprintable() for line in [*done.out.splitlines(), *done.err.splitlines()])
    assert r"a\u202eb (desk 1), published by c\u2066d" in done.out


def test_a_packed_bundle_is_asked_like_a_folder(sidecue: Sidecue, bundle: Path, packed: Path) -> None:
    for asked in (
        ("find", "payment", "--json"),
        ("why", "--app", "soffice", "--title", "payment run 1", "--json"),
    ):
        done = sidecue(*asked, "--bundle", packed)
        assert (done.status, done.err) == (0, "")
        assert done.out == sidecue(*asked, "--bundle", bundle).out
    done = sidecue("bundle", "check", packed)
    assert done.err.replace(str(packed), str(bundle)) == sidecue("bundle", "check", bundle).err


def test_a_packed_bundle_that_is_not_there_is_wrong_use(sidecue: Sidecue, tmp_path: Path) -> None:
    missing = tmp_path / "missing.cue"
    assert sidecue("find", "x", "--bundle", missing).status == 2
    for action in ("show", "check", "pack"):
        done = sidecue("bundle", action, missing)
        assert done.status == 2
        assert done.err.startswith(f"{missing}:0: does not exist")
