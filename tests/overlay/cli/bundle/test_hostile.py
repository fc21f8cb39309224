"""Whoever opens a hostile bundle, to look at it or to use it, is told why not, and it leaves no trace."""

from __future__ import annotations

import json
from pathlib import Path

import pytest

from tests.content.bundles.hostile import HOSTILE, MARK, Hostile
from tests.overlay.cli.conftest import Sidecue

WHOLE = [one for one in HOSTILE if one.spoilt]
CARDS = [one for one in HOSTILE if not one.spoilt]


def files(folder: Path) -> dict[str, int]:
    return {str(path): path.stat().st_size for path in folder.rglob("*") if path.is_file()}


def each(hostile: list[Hostile]) -> pytest.MarkDecorator:
    """With its packed file and with itself."""
    pairs = [(one, one) for one in hostile]
    return pytest.mark.parametrize(("evil", "hostile"), pairs, ids=map(str, hostile), indirect=["evil"])


@pytest.fixture
def evil(tmp_path: Path, request: pytest.FixtureRequest) -> Path:
    file = tmp_path / "evil.cue"
    file.write_bytes(request.param.packed())
    return file


@each(WHOLE)
def test_a_spoilt_file_is_not_opened(sidecue: Sidecue, evil: Path, hostile: Hostile) -> None:
    before = files(evil.parent)
    for action in ("show", "check", "test"):
        done = sidecue("bundle", action, evil)
        assert (done.status, MARK in done.out) == (1, False)
        assert hostile.said in done.err
    assert files(evil.parent) == before


@each(CARDS)
def test_a_hostile_card_is_named_and_left_out(sidecue: Sidecue, evil: Path, hostile: Hostile) -> None:
    before = files(evil.parent)
    shown = sidecue("bundle", "show", evil)
    assert hostile.said in shown.err
    checked = sidecue("bundle", "check", evil)
    assert checked.status == 1
    assert hostile.said in checked.err
    assert all(line.isprintable() for line in [*shown.out.splitlines(), *shown.err.splitlines()])
    assert files(evil.parent) == before


@each([*WHOLE, *CARDS])
def test_beside_a_good_bundle_it_changes_nothing(
    sidecue: Sidecue, bundle: Path, evil: Path, hostile: Hostile
) -> None:
    manifest = bundle / "bundle.yaml"
    manifest.write_text(manifest.read_text().replace("id: desk", "id: good"))
    asked = ("why", "--app", "soffice", "--title", f"payment run {MARK} {'a' * 60}!", "--json")
    alone = json.loads(sidecue(*asked, "--bundle", bundle).out)
    beside = json.loads(sidecue(*asked, "--bundle", evil, "--bundle", bundle).out)
    assert (beside["matches"], beside["cue"]) == (alone["matches"], alone["cue"])
    assert any(hostile.said in problem for problem in beside["problems"])
