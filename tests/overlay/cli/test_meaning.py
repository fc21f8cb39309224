"""Packing, showing and finding by meaning in a terminal, with an encoder that needs no model."""

from __future__ import annotations

import json
import subprocess
from pathlib import Path

import pytest

from content.meaning.encoder import NoEncoder, is_installed
from overlay.own_command import own_command
from tests.content.meaning.concepts import Concepts
from tests.overlay.cli.conftest import Sidecue

needs_the_extra = pytest.mark.skipif(not is_installed(), reason="the extra `meaning` is not installed")
QUERY = "revert a remittance"
USERS = ("overlay.cli.meaning", "overlay.cli.bundle.meaning")


@pytest.fixture
def concepts(monkeypatch: pytest.MonkeyPatch) -> None:
    for module in USERS:
        monkeypatch.setattr(f"{module}.find_encoder", Concepts)


@pytest.fixture
def no_encoder(monkeypatch: pytest.MonkeyPatch) -> None:
    for module in USERS:
        monkeypatch.setattr(
            f"{module}.find_encoder", lambda: NoEncoder("numpy is not installed", "install it")
        )


@pytest.fixture
def packed(concepts: None, sidecue: Sidecue, bundle: Path, tmp_path: Path) -> Path:
    assert sidecue("bundle", "pack", bundle, "--out", tmp_path / "desk.cue").status == 0
    return tmp_path / "desk.cue"


def parts(sidecue: Sidecue, *arguments: object) -> dict[str, dict[str, float]]:
    answer = json.loads(sidecue("find", QUERY, "--json", *arguments).out)
    return {result["card"]: result["parts"] for result in answer["results"]}


@needs_the_extra
@pytest.mark.usefixtures("concepts")
def test_packing_says_how_many_cards_are_found_by_meaning(
    sidecue: Sidecue, bundle: Path, tmp_path: Path
) -> None:
    done = sidecue("bundle", "pack", bundle, "--out", tmp_path)
    assert "found by meaning: " in done.out

    done = sidecue("bundle", "pack", bundle, "--out", tmp_path, "--json")
    said = json.loads(done.out)
    assert said["meaning"] == {"cards": said["cards"], "encoder": "concepts-1", "reason": ""}


@pytest.mark.usefixtures("no_encoder")
def test_packing_without_an_encoder_says_why_and_packs(
    sidecue: Sidecue, bundle: Path, tmp_path: Path
) -> None:
    done = sidecue("bundle", "pack", bundle, "--out", tmp_path)

    assert (done.status, done.err) == (0, "")
    assert "found by words alone: numpy is not installed; install it\n" in done.out


@needs_the_extra
def test_leaving_the_vectors_out_gives_the_bytes_of_a_desk_without_the_extra(
    packed: Path, sidecue: Sidecue, bundle: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    sidecue("bundle", "pack", bundle, "--out", tmp_path / "without.cue", "--no-meaning")
    monkeypatch.setattr("overlay.cli.bundle.meaning.find_encoder", lambda: NoEncoder("", ""))
    sidecue("bundle", "pack", bundle, "--out", tmp_path / "other.cue")

    assert (tmp_path / "without.cue").read_bytes() == (tmp_path / "other.cue").read_bytes()
    assert len(packed.read_bytes()) > len((tmp_path / "without.cue").read_bytes())


@needs_the_extra
def test_a_packed_bundle_shows_what_it_carries(packed: Path, sidecue: Sidecue, bundle: Path) -> None:
    assert "found by meaning: 5 cards, by concepts-1" in sidecue("bundle", "show", packed).out
    said = json.loads(sidecue("bundle", "show", packed, "--json").out)
    assert said["meaning"] == {"cards": 5, "encoders": ["concepts-1"], "outdated": 0, "fault": ""}
    assert "meaning" not in json.loads(sidecue("bundle", "show", bundle, "--json").out)


@needs_the_extra
def test_what_is_meant_is_found(packed: Path, sidecue: Sidecue) -> None:
    with_meaning = parts(sidecue, "--bundle", packed)
    without = parts(sidecue, "--bundle", packed, "--no-meaning")

    assert with_meaning["desk/undo"]["meaning"] > 1
    assert not any("meaning" in one for one in without.values())


@needs_the_extra
def test_what_the_person_set_holds_unless_they_ask_otherwise(packed: Path, sidecue: Sidecue) -> None:
    sidecue("settings", "bundle_folders", packed)
    sidecue("settings", "search_meaning", "off")
    assert not any("meaning" in one for one in parts(sidecue).values())
    assert "meaning" in parts(sidecue, "--meaning")["desk/undo"]
    sidecue("settings", "search_meaning", "on")
    assert "meaning" in parts(sidecue)["desk/undo"]


def test_who_asks_for_it_is_told_when_it_cannot_be_had(sidecue: Sidecue, bundle: Path) -> None:
    done = sidecue("find", QUERY, "--bundle", bundle, "--meaning")
    assert done.status in (0, 1)
    assert done.err.startswith("sidecue: searching by words alone: ")
    assert sidecue("find", QUERY, "--bundle", bundle).err == ""


def test_the_process_for_the_app_is_for_the_app() -> None:
    done = subprocess.run(
        own_command("encode-queries"), input=b"nonsense\n", capture_output=True, timeout=60, check=False
    )
    assert done.returncode == 2
    assert done.stderr.startswith(b"sidecue: encode-queries is for the app itself")
